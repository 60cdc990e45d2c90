/// A statement and the values of its parameters `?1`, `?2`, and so on.
struct SQLiteStatement: Hashable {
  enum Argument: Hashable {
    case text(String)
    case integer(Int64)
  }

  let sql: String
  var arguments: [Argument] = []

  init(_ sql: String, _ arguments: [Argument] = []) {
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
  var typed: String {
    let parts = sql.split(separator: "?", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: String(parts[0])) { result, part in
      let digits = part.prefix { $0.isASCII && $0.isNumber }
      let index = (Int(digits) ?? 0) - 1
      result += arguments[index].typed + part.dropFirst(digits.count)
    }
  }
}

extension SQLiteStatement.Argument {
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
