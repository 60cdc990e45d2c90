import Vocabulary

/// Strict two-phase locking: nobody touches what another transaction has touched.
///
/// **Sees** the newest committed version; thanks to the locks, it stays the newest.
/// **Waits** to read what another open transaction writes, and to write what another has read or
/// written. Keys are locked shared or exclusive, ranges shared with their gaps, all to the end
/// (Eswaran et al. 1976). One queue in order of arrival; a transaction that strengthens a lock it
/// holds does not queue. Read locks bind transactions of this mode only.
/// **Aborts** only the victim of a deadlock: the request that closes the ring.
/// **Forbids** everything (PL-3), and phantoms because a range is locked as a range.
/// **Allows** nothing; it pays with waiting, readers included.
/// **Lesson**: deadlock; phantom shows the range lock.
enum TwoPhaseLocking: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .newestCommit
  }

  static func beforeRead(
    _ target: Wait.Target, by id: TransactionID, in database: Database
  ) -> Ruling {
    database.blockers(of: target, for: id).isEmpty ? .proceed : .wait
  }

  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    database.markRead(slot, by: id)
    return nil
  }

  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? {
    database.markRead(RangeRead(range: read.range, own: [], step: read.step), by: id)
    return nil
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    WriteLocks.ruling(on: slot, for: id, in: database)
  }
}
