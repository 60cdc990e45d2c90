import Connecting
@testable import SQLite

/// A database in memory with isolab's table, for statements as a person types them.
enum SQLiteTyped {
  static func connection() throws -> (String) throws -> [[String]] {
    let connection = try SQLiteConnection(":memory:", creates: true)
    _ = try connection.rows(
      SQLStatement(raw: "CREATE TABLE isolab (k TEXT PRIMARY KEY, v TEXT, w TEXT) WITHOUT ROWID"))
    return { try connection.rows(SQLStatement(raw: $0)) }
  }
}
