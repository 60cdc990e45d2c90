#if MariaDB
  import Stores
  import Vocabulary

  /// Waits, as the server reports them.
  ///
  /// A request that has no answer either runs, or waits for a lock. Control connections ask which,
  /// until each request has its answer or all that have none wait at one moment. Then nothing moves
  /// any more: a session that has just been released, or made the victim of a deadlock, is not
  /// among those that wait. The pauses between two questions only spare the server: every answer
  /// that comes ends a pause.
  extension MariaDBRun {
    /// The answer to a request that was just sent.
    func answer(_ pending: MariaPending) throws(StoreFailure) -> StoreAnswer {
      moment += 1
      waiting.append(pending)
      let blockers = try settle(pending)
      guard let index = waiting.firstIndex(where: { $0.id == pending.id }),
        waiting[index].reply != nil
      else { return .waits(for: blockers) }
      return try finished(waiting.remove(at: index))
    }

    /// Waits until the request, or each one if nil, has its answer or really waits.
    ///
    /// - Returns: the transactions for which the request waits, as far as they are known.
    func settle(_ only: MariaPending?) throws(StoreFailure) -> [TransactionID] {
      let deadline = SQLDeadline(place)
      var pause: Int32 = only.map { $0.mayWait && open.count > 1 ? 0 : 10 } ?? 0
      var agreeing = 0
      while true {
        try collect()
        let missing = waiting.filter { $0.reply == nil }
        guard !missing.isEmpty, only == nil || missing.contains(where: { $0.id == only?.id }) else {
          return []
        }
        if let picture = try takePicture() {
          let view = view(of: missing, picture)
          agreeing = view == .moving ? 0 : agreeing + 1
          // A mere count includes the victim of a deadlock until that wakes up.
          if agreeing >= (table.server.showsStatus && view == .still ? 1 : 3) {
            return try only.map { pending throws(StoreFailure) in
              try blockers(of: pending, picture)
            } ?? []
          }
          pause = agreeing > 0 ? 1 : min(pause * 2 + 1, 20)
        } else if pause == 0 {
          ask()
        }
        let time: Int32 = inquiry == nil ? pause : 50
        if try !waitForAnswers(time, deadline) { ask() }
      }
    }

    /// What a picture says about the requests that have no answer.
    ///
    /// InnoDB shows a wait for a moment before it looks for a deadlock. So a wait that may close a
    /// ring is looked at again, and one that certainly does is never the end: an answer will come.
    private func view(of missing: [MariaPending], _ picture: MariaPicture) -> MariaView {
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
      return !leadsOut ? .moving : mayBeRing ? .perhapsRing : .still
    }

    /// The open transactions that may hold a lock the request waits for.
    private func candidates(
      for pending: MariaPending, _ picture: MariaPicture
    ) -> [TransactionID: MariaConnection] {
      let known = picture.transactions[pending.session.node]
      return open.mapValues(\.session).filter { id, session in
        guard id != pending.id, session.node == pending.session.node else { return false }
        return known.map { $0.contains { $0.thread == session.thread && $0.holdsLocks } } ?? true
      }
    }

    /// Takes the answers that have arrived.
    private func collect() throws(StoreFailure) {
      for index in waiting.indices where waiting[index].reply == nil {
        guard let reply = try waiting[index].session.takeReply() else { continue }
        waiting[index].reply = reply
        moment += 1
      }
    }

    /// Asks the nodes of all sessions without an answer for a picture.
    private func ask() {
      guard inquiry == nil else { return }
      let nodes = Set(waiting.filter { $0.reply == nil }.map(\.session.node))
      let question = table.server.showsStatus ? MariaPicture.question : MariaPicture.count
      for node in nodes { table.controls[node].send([question]) }
      inquiry = MariaInquiry(moment: moment, nodes: nodes)
    }

    /// Which transactions wait; nil if an answer is missing, or older than the last event.
    private func takePicture() throws(StoreFailure) -> MariaPicture? {
      guard var inquiry else { return nil }
      for node in inquiry.nodes {
        guard let reply = try table.controls[node].takeReply() else { continue }
        if let error = reply.error { throw place.failure("does not show its waits", error) }
        inquiry.picture.add(reply, of: node)
        inquiry.nodes.remove(node)
      }
      self.inquiry = inquiry.nodes.isEmpty ? nil : inquiry
      return inquiry.nodes.isEmpty && inquiry.moment == moment ? inquiry.picture : nil
    }

    /// Whether one has come, at least in part, within this time in milliseconds.
    private func waitForAnswers(
      _ time: Int32, _ deadline: SQLDeadline
    ) throws(StoreFailure) -> Bool {
      let sessions = waiting.filter { $0.reply == nil }.map(\.session)
      let controls = (inquiry?.nodes ?? []).map { table.controls[$0] }
      return try deadline.wait(
        for: (sessions + controls).map(\.interest), atMost: time,
        else: "has neither answered nor shown a wait for another session of isolab")
    }

    /// The transactions for which the request waits; empty if the server does not name them.
    private func blockers(
      of pending: MariaPending, _ picture: MariaPicture
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

    /// The transactions that block one, as InnoDB numbers them.
    ///
    /// The server renews the table that shows this only if nobody has read it for a tenth of a
    /// second. A lock of the server keeps the readers apart. A Galera cluster may refuse the lock,
    /// and others may read the table, too, so several attempts can be necessary.
    private func lockWaits(
      on node: Int, of id: UInt64
    ) throws(StoreFailure) -> [UInt64] {
      let control = table.controls[node]
      let deadline = SQLDeadline(place)
      _ = try control.ask([MariaStatement("SELECT GET_LOCK('isolab', 5)")], by: deadline)
      let identifiers = try lockWaits(of: id, by: control, deadline)
      _ = try control.ask([MariaStatement("DO RELEASE_LOCK('isolab')")], by: deadline)
      return identifiers
    }

    private func lockWaits(
      of id: UInt64, by control: MariaConnection, _ deadline: SQLDeadline
    ) throws(StoreFailure) -> [UInt64] {
      let question = MariaStatement(
        "SELECT blocking_trx_id FROM information_schema.innodb_lock_waits"
          + " WHERE requesting_trx_id = \(id)")
      for attempt in 0..<10 {
        // Readers that repeat after the same pause would keep each other waiting.
        let renewal = ContinuousClock.now + .milliseconds(105 + 10 * attempt)
        while ContinuousClock.now < renewal { try deadline.wait(for: [], atMost: 5) }
        let reply = try control.ask([question], by: deadline)
        // MySQL 8 has no such table.
        if reply.error != nil || !reply.rows.isEmpty {
          return reply.rows.compactMap { $0.first.flatMap { UInt64($0) } }
        }
      }
      return []
    }
  }

  /// What a picture says about requests that have no answer.
  private enum MariaView {
    /// Some will have an answer.
    case moving
    /// All wait, and two of them perhaps for each other.
    case perhapsRing
    /// All wait, and nothing will move.
    case still
  }

  /// A question to nodes that is under way.
  struct MariaInquiry {
    let moment: Int
    /// Those that have not answered yet.
    var nodes: Set<Int>
    var picture = MariaPicture()
  }
#endif
