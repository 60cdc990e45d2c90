import Databases
import Stores
import Vocabulary

/// Adapters of a few lines of shell, so that a test needs nothing else.
enum ScriptedAdapter {
  static let hello = #"{"store":"scripted 1","levels":["snapshot"]}"#
  static let ok = #"{"ok":true}"#

  /// The URL of an adapter that answers its requests with these lines, in this order, and then
  /// carries out a command.
  static func url(_ answers: String..., then command: String = "cat >/dev/null") -> String {
    let steps = answers.map { "read -r line; printf '%s\\n' '\($0)'" }
    return "exec:" + (steps + [command]).joined(separator: "; ")
  }

  /// The URL of an adapter of one transaction, up to its first request; that gets the command.
  static func url(thenAsked command: String) -> String {
    url(hello, ok, ok, then: "read -r line; \(command)")
  }

  static func open(
    _ url: String, patience: Double = 10,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreFailure) -> any Store {
    try KnownStores.open(url, StoreOptions(patience: patience, isCancelled: isCancelled))
  }
}

extension Store {
  /// A run whose sessions each have begun a transaction: the first has T1.
  func run(
    _ rows: [Key: Value] = ["x": "1"], sessions: SessionName...
  ) throws(StoreFailure) -> any StoreRun {
    let run = try run(from: rows)
    for (index, session) in sessions.enumerated() {
      _ = try run.begin(TransactionID(index + 1), session, identity.levels[0])
    }
    return run
  }
}

extension StoreRun {
  func begin(
    _ id: TransactionID, _ session: SessionName, _ level: StoreLevel
  ) throws(StoreFailure) -> StoreAnswer {
    try begin(
      StoreTransaction(
        id: id, session: session, level: level, readOnly: false, deferrable: false))
  }

  /// The first write of a key by a transaction.
  func put(
    _ key: Key, _ value: Value, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    try perform(.put(key, value, .written(by: id, number: 1)), by: id)
  }
}

extension TransactionID {
  static let alice = TransactionID(1)
  static let bob = TransactionID(2)
  static let carol = TransactionID(3)
}
