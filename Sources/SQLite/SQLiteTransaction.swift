import Connecting
import Stores
import Vocabulary

/// An open transaction of a run.
struct SQLiteTransaction {
  let connection: SQLiteConnection
  let begun: StoreTransaction
  /// The work that it waits to do; nil if it does not wait.
  private(set) var work: StoreWork?
  /// The transactions that it waits for.
  private(set) var blockers: [TransactionID] = []
  /// How many transactions had ended when SQLite was last asked.
  private(set) var lastAsked = 0
  /// The statement that SQLite answered with SQLITE_BUSY, and that will be sent again.
  var refused: SQLStatement?

  init(_ begun: StoreTransaction, on connection: SQLiteConnection) {
    (self.begun, self.connection) = (begun, connection)
  }

  var isImmediate: Bool { begun.level.mode.facts.locksReads }

  mutating func wait(at work: StoreWork, for blockers: [TransactionID], since endings: Int) {
    (self.work, self.blockers, lastAsked) = (work, blockers, endings)
  }

  mutating func goOn() { (work, blockers) = (nil, []) }
}
