import Vocabulary

/// Serializable snapshot isolation, by PostgreSQL's rules.
///
/// **Sees** the state that had been committed at BEGIN, and its own writes.
/// **Waits** never under first-committer (the default); under first-updater like snapshot.
/// **Aborts** a transaction that would complete a dangerous structure `in -> pivot -> out`: two
/// antidependencies in a row, concurrent in pairs, whose `out` commits first (Fekete et al. 2005;
/// Ports and Grittner 2012; `Antidependencies.swift` finds them). The victim is the pivot while it
/// is open, else `in`. One doomed by another's commit is aborted at its next request. Snapshot's
/// rule on two writers of a key holds too; without it the theory fails.
/// A READ ONLY transaction is treated apart: it can be aborted only because of an `out` that
/// committed before its snapshot, and once that can no longer happen it is safe and untracked.
/// DEFERRABLE waits for that at BEGIN.
/// **Forbids** everything among transactions of this mode.
/// **Allows** nothing, but a dangerous structure is not always a cycle: some aborts are not needed.
/// **Lesson**: on-call-count; write-skew shows what it forbids.
enum SerializableSnapshot: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .state(snapshot)
  }

  static func beforeRequest(by id: TransactionID, in database: Database) -> Abort? {
    database[id].antidependencies.doomed.map {
      Abort(
        of: id, step: database[id].step, kind: $0.kind, role: $0.role,
        conflicts: $0.conflicts.map(database.refreshed))
    }
  }

  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    guard database.tracks(id) else { return nil }
    database.markRead(slot, by: id)
    return database.comesBefore(writersOf: slot, reader: id, through: nil)
  }

  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? {
    guard database.tracks(id) else { return nil }
    database.markRead(read, by: id)
    for slot in slots {
      let abort = database.comesBefore(writersOf: slot, reader: id, through: read.range)
      if let abort { return abort }
    }
    return nil
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    Snapshot.beforeWrite(slot, by: id, in: database)
  }

  static func didWrite(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort?
  {
    database.comesAfter(readersOf: slot, writer: id)
  }

  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? {
    Snapshot.beforeCommit(of: id, in: &database)
  }
}
