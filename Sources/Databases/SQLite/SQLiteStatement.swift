/// A statement and the values of its parameters `?1`, `?2`, and so on.
struct SQLiteStatement: Hashable {
  let sql: String
  var arguments: [SQLArgument] = []

  init(_ sql: String, _ arguments: [SQLArgument] = []) {
    (self.sql, self.arguments) = (sql, arguments)
  }

  static let beginDeferred = SQLiteStatement("BEGIN DEFERRED")
  static let beginImmediate = SQLiteStatement("BEGIN IMMEDIATE")
  static let commit = SQLiteStatement("COMMIT")
  static let rollback = SQLiteStatement("ROLLBACK")
  static let queryOnly = SQLiteStatement("PRAGMA query_only = ON")
  static let queryAndWrite = SQLiteStatement("PRAGMA query_only = OFF")
  /// Takes the snapshot: SQLite does that when a transaction reads a table for the first time.
  static let look = SQLiteStatement("SELECT k, v, w FROM isolab LIMIT 1")

  /// With the values in the places of the parameters, as a person would type it.
  var typed: String { sql.filled(at: "?", with: arguments.map(\.typed)) }
}

extension SQLArgument {
  /// As a literal: quoted, and a NUL, which no literal can contain, as `char(0)`.
  fileprivate var typed: String {
    switch self {
    case .integer(let number): String(number)
    case .text(let text):
      text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false)
        .map { "'" + String($0).replacing("'", with: "''") + "'" }
        .joined(separator: " || char(0) || ")
    }
  }
}
