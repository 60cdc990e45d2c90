import Stores
import Vocabulary

/// An open transaction of a run.
struct SQLiteTransaction {
  /// What a transaction can be at.
  enum Work {
    case begin
    case request(StoreRequest)

    var isCommit: Bool { if case .request(.commit) = self { true } else { false } }
  }

  let connection: SQLiteConnection
  let begun: StoreTransaction
  /// What it waits to do; nil: it does not wait.
  private(set) var work: Work?
  /// Which transactions it waits for.
  private(set) var blockers: [TransactionID] = []
  /// How many transactions had ended when SQLite was asked last.
  private(set) var lastAsked = 0
  /// The statement that was answered with SQLITE_BUSY, and will be sent again.
  var refused: SQLiteStatement?

  init(_ begun: StoreTransaction, on connection: SQLiteConnection) {
    (self.begun, self.connection) = (begun, connection)
  }

  var isImmediate: Bool { begun.level.mode == .twoPhaseLocking }

  mutating func wait(at work: Work, for blockers: [TransactionID], since endings: Int) {
    (self.work, self.blockers, lastAsked) = (work, blockers, endings)
  }

  mutating func goOn() { (work, blockers) = (nil, []) }
}
