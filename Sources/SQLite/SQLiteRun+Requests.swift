import CSQLite
import Connecting
import Stores
import Vocabulary

/// How SQLite handles a request.
extension SQLiteRun {
  /// Carries out the work, or the rest of it after a wait.
  func attempt(
    _ work: StoreWork, of id: TransactionID
  ) throws(SQLiteError) -> StoreAnswer {
    switch work {
    case .begin: try begin(id)
    case .request(let request): try carryOut(request, of: id)
    }
  }

  private func begin(_ id: TransactionID) throws(SQLiteError) -> StoreAnswer {
    guard let transaction = open[id] else { return .done }
    let connection = transaction.connection
    if !connection.isInTransaction {
      try connection.settle()
      _ = try send(transaction.isImmediate ? .beginImmediate : .beginDeferred, for: id)
    }
    if connection.hold == .nothing, !takesSnapshotLate { _ = try send(.look, for: id) }
    // BEGIN IMMEDIATE would refuse a connection that may not write.
    if transaction.begun.readOnly { _ = try send(.queryOnly, for: id) }
    return .done
  }

  private func carryOut(
    _ request: StoreRequest, of id: TransactionID
  ) throws(SQLiteError) -> StoreAnswer {
    switch request {
    case .get(let key), .getForUpdate(let key):
      return .row(try send(.get(key), for: id).first.map(StoredRow.init))
    case .scan(let range):
      let statement = SQLStatement.scan(.rows(range.tests, filter: nil))
      return .rows(try send(statement, for: id).map(StoredRow.init))
    // SQLite has no row locks.
    case .lock: return .done
    case .put(let key, let value, let version):
      _ = try send(.put(key, value, mark: version.mark ?? ""), for: id)
      return .done
    case .delete(let key):
      return .deleted(try !send(.delete("k = \(key.text)"), for: id).isEmpty)
    case .change(let change): return try carryOut(change, of: id)
    case .commit: return try end(id, by: .commit)
    case .rollback: return try end(id, by: .rollback)
    }
  }

  private func end(
    _ id: TransactionID, by statement: SQLStatement
  ) throws(SQLiteError) -> StoreAnswer {
    _ = try send(statement, for: id)
    try end(id)
    return .done
  }

  private func carryOut(
    _ change: StoreChange, of id: TransactionID
  ) throws(SQLiteError) -> StoreAnswer {
    guard let formula = change.formula else {
      let condition = SQLStatement.rows(change.range.tests, filter: change.filter)
      return .changed(change.rows(try send(.delete(condition), for: id)))
    }
    let update: SQLiteUpdate
    do throws(SQLFormula.Refusal) {
      update = try SQLiteUpdate(change, to: formula)
    } catch { return .refused(error.sentence) }
    do throws(SQLiteError) {
      return .changed(change.rows(try send(update.statement, for: id)))
    } catch {
      guard error.primary == SQLITE_CONSTRAINT else { throw error }
      return .refused(try sentence(on: update, of: id) ?? error.report)
    }
  }

  /// Why the update failed, at the first row that failed.
  private func sentence(
    on update: SQLiteUpdate, of id: TransactionID
  ) throws(SQLiteError) -> String? {
    guard let diagnosis = update.diagnosis,
      let row = try open[id]?.connection.rows(diagnosis).first
    else { return nil }
    return switch row[2] {
    case "text": "the value of \(row[0]) is not an integer"
    case "zero": "the value of \(row[0]) would be divided by 0"
    default: "the new value of \(row[0]) does not fit into 64 bits"
    }
  }
}
