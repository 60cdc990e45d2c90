import CSQLite
import Connecting
import Stores
import Vocabulary

/// Sessions that work on one file.
///
/// Waiting sessions ask again, in the order in which their waits began, as soon as any transaction
/// has ended: see [waiting](SQLiteRun+Waiting.swift).
final class SQLiteRun: StoreRun, @unchecked Sendable {
  let file: SQLiteFile
  private let pool: SQLitePool
  let takesSnapshotLate: Bool
  /// The numbers of the sessions' connections.
  private var sessions: [SessionName: Int] = [:]
  var open: [TransactionID: SQLiteTransaction] = [:]
  /// In the order in which their waits began.
  var waiting: [TransactionID] = []
  /// How many transactions have ended.
  private(set) var endings = 0
  private var sent: [SQLStatement] = []

  init(_ file: SQLiteFile, of pool: SQLitePool, takesSnapshotLate: Bool) {
    (self.file, self.pool, self.takesSnapshotLate) = (file, pool, takesSnapshotLate)
  }

  deinit {
    for transaction in open.values where !file.isBroken {
      do throws(SQLiteError) {
        let connection = transaction.connection
        if connection.isInTransaction { _ = try connection.rows(.rollback) }
        if transaction.begun.readOnly { _ = try connection.rows(.queryAndWrite) }
      } catch { file.isBroken = true }
    }
    open = [:]
    pool.takeBack(file)
  }

  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    let number = sessions[transaction.session] ?? sessions.count
    sessions[transaction.session] = number
    do throws(SQLiteError) {
      open[transaction.id] = SQLiteTransaction(transaction, on: try file.connection(number))
    } catch { throw file.failure(error) }
    return try ask(.begin, of: transaction.id)
  }

  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    try ask(.request(request), of: id)
  }

  func takeStatements() -> [String] {
    defer { sent = [] }
    return sent.map(\.typedForSQLite)
  }

  /// Sends a statement; it is noted at first, and when SQLite no longer answers SQLITE_BUSY.
  func send(
    _ statement: SQLStatement, for id: TransactionID
  ) throws(SQLiteError) -> [[String]] {
    guard let transaction = open[id] else { return [] }
    let isRetry = transaction.refused == statement
    if !isRetry { sent.append(statement) }
    do throws(SQLiteError) {
      let rows = try transaction.connection.rows(statement)
      if isRetry { sent.append(statement) }
      open[id]?.refused = nil
      return rows
    } catch {
      let isBusy = error.primary == SQLITE_BUSY && error.code != SQLiteError.staleSnapshot
      if isRetry, !isBusy { sent.append(statement) }
      open[id]?.refused = isBusy ? statement : nil
      throw error
    }
  }

  /// Forgets a transaction that SQLite has ended.
  func end(_ id: TransactionID) throws(SQLiteError) {
    endings += 1
    if open[id]?.begun.readOnly == true { _ = try send(.queryAndWrite, for: id) }
    open[id] = nil
  }

  /// Rolls back a transaction that cannot continue.
  func abort(
    _ id: TransactionID, _ kind: Abort.Kind, _ error: SQLiteError
  ) throws(SQLiteError) -> StoreAnswer {
    if open[id]?.connection.isInTransaction == true { _ = try send(.rollback, for: id) }
    try end(id)
    return .aborted(kind, report: error.report)
  }
}
