import Vocabulary

/// The questions that a mode answers.
///
/// One type, one file, one mode. `IsolationMode+Rules` leads from a mode to its type.
///
/// Each question has a default that does nothing, so that a mode's file holds exactly what sets
/// the mode apart.
protocol IsolationRules {
  /// What a read of a key, or of every key of a range, may see; `snapshot` is the transaction's.
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View

  /// A new command begins (one command may make several requests).
  static func commandBegins(_ transaction: inout Transaction, state: Timestamp)
  /// Before any request but ROLLBACK, if another transaction has doomed this one.
  static func beforeRequest(by id: TransactionID, in database: Database) -> Abort?
  /// Whether the read may go on; asked only where reads lock.
  static func beforeRead(_ target: Wait.Target, by id: TransactionID, in database: Database)
    -> Ruling
  /// A key was read from outside the transaction; asked only where reads are remembered.
  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort?
  /// A range was read; `slots` are its written keys without the transaction's own. Asked only where
  /// reads are remembered.
  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort?
  /// Whether the key may be written or locked.
  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling
  /// The transaction's write of the key stands.
  static func didWrite(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort?
  /// Whether the transaction may commit; if it may, it does.
  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort?
}

/// Which versions a reader looks at.
enum View: Hashable, Sendable {
  /// The newest write of any transaction, committed or not.
  case newestWrite
  /// The newest committed version.
  case newestCommit
  /// The versions of a committed state.
  case state(Timestamp)

  /// The committed state that the view amounts to, if the newest state is `now`.
  func state(now: Timestamp) -> Timestamp {
    if case .state(let snapshot) = self { snapshot } else { now }
  }
}

/// A mode's answer.
enum Ruling: Sendable {
  case proceed
  case wait
  case abort(Abort)
}

extension IsolationRules {
  static func commandBegins(_ transaction: inout Transaction, state: Timestamp) {}
  static func beforeRequest(by id: TransactionID, in database: Database) -> Abort? { nil }
  static func beforeRead(
    _ target: Wait.Target, by id: TransactionID, in database: Database
  ) -> Ruling { .proceed }
  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    nil
  }
  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? { nil }
  static func beforeWrite(
    _ slot: SlotID, by id: TransactionID, in database: Database
  ) -> Ruling { .proceed }
  static func didWrite(
    _ slot: SlotID, by id: TransactionID, in database: inout Database
  ) -> Abort? { nil }
  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? { nil }
}
