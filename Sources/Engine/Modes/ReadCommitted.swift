import Vocabulary

/// Read committed: a new snapshot for every command.
///
/// **Sees** what had committed when the command began; a key that the transaction has locked, it
/// sees at its newest version. So a write that had to wait goes on with the newest value, while
/// every other read of the command keeps to the command's snapshot (PostgreSQL's re-check after a
/// wait).
/// **Waits** to write a key that another open transaction has claimed. Whether that one commits or
/// rolls back, this one then goes on.
/// **Aborts** only the victim of a deadlock.
/// **Forbids** dirty writes and dirty reads (G0, G1; Adya 1999, PL-2).
/// **Allows** non-repeatable reads, phantoms, read skew, lost updates, write skew.
/// **Lesson**: non-repeatable-read.
enum ReadCommitted: IsolationRules {
  static func commandBegins(_ transaction: inout Transaction, state: Timestamp) {
    transaction.snapshot = state
  }

  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    holdsKey ? .newestCommit : .state(snapshot)
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    WriteLocks.ruling(on: slot, for: id, in: database)
  }
}
