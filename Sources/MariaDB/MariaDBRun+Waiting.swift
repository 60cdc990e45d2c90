#if MariaDB
  import Connecting
  import Stores
  import Vocabulary

  /// How a picture of InnoDB's waits is read.
  ///
  /// If all requests that have no answer wait at one moment, no session can go on: one that
  /// has just been released, or made the victim of a deadlock, is not among those that wait.
  extension MariaDBRun {
    /// InnoDB shows a wait for a moment before it looks for a deadlock.
    ///
    /// So isolab looks again at a wait that may close a ring. If a wait certainly closes one, an
    /// answer will come.
    func view(
      of _: [ServerPending<MariaConnection>], in picture: MariaPicture
    ) -> ServerView {
      let missing = state.unanswered
      let waiters = Set(missing.map(\.id))
      var (mayBeRing, leadsOut) = (false, false)
      for pending in missing {
        let node = pending.session.node
        let threads = missing.map(\.session).filter { $0.node == node }.map(\.thread)
        let candidates = Set(candidates(for: pending, picture).keys)
        guard picture.shows(waiting: threads, on: node), !candidates.isEmpty else {
          return .moving
        }
        if !candidates.isDisjoint(with: waiters) { mayBeRing = true }
        if !candidates.isSubset(of: waiters) { leadsOut = true }
      }
      guard leadsOut else { return .moving }
      // A mere count includes the victim of a deadlock until it wakes up.
      return .still(pictures: mayBeRing || !table.server.showsStatus ? 3 : 1)
    }

    /// The open transactions that may hold a lock the request waits for.
    private func candidates(
      for pending: ServerPending<MariaConnection>, _ picture: MariaPicture
    ) -> [TransactionID: MariaConnection] {
      let known = picture.transactions[pending.session.node]
      return state.open.mapValues(\.session).filter { id, session in
        guard id != pending.id, session.node == pending.session.node else { return false }
        return known.map { $0.contains { $0.thread == session.thread && $0.holdsLocks } } ?? true
      }
    }

    /// Empty if the server does not name them.
    func blockers(
      of pending: ServerPending<MariaConnection>, in picture: MariaPicture
    ) throws(StoreFailure) -> [TransactionID] {
      let candidates = candidates(for: pending, picture)
      guard candidates.count > 1 else { return Array(candidates.keys) }
      guard let known = picture.transactions[pending.session.node],
        let own = known.first(where: { $0.thread == pending.session.thread })
      else { return [] }
      let identifiers = try lockWaits(on: pending.session.node, of: own.id)
      return identifiers.flatMap { identifier in
        let threads = known.filter { $0.id == identifier }.map(\.thread)
        let matches = candidates.filter { threads.contains($0.value.thread) }.keys
        // Transactions that have only read have no number of their own.
        return matches.count == 1 ? Array(matches) : []
      }.sorted()
    }

    func complaint(
      about pending: [ServerPending<MariaConnection>], _ picture: MariaPicture?
    ) -> String {
      "has neither answered nor shown a wait for another isolab session"
    }

    /// The transactions that block one, as InnoDB numbers them.
    ///
    /// The server renews the table that shows this only if nobody has read it for a tenth of a
    /// second. A lock of the server keeps the readers apart. A Galera cluster may refuse the lock,
    /// and others may read the table, too, so several attempts can be necessary.
    private func lockWaits(
      on node: Int, of id: UInt64
    ) throws(StoreFailure) -> [UInt64] {
      let control = table.controls[node]
      let deadline = ServerDeadline(place)
      _ = try control.ask("SELECT GET_LOCK('isolab', 5)", by: deadline)
      let identifiers = try lockWaits(of: id, by: control, deadline)
      _ = try control.ask("DO RELEASE_LOCK('isolab')", by: deadline)
      return identifiers
    }

    private func lockWaits(
      of id: UInt64, by control: MariaConnection, _ deadline: ServerDeadline
    ) throws(StoreFailure) -> [UInt64] {
      for attempt in 0..<10 {
        // Readers that repeat after the same pause would keep each other waiting.
        let renewal = ContinuousClock.now + .milliseconds(105 + 10 * attempt)
        while ContinuousClock.now < renewal { try deadline.wait(for: [], atMost: 5) }
        let reply = try control.ask(
          "SELECT blocking_trx_id FROM information_schema.innodb_lock_waits"
            + " WHERE requesting_trx_id = \(raw: String(id))", by: deadline)
        // MySQL 8 has no such table.
        if reply.error != nil || !reply.rows.isEmpty {
          return reply.rows.compactMap { $0.first.flatMap { UInt64($0) } }
        }
      }
      return []
    }
  }
#endif
