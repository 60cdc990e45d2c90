#if MariaDB
  import Connecting
  import Stores
  import Vocabulary

  /// A run on MariaDB: what its errors mean, and what a cluster does with a commit.
  final class MariaDBRun: ServerRun, @unchecked Sendable {
    var state: ServerRunState<MariaDatabase>

    init(_ table: MariaTable, of pool: ServerPool<MariaDatabase>) {
      state = ServerRunState(table, of: pool)
    }

    deinit { end() }

    func failed(
      _ pending: ServerPending<MariaConnection>, _ error: ServerError
    ) throws(StoreFailure) -> StoreAnswer {
      let error = error.without("`\(table.database)`.")
      if case .request(.rollback) = pending.work, error.code == ServerError.deadlock {
        state.open[pending.id] = nil
        try rollBack(pending.session, ServerDeadline(place))
        return .done
      }
      switch error.code {
      case ServerError.deadlock:
        let isDeadlock = try isDeadlock(on: pending.session.node)
        guard !isDeadlock else { return try aborted(pending, .deadlock, error) }
        return try aborted(
          pending, .firstCommitter, error, ", which here means that another node committed first")
      case "1020": return try aborted(pending, .concurrentUpdate, error)
      case "1047": throw place.failure("is cut off from its cluster", error)
      case "1290", "1836": throw place.failure("lets isolab read but not write", error)
      default: break
      }
      if pending.work.isCommit { return try aborted(pending, .serverError, error) }
      guard case .request = pending.work else { throw place.failure("cannot begin", error) }
      guard try isOpen(pending.session) else {
        return try aborted(pending, error.code == "1205" ? .timeout : .serverError, error)
      }
      return .refused(error.report)
    }

    /// After these errors, no transaction is open, and the next write would be a transaction of its
    /// own.
    ///
    /// A cluster may answer a ROLLBACK with the news of an abort; then the ROLLBACK must be sent
    /// again.
    func rollBack(
      _ session: MariaConnection, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      note(.rollback)
      for _ in 1...3 {
        let reply = try session.ask(.rollback, by: deadline)
        guard let error = reply.error else { return }
        guard error.code == ServerError.deadlock else {
          throw place.failure("cannot roll back", error)
        }
      }
    }

    /// The server undoes only the statement.
    ///
    /// The request may have ended just before it was withdrawn.
    func goesOn(after pending: ServerPending<MariaConnection>) throws(StoreFailure) -> Bool {
      let isOpen = try isOpen(pending.session)
      return isOpen && pending.reply?.error?.code == ServerError.interrupted
    }

    /// Whether a transaction is open in a session that was answered with an error.
    private func isOpen(_ session: MariaConnection) throws(StoreFailure) -> Bool {
      for _ in 1...2 {
        // It does nothing, but the answer says whether a transaction is open.
        let reply = try session.ask("DO 0", by: ServerDeadline(place))
        // The withdrawal of a request may reach the session only now.
        if reply.error?.code != ServerError.interrupted {
          return reply.error == nil && session.isInTransaction
        }
      }
      return session.isInTransaction
    }

    /// In a cluster, a commit may abort transactions, which find out with their next answer.
    func spreadCommit() throws(StoreFailure) {
      guard place.synchronizes, table.server.clusterSize != nil else { return }
      let deadline = ServerDeadline(place)
      try dropInquiry(deadline)
      try table.synchronize(deadline)
      state.moment += 1
      try lookForDoomed(deadline)
    }

    /// Finds the transactions that the cluster has aborted: their nodes no longer have them.
    private func lookForDoomed(_ deadline: ServerDeadline) throws(StoreFailure) {
      guard table.server.showsStatus else { return }
      let candidates = state.open.filter { $0.value.hasLocked && !$0.value.isDoomed }
        .filter { id, _ in !state.waiting.contains { $0.id == id } }
      for node in Set(candidates.values.map(\.session.node)).sorted() {
        let reply = try table.controls[node].ask(MariaPicture.question, by: deadline)
        guard let status = reply.rows.first, status.count > 2 else { continue }
        let known = MariaPicture.transactions(in: status[2]).map(\.thread)
        for (id, transaction) in candidates.sorted(by: { $0.key < $1.key })
        where transaction.session.node == node && !known.contains(transaction.session.thread) {
          state.open[id]?.isDoomed = true
          state.doomed.append(id)
        }
      }
    }

    /// Whether the node has broken a cycle of waits.
    ///
    /// In a cluster, the same error says that the transaction conflicted with one that has
    /// committed on another node.
    private func isDeadlock(on node: Int) throws(StoreFailure) -> Bool {
      guard table.server.clusterSize != nil else { return true }
      let deadline = ServerDeadline(place)
      try dropInquiry(deadline)
      return try table.hasDeadlock(on: node, deadline)
    }
  }

  extension ServerError {
    fileprivate static let deadlock = "1213"
    fileprivate static let interrupted = "1317"

    /// The error without the random name of the database, so that all runs give the same text.
    fileprivate func without(_ name: String) -> ServerError {
      ServerError(code: code, message: message.replacing(name, with: ""))
    }
  }
#endif
