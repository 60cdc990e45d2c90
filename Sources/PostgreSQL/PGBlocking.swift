#if PostgreSQL
  import Connecting

  /// Which server processes block which others, at one moment.
  struct PGBlocking {
    enum Standing: Equatable {
      /// The request runs, or is in a cycle of waits that the server is about to break.
      case underWay
      /// Nothing happens until one of the sessions that are idle acts.
      case waits(for: [Int32])
      /// It waits, perhaps indirectly, for a process that is not the run's.
      case waitsForForeign(Int32)
    }

    /// For each process with a request, the processes that block it.
    let blockers: [Int32: [Int32]]
    /// Processes of the run whose transaction is open and whose last request was answered.
    let idle: Set<Int32>
    /// All processes of the run.
    let own: Set<Int32>

    /// The state of a process's request.
    func standing(of process: Int32) -> Standing {
      let direct = blockers[process] ?? []
      guard !direct.isEmpty else { return .underWay }
      var path: Set<Int32> = []
      var known: [Int32: Standing] = [:]
      return walk(from: process, &path, &known)
    }

    private func walk(
      from process: Int32, _ path: inout Set<Int32>, _ known: inout [Int32: Standing]
    ) -> Standing {
      if let standing = known[process] { return standing }
      let standing = explore(process, &path, &known)
      known[process] = standing
      return standing
    }

    private func explore(
      _ process: Int32, _ path: inout Set<Int32>, _ known: inout [Int32: Standing]
    ) -> Standing {
      if idle.contains(process) { return .waits(for: []) }
      guard own.contains(process) else { return .waitsForForeign(process) }
      // A session whose request runs unblocked, or is just over, may release the others.
      guard let next = blockers[process], !next.isEmpty else { return .underWay }
      guard path.insert(process).inserted else { return .underWay }
      defer { path.remove(process) }
      var foreign: Int32?
      for blocker in next {
        if path.contains(blocker) { return .underWay }
        switch walk(from: blocker, &path, &known) {
        case .underWay: return .underWay
        case .waitsForForeign(let other): foreign = other
        case .waits: continue
        }
      }
      return foreign.map { .waitsForForeign($0) } ?? .waits(for: next)
    }
  }
#endif
