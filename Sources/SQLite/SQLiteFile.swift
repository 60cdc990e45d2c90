import CSQLite
import Connecting
import Stores
import Vocabulary

/// A database file with isolab's table, and connections to it.
///
/// Runs that are active at the same time have a file each, because SQLite's write lock is on the
/// whole file.
final class SQLiteFile {
  /// The mark of a file that isolab made: "isol".
  static let applicationID: Int32 = 0x6973_6F6C

  let path: String
  /// The name of the file in messages.
  private let place: String
  /// Makes the table and its rows; no session uses it.
  private let keeper: SQLiteConnection
  private var connections: [SQLiteConnection] = []
  /// Set by a failure: the contents of the file are no longer known.
  var isBroken = false

  /// Makes the table anew.
  ///
  /// - Throws: a failure if isolab did not create everything in the file.
  init(
    _ path: String, _ journal: SQLitePlace.Journal, place: String
  ) throws(StoreFailure) {
    (self.path, self.place) = (path, place)
    do throws(SQLiteError) {
      keeper = try SQLiteConnection(path, creates: true)
      try keeper.settle()
    } catch { throw error.failure(at: place) }
    let others = try keep("SELECT name FROM sqlite_schema WHERE name <> 'isolab'")
    if let name = others.first?.first {
      throw StoreFailure(
        "\(place): isolab did not create the table \(name), so it leaves the file alone")
    }
    // The mark comes first, so that a crash leaves no file that the next start would refuse.
    _ = try keep("PRAGMA application_id = \(raw: String(Self.applicationID))")
    let mode = try keep("PRAGMA journal_mode = \(raw: journal.rawValue)").first?.first
    guard mode == journal.rawValue else {
      throw StoreFailure(
        "\(place): SQLite cannot use the journal \(journal.rawValue) here; try ?journal=delete")
    }
    _ = try keep("DROP TABLE IF EXISTS isolab")
    _ = try keep(
      "CREATE TABLE isolab (k TEXT COLLATE BINARY PRIMARY KEY, v TEXT NOT NULL, w TEXT NOT NULL)"
        + " WITHOUT ROWID")
  }

  /// The session's connection; sessions of a run are numbered from 0.
  func connection(_ number: Int) throws(SQLiteError) -> SQLiteConnection {
    while connections.count <= number {
      connections.append(try SQLiteConnection(path, creates: false))
    }
    return connections[number]
  }

  /// Replaces all rows; no transaction is open.
  func fill(_ rows: [Key: Value]) throws(StoreFailure) {
    guard !keeper.hasMoved else {
      isBroken = true
      throw StoreFailure("\(place): the file has been removed or replaced")
    }
    let mark = VersionID.written(by: .initial, number: 1).mark ?? ""
    _ = try keep("BEGIN IMMEDIATE")
    _ = try keep("DELETE FROM isolab")
    for (key, value) in rows { _ = try keep(.put(key, value, mark: mark)) }
    _ = try keep("COMMIT")
  }

  /// Closes all connections, and removes the table, or the whole file.
  ///
  /// SQLite leaves its other files behind if another program has removed the main one.
  func close(keepingFile: Bool) {
    for connection in connections { connection.close() }
    // If that fails, the next start removes the table.
    if keepingFile, !keeper.hasMoved { _ = try? keep("DROP TABLE IF EXISTS isolab") }
    keeper.close()
    if !keepingFile || !SQLiteHeader.exists(path) { SQLiteFolder.removeFiles(of: path) }
  }

  func failure(_ error: SQLiteError) -> StoreFailure {
    isBroken = true
    return error.failure(at: place)
  }

  private func keep(_ statement: SQLStatement) throws(StoreFailure) -> [[String]] {
    do throws(SQLiteError) {
      return try keeper.rows(statement)
    } catch { throw failure(error) }
  }
}
