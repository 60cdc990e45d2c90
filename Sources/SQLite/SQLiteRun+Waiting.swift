import CSQLite
import Connecting
import Stores
import Vocabulary

/// Waiting on a database that never makes anybody wait.
///
/// SQLITE_BUSY says that another transaction is in the way. The locks that the transactions of the
/// run hold show which one: the writer or, at COMMIT in a rollback journal, all that have read. The
/// waiting session asks again when some transaction has ended. If its snapshot has become old by
/// then, SQLite answers SQLITE_BUSY_SNAPSHOT, and asking again is useless.
extension SQLiteRun {
  /// Asks SQLite; `waits` if it is busy.
  func ask(
    _ work: StoreWork, of id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    if let answer = try answer(to: work, of: id) { return answer }
    waiting.append(id)
    return .waits(for: open[id]?.blockers ?? [])
  }

  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    for id in waiting {
      guard let transaction = open[id], let work = transaction.work,
        transaction.lastAsked != endings
      else { continue }
      if let answer = try answer(to: work, of: id) { return (id, answer) }
    }
    return nil
  }

  /// The transaction goes on, because a statement that SQLite refused as busy has done nothing.
  ///
  /// Without its BEGIN IMMEDIATE, or its snapshot, there is no transaction that could go on.
  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    let isBegin = if case .begin? = open[id]?.work { true } else { false }
    finish(id)
    guard isBegin, open[id] != nil else { return nil }
    do throws(SQLiteError) {
      return try abort(id, .timeout, .busy)
    } catch { throw file.failure(error) }
  }

  /// Asks SQLite; nil if the transaction has to wait for others.
  private func answer(
    to work: StoreWork, of id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer? {
    do throws(SQLiteError) {
      let answer = try attempt(work, of: id)
      finish(id)
      return answer
    } catch {
      do throws(SQLiteError) {
        return try answer(to: error, at: work, of: id)
      } catch { throw file.failure(error) }
    }
  }

  /// What an error of SQLite means; nil if it is a wait.
  private func answer(
    to error: SQLiteError, at work: StoreWork, of id: TransactionID
  ) throws(SQLiteError) -> StoreAnswer? {
    if error.code == SQLiteError.staleSnapshot {
      finish(id)
      return try abort(id, .concurrentUpdate, error)
    }
    guard error.primary == SQLITE_BUSY else {
      guard isRefusal(error, of: id) else { throw error }
      finish(id)
      return .refused(error.report)
    }
    let blockers = blockers(of: id, at: work)
    // No transaction of this run is in the way, so another program is.
    guard !blockers.isEmpty else { throw error }
    open[id]?.wait(at: work, for: blockers, since: endings)
    guard isInRing(id) else { return nil }
    finish(id)
    return try abort(id, .deadlock, error)
  }

  /// Notes that the transaction no longer waits.
  private func finish(_ id: TransactionID) {
    waiting.removeAll { $0 == id }
    open[id]?.goOn()
  }

  /// Whether the transaction can continue after the error.
  private func isRefusal(_ error: SQLiteError, of id: TransactionID) -> Bool {
    switch error.primary {
    case SQLITE_READONLY: open[id]?.begun.readOnly == true
    case SQLITE_TOOBIG: true
    default: false
    }
  }

  /// The transactions that hold what this one needs, in ascending order.
  private func blockers(
    of id: TransactionID, at work: StoreWork
  ) -> [TransactionID] {
    open.filter { other, transaction in
      guard other != id else { return false }
      let hold = transaction.connection.hold
      return work.isCommit ? hold != .nothing : hold == .writing
    }.keys.sorted()
  }

  /// Whether the transaction waits for itself, by way of others that wait.
  private func isInRing(_ id: TransactionID) -> Bool {
    var seen: Set<TransactionID> = []
    var rest = open[id]?.blockers ?? []
    while let next = rest.popLast() {
      if next == id { return true }
      if seen.insert(next).inserted { rest += open[next]?.blockers ?? [] }
    }
    return false
  }
}
