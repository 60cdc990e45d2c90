#if PostgreSQL
  import Language
  import Stores
  import Vocabulary

  /// One table, and the sessions that work on it.
  ///
  /// It is used by one thread at a time, as the protocol says.
  final class PostgreSQLRun: StoreRun, @unchecked Sendable {
    let table: PGTable
    private let pool: PGPool
    var sessions: [SessionName: PGConnection] = [:]
    /// The transactions that are open, and their sessions.
    var open: [TransactionID: PGConnection] = [:]
    /// The transactions that may write in SERIALIZABLE, including those that have ended.
    private var writing: Set<TransactionID> = []
    /// In the order in which they began to wait.
    var waiting: [PGPending] = []
    /// Counts requests and answers: an older picture of the waits is useless.
    var moment = 0
    /// The moment at which the control connection was asked for a picture.
    var askedAt: Int?
    private var statements: [String] = []
    private var failure: StoreFailure?

    init(_ table: PGTable, of pool: PGPool) { (self.table, self.pool) = (table, pool) }

    deinit {
      guard failure == nil else { return }
      if (try? end()) != nil { pool.takeBack(table) } else { pool.discard(table) }
    }

    var place: PGPlace { table.control.place }

    /// The processes whose open SERIALIZABLE transaction may write.
    var writers: [Int32] {
      open.filter { writing.contains($0.key) }.values.map(\.process).sorted()
    }

    func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
      try guarded { () throws(StoreFailure) in
        let session = try session(transaction.session)
        let script = transaction.script(takesSnapshot: !place.options.takesSnapshotLate)
        statements += script.map { "\($0);" }
        try session.send(script: script.joined(separator: "; "))
        open[transaction.id] = session
        if transaction.level.mode == .serializableSnapshot, !transaction.readOnly {
          writing.insert(transaction.id)
        }
        return try answer(PGPending(transaction.id, .begin, session))
      }
    }

    func perform(
      _ request: StoreRequest, by id: TransactionID
    ) throws(StoreFailure) -> StoreAnswer {
      guard let session = open[id] else { throw place.failure("has no open transaction \(id)") }
      let statement: PGStatement
      do throws(SQLFormula.Refusal) {
        statement = try PGStatement(request, on: table.name)
      } catch { return .refused(error.sentence) }
      return try guarded { () throws(StoreFailure) in
        statements.append(statement.typed)
        try session.send(statement)
        return try answer(PGPending(id, .request(request), session))
      }
    }

    func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
      guard !waiting.isEmpty else { return nil }
      return try guarded { () throws(StoreFailure) in
        _ = try settle(nil)
        guard let index = waiting.firstIndex(where: { $0.reply != nil }) else { return nil }
        let pending = waiting.remove(at: index)
        return (pending.id, try finished(pending))
      }
    }

    /// PostgreSQL ends a transaction whose statement is canceled.
    func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
      guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return try guarded { () throws(StoreFailure) in
        try withdraw([waiting[index].session], SQLDeadline(place))
        var pending = waiting.remove(at: index)
        if pending.reply == nil {
          pending.reply = try pending.session.finish(by: SQLDeadline(place))
        }
        moment += 1
        return try finished(pending)
      }
    }

    func takeStatements() -> [String] {
      defer { statements = [] }
      return statements
    }

    /// Sends a ROLLBACK after an error, so that the session is free.
    func rollBack(_ session: PGConnection) throws(StoreFailure) {
      guard session.isInTransaction else { return }
      statements.append(PGStatement.rollback.typed)
      try session.order(.rollback, by: SQLDeadline(place))
    }

    private func session(_ name: SessionName) throws(StoreFailure) -> PGConnection {
      if let session = sessions[name] { return session }
      let session = try table.takeSession()
      sessions[name] = session
      return session
    }

    /// Asks the server to interrupt what the sessions are doing.
    private func withdraw(
      _ sessions: [PGConnection], _ deadline: SQLDeadline
    ) throws(StoreFailure) {
      askedAt = nil
      for session in sessions {
        try table.control.order(
          PGStatement("SELECT pg_cancel_backend($1)", [.integer(Int64(session.process))]),
          by: deadline)
      }
    }

    /// Rolls back what is open.
    private func end() throws(StoreFailure) {
      let deadline = SQLDeadline(tidying: place)
      let busy = waiting.filter { $0.reply == nil }.map(\.session)
      if !busy.isEmpty { try withdraw(busy, deadline) }
      for session in busy { _ = try session.finish(by: deadline) }
      for session in sessions.values {
        if session.isInTransaction { try session.order(.rollback, by: deadline) }
        table.putBack(session)
      }
      if table.control.isBusy { _ = try table.control.finish(by: deadline) }
      try table.empty()
    }

    /// After a failure, the server is asked to end the sessions, and nothing else.
    private func guarded<T>(_ body: () throws(StoreFailure) -> T) throws(StoreFailure) -> T {
      if let failure { throw failure }
      do throws(StoreFailure) {
        return try body()
      } catch {
        failure = error
        pool.discard(table)
        throw error
      }
    }
  }

  extension StoreTransaction {
    /// The statements that begin it.
    ///
    /// A snapshot is taken by the first query.
    fileprivate func script(takesSnapshot: Bool) -> [String] {
      let manner = (readOnly ? " READ ONLY" : "") + (deferrable ? " DEFERRABLE" : "")
      let begin = "BEGIN ISOLATION LEVEL \(level.name)\(manner)"
      return takesSnapshot && level.mode.readsSnapshot ? [begin, "SELECT 1"] : [begin]
    }
  }
#endif
