import Vocabulary

/// A version of a row, as PostgreSQL stores it.
struct Tuple: Hashable, Sendable {
  let key: Key
  let value: Value
  /// Who made it.
  let creator: Int
  /// Whether the index leads to it; versions that UPDATE makes hang on the one before.
  let isRoot: Bool
  /// Who has updated, deleted or locked it last.
  var mark: Mark?
  /// The version that an update made of it.
  var next: Int?

  struct Mark: Hashable, Sendable {
    let transaction: Int
    let isLock: Bool
  }
}

/// Which committed transactions a reader sees.
struct ServerSnapshot: Hashable, Sendable {
  /// How many had committed.
  let commits: Int
  /// No transaction with a lower number was still writing.
  let oldestWriter: Int
}

/// A transaction of the server.
struct ServerTransaction: Hashable, Sendable {
  enum Status: Hashable, Sendable {
    case open
    /// Its place among all commits.
    case committed(Int)
    case aborted
  }

  let session: SessionName
  let level: Level
  let readOnly: Bool
  let deferrable: Bool
  var status = Status.open
  /// The one for all statements; nil before the first, and at READ COMMITTED.
  var snapshot: ServerSnapshot?
  /// The number that the first write gets.
  var number: Int?

  var isOpen: Bool { status == .open }
}
