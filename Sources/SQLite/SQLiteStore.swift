import CSQLite
package import Connecting
package import Stores
import Vocabulary

/// SQLite: a database in a file, without a server.
///
/// A session is a connection. SQLite never makes a connection wait; it answers SQLITE_BUSY. isolab
/// treats that answer as a wait, and the session asks again when another transaction has ended
/// ([SQLiteRun](SQLiteRun.swift)). The write lock is on the whole file, so each active run has a
/// file of its own ([SQLitePool](SQLitePool.swift)). Files and connections are reused.
///
/// isolab works only in files that it made; a mark in the header identifies them
/// ([SQLiteHeader](SQLiteHeader.swift)).
final class SQLiteStore: Store {
  let identity: StoreIdentity
  private let pool: SQLitePool
  private let options: StoreOptions

  init(_ place: SQLitePlace, _ options: StoreOptions) throws(StoreFailure) {
    self.options = options
    pool = try SQLitePool(place)
    identity = StoreIdentity(
      scheme: "sqlite", title: "SQLite \(String(cString: sqlite3_libversion()))", url: place.url,
      levels: [
        StoreLevel("BEGIN DEFERRED", .snapshot), StoreLevel("BEGIN IMMEDIATE", .twoPhaseLocking),
      ], changesRanges: true, findsDeadlocks: false)
  }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    let file = try pool.lend()
    do throws(StoreFailure) {
      try file.fill(rows)
    } catch {
      pool.takeBack(file)
      throw error
    }
    return SQLiteRun(file, of: pool, takesSnapshotLate: options.takesSnapshotLate)
  }

  func close() { pool.close() }
}

extension StoreURL {
  /// The store of a `sqlite:` URL.
  package func openSQLite(_ options: StoreOptions) throws(StoreFailure) -> any Store {
    try SQLiteStore(SQLitePlace(self), options)
  }
}
