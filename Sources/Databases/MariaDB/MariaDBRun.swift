#if MariaDB
  import Language
  import Stores
  import Vocabulary

  /// One table, and the sessions that work on it.
  ///
  /// It is used by one thread at a time, as the protocol says.
  final class MariaDBRun: StoreRun, @unchecked Sendable {
    let table: MariaTable
    private let pool: MariaPool
    private var sessions: [SessionName: MariaConnection] = [:]
    /// The transactions that are open.
    var open: [TransactionID: MariaOpen] = [:]
    /// In the order in which they began to wait.
    var waiting: [MariaPending] = []
    /// Counts requests and answers: an older picture of the waits is useless.
    var moment = 0
    /// The nodes that were asked for a picture, the moment of the question, and the answers so far.
    var inquiry: MariaInquiry?
    /// The transactions that a cluster has aborted since this was last asked.
    var doomed: [TransactionID] = []
    private var statements: [String] = []
    private var failure: StoreFailure?

    init(_ table: MariaTable, of pool: MariaPool) { (self.table, self.pool) = (table, pool) }

    deinit {
      guard failure == nil else { return }
      if (try? end()) != nil { pool.takeBack(table) } else { pool.discard(table) }
    }

    var place: MariaPlace { table.place }

    func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
      try guarded { () throws(StoreFailure) in
        let session = try session(transaction.session)
        open[transaction.id] = MariaOpen(
          session: session, locksReads: transaction.level.mode == .twoPhaseLocking)
        let script = transaction.script(takesSnapshot: !place.options.takesSnapshotLate)
        return try send(script, MariaPending(transaction.id, .begin, session, mayWait: false))
      }
    }

    func perform(
      _ request: StoreRequest, by id: TransactionID
    ) throws(StoreFailure) -> StoreAnswer {
      guard let transaction = open[id] else {
        throw place.failure("has no open transaction \(id)")
      }
      let script: [MariaStatement]
      do throws(SQLFormula.Refusal) {
        script = try MariaStatement.script(request, on: table.form)
      } catch { return .refused(error.sentence) }
      return try guarded { () throws(StoreFailure) in
        try send(
          script,
          MariaPending(
            id, .request(request), transaction.session,
            mayWait: request.mayWait(locksReads: transaction.locksReads)))
      }
    }

    private func send(
      _ script: [MariaStatement], _ pending: MariaPending
    ) throws(StoreFailure) -> StoreAnswer {
      statements += script.map(\.typed)
      pending.session.send(script)
      return try answer(pending)
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

    /// The server undoes the statement, and the transaction goes on.
    func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
      guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
      return try guarded { () throws(StoreFailure) in
        let deadline = SQLDeadline(place)
        try withdraw([waiting[index].session], deadline)
        var pending = waiting.remove(at: index)
        if pending.reply == nil { pending.reply = try pending.session.finish(by: deadline) }
        moment += 1
        // The request may have ended just before it was withdrawn.
        let isOpen = try isOpen(pending.session)
        guard pending.reply?.error?.code == MariaError.interrupted, isOpen else {
          return try finished(pending)
        }
        return nil
      }
    }

    func takeDoomed() -> [(TransactionID, report: String)] {
      defer { doomed = [] }
      return doomed.map { ($0, "was aborted by the cluster, because this commit came first") }
    }

    func takeStatements() -> [String] {
      defer { statements = [] }
      return statements
    }

    /// Sends a ROLLBACK after an error, so that nothing that follows is part of the transaction.
    ///
    /// A cluster may answer it with the news of an abort; then the ROLLBACK must be sent again.
    func rollBack(_ session: MariaConnection) throws(StoreFailure) {
      statements.append(MariaStatement.rollback.typed)
      let deadline = SQLDeadline(place)
      for _ in 1...3 {
        let reply = try session.ask([.rollback], by: deadline)
        guard let error = reply.error else { return }
        guard error.code == MariaError.deadlock else {
          throw place.failure("cannot roll back", error)
        }
      }
    }

    /// Whether a transaction is open in a session that was answered with an error.
    func isOpen(_ session: MariaConnection) throws(StoreFailure) -> Bool {
      for _ in 1...2 {
        let reply = try session.ask([.nothing], by: SQLDeadline(place))
        // The withdrawal of a request may reach the session only now.
        if reply.error?.code != MariaError.interrupted {
          return reply.error == nil && session.isInTransaction
        }
      }
      return session.isInTransaction
    }

    private func session(_ name: SessionName) throws(StoreFailure) -> MariaConnection {
      if let session = sessions[name] { return session }
      let session = try table.takeSession(on: sessions.count % place.nodes.count)
      sessions[name] = session
      return session
    }

    /// Asks the server to interrupt what the sessions are doing.
    private func withdraw(
      _ sessions: [MariaConnection], _ deadline: SQLDeadline
    ) throws(StoreFailure) {
      try dropInquiry(deadline)
      for session in sessions {
        let kill = MariaStatement("KILL QUERY \(session.thread)")
        _ = try table.controls[session.node].ask([kill], by: deadline)
      }
    }

    /// Rolls back what is open.
    private func end() throws(StoreFailure) {
      let deadline = SQLDeadline(tidying: place)
      let busy = waiting.filter { $0.reply == nil }.map(\.session)
      if !busy.isEmpty { try withdraw(busy, deadline) }
      for session in busy { _ = try session.finish(by: deadline) }
      for transaction in open.values { try rollBack(transaction.session) }
      for session in sessions.values { table.putBack(session) }
      try dropInquiry(deadline)
    }

    /// Waits for answers of the control connections that nobody needs any more.
    func dropInquiry(_ deadline: SQLDeadline) throws(StoreFailure) {
      inquiry = nil
      for control in table.controls where control.isBusy { _ = try control.finish(by: deadline) }
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

  /// A transaction that is open.
  struct MariaOpen {
    let session: MariaConnection
    /// Whether its level makes each read a locking one.
    let locksReads: Bool
    /// Whether it has carried out a request that locks.
    var hasLocked = false
    /// Whether a cluster has aborted it, which its session does not know yet.
    var isDoomed = false

    init(session: MariaConnection, locksReads: Bool) {
      (self.session, self.locksReads) = (session, locksReads)
    }
  }

  /// A request that was sent.
  struct MariaPending {
    enum Kind {
      case begin
      case request(StoreRequest)
    }

    let id: TransactionID
    let kind: Kind
    let session: MariaConnection
    /// Whether it may have to wait for another transaction.
    let mayWait: Bool
    var reply: MariaReply?

    init(_ id: TransactionID, _ kind: Kind, _ session: MariaConnection, mayWait: Bool) {
      (self.id, self.kind, self.session, self.mayWait) = (id, kind, session, mayWait)
    }
  }

  extension StoreRequest {
    fileprivate func mayWait(locksReads: Bool) -> Bool {
      switch self {
      case .get, .scan: locksReads
      case .commit, .rollback: false
      case .getForUpdate, .lock, .put, .delete, .change: true
      }
    }
  }

  extension StoreTransaction {
    /// The statements that begin it.
    ///
    /// Only REPEATABLE READ has a snapshot of its own.
    fileprivate func script(takesSnapshot: Bool) -> [MariaStatement] {
      var manner = takesSnapshot && level.mode == .snapshot ? ["WITH CONSISTENT SNAPSHOT"] : []
      if readOnly { manner.append("READ ONLY") }
      return [
        "SET TRANSACTION ISOLATION LEVEL \(level.name)",
        (["START TRANSACTION"] + [manner.joined(separator: ", ")]).filter { !$0.isEmpty }
          .joined(separator: " "),
      ].map { MariaStatement($0) }
    }
  }
#endif
