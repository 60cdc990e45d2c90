import Vocabulary

/// Read uncommitted: no snapshot at all.
///
/// **Sees** the newest write of every key by any transaction, whether or not it will commit.
/// **Waits** to write a key that another open transaction has claimed: writes are locked to the
/// end, so nobody overwrites what has not committed (Berenson et al. 1995, locking READ
/// UNCOMMITTED; Adya 1999, PL-1).
/// **Aborts** only the victim of a deadlock.
/// **Forbids** dirty writes (G0).
/// **Allows** all the rest: dirty reads (G1a, G1b), circular information flow, lost updates, skews.
/// **Lesson**: non-repeatable-read, whose second read is dirty.
enum ReadUncommitted: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .newestWrite
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    WriteLocks.ruling(on: slot, for: id, in: database)
  }
}

/// The write locks of all modes whose writers wait.
enum WriteLocks {
  /// Waits for everybody else who has claimed the key, and for those who asked for it earlier.
  static func ruling(on slot: SlotID, for id: TransactionID, in database: Database) -> Ruling {
    if database.isAlone(slot) { return .proceed }
    return database.blockers(of: .exclusive(slot), for: id).isEmpty ? .proceed : .wait
  }
}
