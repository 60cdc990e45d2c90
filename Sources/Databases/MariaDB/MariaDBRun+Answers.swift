#if MariaDB
  import Stores
  import Vocabulary

  /// From the server's answers to the store's.
  extension MariaDBRun {
    /// The store's answer in a complete reply.
    ///
    /// After an abort, the session becomes free.
    func finished(_ pending: MariaPending) throws(StoreFailure) -> StoreAnswer {
      guard let reply = pending.reply else { return .waits(for: []) }
      if let error = reply.error {
        return try failed(pending, error.withoutName(of: table.database))
      }
      guard case .request(let request) = pending.kind else { return .done }
      if pending.mayWait { open[pending.id]?.hasLocked = true }
      switch request {
      case .get, .getForUpdate: return .row(reply.rows.first.map(StoredRow.init))
      case .scan: return .rows(reply.rows.map(StoredRow.init))
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
        open[pending.id] = nil
        if place.synchronizes { try synchronize() }
        return .done
      case .rollback:
        open[pending.id] = nil
        return .done
      }
    }

    /// Brings a commit to all nodes of a cluster.
    ///
    /// There it may abort transactions, which find out with their next answer.
    private func synchronize() throws(StoreFailure) {
      guard table.server.clusterSize != nil else { return }
      let deadline = SQLDeadline(place)
      try dropInquiry(deadline)
      try table.synchronize(deadline)
      moment += 1
      try lookForDoomed(deadline)
    }

    /// Finds the transactions that the cluster has aborted: their nodes no longer have them.
    private func lookForDoomed(_ deadline: SQLDeadline) throws(StoreFailure) {
      guard table.server.showsStatus else { return }
      let candidates = open.filter { $0.value.hasLocked && !$0.value.isDoomed }.filter { id, _ in
        !waiting.contains { $0.id == id }
      }
      for node in Set(candidates.values.map(\.session.node)).sorted() {
        let reply = try table.controls[node].ask([MariaPicture.question], by: deadline)
        guard let status = reply.rows.first, status.count > 2 else { continue }
        let known = MariaPicture.transactions(in: status[2]).map(\.thread)
        for (id, transaction) in candidates.sorted(by: { $0.key < $1.key })
        where transaction.session.node == node && !known.contains(transaction.session.thread) {
          open[id]?.isDoomed = true
          doomed.append(id)
        }
      }
    }

    private func failed(
      _ pending: MariaPending, _ error: MariaError
    ) throws(StoreFailure) -> StoreAnswer {
      if case .request(.rollback) = pending.kind, error.code == MariaError.deadlock {
        open[pending.id] = nil
        try rollBack(pending.session)
        return .done
      }
      switch error.code {
      case MariaError.deadlock:
        let isDeadlock = try isDeadlock(on: pending.session.node)
        guard !isDeadlock else { return try aborted(pending, .deadlock, error) }
        return try aborted(
          pending, .firstCommitter, error, ", which here means that another node committed first")
      case 1020: return try aborted(pending, .concurrentUpdate, error)
      case 1047: throw place.failure("is cut off from its cluster", error)
      case 1290, 1836: throw place.failure("lets isolab read but not write", error)
      default: break
      }
      if case .request(.commit) = pending.kind { return try aborted(pending, .serverError, error) }
      guard case .request = pending.kind else { throw place.failure("cannot begin", error) }
      guard try isOpen(pending.session) else {
        return try aborted(pending, error.code == 1205 ? .timeout : .serverError, error)
      }
      return .refused(error.report)
    }

    /// After these errors, no transaction is open, and the next write would be a transaction of its
    /// own.
    private func aborted(
      _ pending: MariaPending, _ kind: Abort.Kind, _ error: MariaError, _ meaning: String = ""
    ) throws(StoreFailure) -> StoreAnswer {
      open[pending.id] = nil
      try rollBack(pending.session)
      return .aborted(kind, report: error.report + meaning)
    }

    /// Whether the node has broken a cycle of waits.
    ///
    /// In a cluster the same error says that the transaction was in conflict with one that has
    /// committed on another node.
    private func isDeadlock(on node: Int) throws(StoreFailure) -> Bool {
      guard table.server.clusterSize != nil else { return true }
      let deadline = SQLDeadline(place)
      try dropInquiry(deadline)
      return try table.hasDeadlock(on: node, deadline)
    }
  }
#endif
