import Connecting
import Stores
import Vocabulary

/// The statements in SQLite's SQL.
extension SQLStatement {
  static let beginDeferred: SQLStatement = "BEGIN DEFERRED"
  static let beginImmediate: SQLStatement = "BEGIN IMMEDIATE"
  static let queryOnly: SQLStatement = "PRAGMA query_only = ON"
  static let queryAndWrite: SQLStatement = "PRAGMA query_only = OFF"
  /// Takes the snapshot: SQLite does that when a transaction reads a table for the first time.
  static let look: SQLStatement = "SELECT k, v, w FROM isolab LIMIT 1"

  static func put(_ key: Key, _ value: Value, mark: String) -> SQLStatement {
    "INSERT INTO isolab (k, v, w) VALUES (\(key.text), \(value.text), \(mark))"
      + " ON CONFLICT (k) DO UPDATE SET v = excluded.v, w = excluded.w"
  }

  /// The statement with its values in place of the parameters, as a person would type it.
  var typedForSQLite: String { filled(with: arguments.map(\.literal)) }
}

extension SQLArgument {
  /// The argument as a quoted literal; a NUL, which no literal can contain, becomes `char(0)`.
  fileprivate var literal: String {
    switch self {
    case .integer(let number): String(number)
    case .text(let text):
      text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false)
        .map { "'" + String($0).replacing("'", with: "''") + "'" }
        .joined(separator: " || char(0) || ")
    }
  }
}
