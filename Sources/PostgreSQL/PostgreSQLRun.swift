#if PostgreSQL
  import Connecting
  import Stores
  import Vocabulary

  /// A run on PostgreSQL: what its errors and its pictures mean.
  final class PostgreSQLRun: ServerRun, @unchecked Sendable {
    var state: ServerRunState<PGSchema>

    init(_ table: PGTable, of pool: ServerPool<PGSchema>) {
      state = ServerRunState(table, of: pool)
    }

    deinit { end() }

    func failed(
      _ pending: ServerPending<PGConnection>, _ error: ServerError
    ) throws(StoreFailure) -> StoreAnswer {
      try aborted(pending, error.kind, error)
    }

    func rollBack(
      _ session: PGConnection, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      guard session.isInTransaction else { return }
      note(.rollback)
      try session.order(.rollback, by: deadline)
    }

    /// PostgreSQL ends a transaction whose statement is canceled.
    func goesOn(after pending: ServerPending<PGConnection>) -> Bool { false }

    /// There is only one node.
    func spreadCommit() {}

    /// A wait for a lock is certain only after the server has looked for a cycle.
    ///
    /// If the server looked later, it could make this session the victim of a cycle that another
    /// session closes.
    func view(of pending: [ServerPending<PGConnection>], in picture: PGPicture) -> ServerView {
      let (blocking, locked) = (blocking(picture), picture.locked)
      let isStill = pending.map(\.session).allSatisfy { session in
        guard case .waits = blocking.standing(of: session.process) else { return false }
        return !table.reportsChecks || !locked.contains(session.process) || session.isCheckedWait
      }
      return isStill ? .still(pictures: 1) : .moving
    }

    func blockers(
      of pending: ServerPending<PGConnection>, in picture: PGPicture
    ) -> [TransactionID] {
      guard case .waits(let blockers) = blocking(picture).standing(of: pending.session.process)
      else { return [] }
      return state.open.filter { blockers.contains($0.value.session.process) }.map(\.key).sorted()
    }

    func complaint(about pending: [ServerPending<PGConnection>], _ picture: PGPicture?) -> String {
      let blocking = picture.map(blocking)
      for pending in pending {
        guard case .waitsForForeign(let process)? = blocking?.standing(of: pending.session.process)
        else { continue }
        return "has waited for the server process \(process), which is not isolab's,"
      }
      return "has not answered"
    }

    private func blocking(_ picture: PGPicture) -> PGBlocking {
      let busy = Set(state.unanswered.map(\.session.process))
      return PGBlocking(
        blockers: picture.blockers(writers: writers),
        idle: Set(state.open.values.map(\.session.process)).subtracting(busy),
        own: Set(state.sessions.values.map(\.process)))
    }

    /// The processes whose open SERIALIZABLE transaction may write.
    private var writers: [Int32] {
      state.open.values.filter {
        $0.begun.level.mode.facts.memory == .antidependencies && !$0.begun.readOnly
      }.map(\.session.process).sorted()
    }
  }

  extension ServerError {
    /// The kind of abort that the error is.
    fileprivate var kind: Abort.Kind {
      switch code {
      case "40001":
        // That file of PostgreSQL contains only the rules of SERIALIZABLE.
        let isStructure = source == "predicate.c" || message.contains("read/write dependencies")
        return isStructure ? .dangerousStructure : .concurrentUpdate
      case "40P01": return .deadlock
      case "55P03": return .timeout
      case "57014" where message.contains("timeout"): return .timeout
      default: return .serverError
      }
    }
  }
#endif
