#if PostgreSQL
  import Stores
  import Vocabulary

  /// A request that was sent.
  struct PGPending {
    enum Kind {
      case begin
      case request(StoreRequest)
    }

    let id: TransactionID
    let kind: Kind
    let session: PGConnection
    var reply: PGReply?

    init(_ id: TransactionID, _ kind: Kind, _ session: PGConnection) {
      (self.id, self.kind, self.session) = (id, kind, session)
    }

    /// Whether it may have to wait for another transaction.
    var mayWait: Bool {
      switch kind {
      case .begin, .request(.get), .request(.scan), .request(.commit), .request(.rollback): false
      case .request: true
      }
    }
  }

  /// Waits, as the server reports them.
  ///
  /// A request that has no answer either runs, or waits for another session. The control connection
  /// asks which, until each request in question has its answer or really waits. The pauses between
  /// two questions only spare the server: every answer that comes ends a pause.
  extension PostgreSQLRun {
    /// The answer to a request that was just sent.
    func answer(_ pending: PGPending) throws(StoreFailure) -> StoreAnswer {
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
    /// - Returns: the transactions for which the request waits.
    func settle(_ only: PGPending?) throws(StoreFailure) -> [TransactionID] {
      let deadline = SQLDeadline(place)
      var pause = firstPause(only)
      var foreign: Int32?
      var last: (picture: PGBlocking, moment: Int)?
      while true {
        try collect()
        let missing = waiting.filter { $0.reply == nil && (only == nil || $0.id == only?.id) }
        guard !missing.isEmpty else { return [] }
        let new = try takePicture()
        if let new { last = (new, moment) }
        // An older picture may be good enough once the server has looked for a cycle.
        if let picture = last?.picture, last?.moment == moment {
          let standings = missing.map { standing(of: $0.session, in: picture) }
          if let waits = transactions(standings) { return waits }
          foreign = standings.lazy.compactMap(\.foreign).first
          if new != nil { pause = min(pause * 2 + 1, 20) }
        }
        if new == nil, pause == 0 || missing.contains(where: { $0.session.isCheckedWait }) {
          try askForPicture()
        }
        let time = table.control.isBusy ? 50 : pause
        if try !waitForAnswers(time, deadline, foreign) { try askForPicture() }
      }
    }

    /// How long to wait for an answer before the first question, in milliseconds.
    ///
    /// A server that reports waits by itself need not be asked before that.
    private func firstPause(_ only: PGPending?) -> Int32 {
      guard let only else { return 0 }
      return only.mayWait && open.count > 1 && !table.reportsChecks ? 0 : 10
    }

    /// A wait for a lock is certain only after the server has looked for a cycle.
    ///
    /// If it looked later, it could make this session the victim of a cycle that another one
    /// closes.
    private func standing(of session: PGConnection, in picture: PGBlocking) -> PGBlocking.Standing {
      let standing = picture.standing(of: session.process)
      guard case .waits = standing, table.reportsChecks, picture.locked.contains(session.process),
        !session.isCheckedWait
      else { return standing }
      return .underWay
    }

    /// The blockers of the last one; nil unless each one waits.
    private func transactions(_ standings: [PGBlocking.Standing]) -> [TransactionID]? {
      var blockers: [Int32] = []
      for standing in standings {
        guard case .waits(let processes) = standing else { return nil }
        blockers = processes
      }
      return open.filter { blockers.contains($0.value.process) }.map(\.key).sorted()
    }

    /// Takes the answers that have arrived.
    private func collect() throws(StoreFailure) {
      for index in waiting.indices where waiting[index].reply == nil {
        guard let reply = try waiting[index].session.takeReply() else { continue }
        waiting[index].reply = reply
        moment += 1
      }
    }

    private func askForPicture() throws(StoreFailure) {
      guard !table.control.isBusy else { return }
      let processes = waiting.filter { $0.reply == nil }.map(\.session.process)
      guard !processes.isEmpty else { return }
      try table.control.send(PGBlocking.question(processes))
      askedAt = moment
    }

    /// The waits between sessions; nil if the control connection has no answer, or an old one.
    private func takePicture() throws(StoreFailure) -> PGBlocking? {
      guard table.control.isBusy, let reply = try table.control.takeReply() else { return nil }
      if let error = reply.error { throw place.failure("does not show its waits", error) }
      guard askedAt == moment else { return nil }
      let busy = Set(waiting.filter { $0.reply == nil }.map(\.session.process))
      return PGBlocking(
        blockers: PGBlocking.blockers(reply.rows, writers: writers),
        locked: PGBlocking.locked(reply.rows),
        idle: Set(open.values.map(\.process)).subtracting(busy),
        own: Set(sessions.values.map(\.process)))
    }

    /// Whether one has come, at least in part, within this number of milliseconds.
    private func waitForAnswers(
      _ time: Int32, _ deadline: SQLDeadline, _ foreign: Int32?
    ) throws(StoreFailure) -> Bool {
      let sessions = waiting.filter { $0.reply == nil }.map(\.session)
      let control = table.control.isBusy ? [table.control] : []
      return try deadline.wait(
        for: (sessions + control).map(\.interest), atMost: time,
        else: foreign.map { "has waited for the server process \($0), which is not isolab's," }
          ?? "has not answered")
    }

    /// The store's answer in a complete reply.
    ///
    /// After an error, the session becomes free.
    func finished(_ pending: PGPending) throws(StoreFailure) -> StoreAnswer {
      guard let reply = pending.reply else { return .waits(for: []) }
      if let error = reply.error {
        open[pending.id] = nil
        try rollBack(pending.session)
        return .aborted(error.kind, report: error.report)
      }
      guard case .request(let request) = pending.kind else { return .done }
      let answer = PGAnswer.answer(to: request, by: pending.id, reply)
      switch request {
      case .put(let key, let value, _): table.willWrite(key, value)
      case .commit, .rollback: open[pending.id] = nil
      default: break
      }
      if case .changed(let rows) = answer {
        for row in rows { table.willWrite(row.key, row.value ?? "") }
      }
      return answer
    }
  }

  extension PGBlocking.Standing {
    fileprivate var foreign: Int32? {
      if case .waitsForForeign(let process) = self { process } else { nil }
    }
  }
#endif
