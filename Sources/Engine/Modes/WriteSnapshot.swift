import Vocabulary

/// Write-snapshot isolation: what must not have changed is what was read, not what is written.
///
/// **Sees** the state that had been committed at BEGIN, and its own writes.
/// **Waits** never.
/// **Aborts** at COMMIT a transaction that has written, if a commit since its BEGIN replaced
/// anything it read: a key, an absence, or any key of a range (Gómez Ferro and Yabandeh, A Critique
/// of Snapshot Isolation, EuroSys 2012, algorithm 2). Read-only transactions never abort. Two
/// writers of a key that did not read it both commit; the chain keeps the order of commits.
/// **Forbids** everything: a serial order is writers by commit, readers by snapshot (theorem 1).
/// **Allows** nothing, but aborts more than needed: one stale read is enough, cycle or not.
/// **Lesson**: inventory; write-skew shows what it forbids.
enum WriteSnapshot: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .state(snapshot)
  }

  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    let read = PointRead(slot: slot, step: database[id].step)
    _ = database[id].reads.insert(read)
    return nil
  }

  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? {
    database[id].rangeReads.append(read)
    return nil
  }

  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? {
    guard database[id].hasWritten else { return nil }
    var conflicts = database[id].reads.points.compactMap {
      overwritten($0.slot, $0.step, nil, by: id, in: database)
    }
    for read in database[id].rangeReads {
      conflicts += database.keys.ordered(in: read.range).compactMap { slot in
        let isToldAlready = read.own.contains(slot) || database[id].reads.contains(slot)
        return isToldAlready
          ? nil : overwritten(slot, read.step, read.range, by: id, in: database)
      }
    }
    guard !conflicts.isEmpty else { return nil }
    return Abort(
      of: id, step: database[id].step, kind: .overwrittenRead, conflicts: conflicts)
  }

  /// The antidependency, if a commit since BEGIN replaced what was read of the key at that step.
  private static func overwritten(
    _ slot: SlotID, _ step: StepNumber, _ range: KeyRange?, by id: TransactionID,
    in database: Database
  ) -> Conflict? {
    let snapshot = database[id].snapshot
    guard let newer = database.keys.firstVersion(of: slot, after: snapshot) else { return nil }
    let value = database.keys.version(of: slot, asOf: snapshot)?.value
    return Conflict(
      .antidependency, from: Access(by: id, step: step, .read(value)), to: newer.access,
      key: database.keys[slot].key, range: range)
  }
}
