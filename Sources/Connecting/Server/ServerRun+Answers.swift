package import Stores
package import Vocabulary

/// Turns the server's answers into the store's.
extension ServerRun {
  /// The store's answer in a complete reply.
  ///
  /// After an abort, the session becomes free.
  func finished(_ pending: Pending) throws(StoreFailure) -> StoreAnswer {
    guard let reply = pending.reply else { return .waits(for: []) }
    if let error = reply.error { return try failed(pending, error) }
    guard case .request(let request) = pending.work else { return .done }
    if pending.mayWait { state.open[pending.id]?.hasLocked = true }
    switch request {
    case .get, .getForUpdate: return .row(reply.rows(seenBy: pending.id).first)
    case .scan: return .rows(reply.rows(seenBy: pending.id))
    case .lock: return .done
    case .put(let key, let value, _):
      table.willWrite(key, value)
      return .done
    case .delete: return .deleted(reply.affected > 0)
    case .change(let change):
      let rows = change.rows(reply.rows)
      for row in rows { table.willWrite(row.key, row.value ?? "") }
      return .changed(rows)
    case .commit:
      state.open[pending.id] = nil
      guard reply.tag != "ROLLBACK" else {
        return .aborted(.serverError, report: "COMMIT answered ROLLBACK")
      }
      try spreadCommit()
      return .done
    case .rollback:
      state.open[pending.id] = nil
      return .done
    }
  }

  /// The answer after an error that has ended the transaction.
  package func aborted(
    _ pending: Pending, _ kind: Abort.Kind, _ error: ServerError, _ meaning: String = ""
  ) throws(StoreFailure) -> StoreAnswer {
    state.open[pending.id] = nil
    try rollBack(pending.session, ServerDeadline(place))
    return .aborted(kind, report: error.report + meaning)
  }
}

extension ServerReply {
  /// The rows, each key once.
  ///
  /// In PostgreSQL's REPEATABLE READ, a key can have two rows: the row of the snapshot, which
  /// another transaction has since deleted, and the row that this transaction has inserted in its
  /// place. The latter counts.
  fileprivate func rows(seenBy id: TransactionID) -> [StoredRow] {
    let found = rows.map(StoredRow.init)
    func isOwn(_ row: StoredRow) -> Bool {
      if case .written(id, _)? = row.version { true } else { false }
    }
    let own = Set(found.filter(isOwn).map { $0.key })
    return found.filter { isOwn($0) || !own.contains($0.key) }
  }
}
