import Vocabulary

/// Snapshot isolation: one state from BEGIN to the end.
///
/// **Sees** the state that had been committed at BEGIN, and its own writes.
/// **Waits**, under first-updater (the default), to write a key that another open transaction has
/// claimed, if its snapshot holds the newest version. Under first-committer nobody waits. Readers
/// never wait.
/// **Aborts** a writer of a key of which its snapshot lacks the newest version: under first-updater
/// at the write, even while another has claimed it, or when the wait ends; under first-committer at
/// COMMIT. So of two concurrent writers of a key only one commits (Berenson et al. 1995). A
/// deadlock has a victim.
/// Read-only transactions never abort.
/// **Forbids** dirty and fuzzy reads, phantoms, read skew, lost updates (G-single).
/// **Allows** write skew, with keys and with predicates, and the read-only anomaly.
/// **Lesson**: write-skew; lost-update shows what it forbids.
enum Snapshot: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .state(snapshot)
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    guard database[id].waitsToWrite else { return .proceed }
    if let conflict = writeConflict(on: slot, by: id, in: database) {
      return .abort(
        Abort(
          of: id, step: database[id].step, kind: .concurrentUpdate, conflicts: [conflict]))
    }
    return WriteLocks.ruling(on: slot, for: id, in: database)
  }

  /// Also under first-updater: a transaction of a mode that never waits may have passed the lock.
  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? {
    overtaken(database[id].claims, by: id, in: database)
  }

  /// The abort, if somebody has committed since BEGIN one of these keys, which it writes too.
  static func overtaken(
    _ claims: [SlotID], by id: TransactionID, in database: Database
  ) -> Abort? {
    let snapshot = database[id].snapshot
    let newer = claims.filter { database.keys[$0].lastCommit > snapshot }
    let conflicts = newer.compactMap { slot -> Conflict? in
      guard database.keys.intent(of: id, on: slot)?.isWrite == true else { return nil }
      return writeConflict(on: slot, by: id, in: database)
    }
    guard !conflicts.isEmpty else { return nil }
    return Abort(
      of: id, step: database[id].step, kind: .firstCommitter, conflicts: conflicts)
  }

  /// The first committed write that the snapshot lacks, against the write that it makes impossible.
  private static func writeConflict(
    on slot: SlotID, by id: TransactionID, in database: Database
  ) -> Conflict? {
    guard let newer = database.keys.firstVersion(of: slot, after: database[id].snapshot) else {
      return nil
    }
    let own = database.keys.intent(of: id, on: slot).flatMap { $0.isWrite ? $0.access : nil }
    let wanted = Access(by: id, step: database[id].step, .requested)
    return Conflict(
      .writeWrite, from: newer.access, to: own ?? wanted, key: database.keys[slot].key)
  }
}
