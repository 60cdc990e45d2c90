/// One row for each mode.
extension IsolationMode {
  /// What sets the mode apart.
  public var facts: ModeFacts {
    switch self {
    case .readUncommitted: .readUncommitted
    case .readCommitted: .readCommitted
    case .snapshot: .snapshot
    case .writeSnapshot: .writeSnapshot
    case .serializableSnapshot: .serializableSnapshot
    case .twoPhaseLocking: .twoPhaseLocking
    case .serializationGraph: .serializationGraph
    }
  }
}

extension ModeFacts {
  fileprivate static let readUncommitted = ModeFacts(
    shortName: "ru", gist: "dirty reads",
    summary: "reads the newest write, committed or not",
    reads: .newestWrite, writers: .wait, forUpdate: .lock, locksReads: false,
    remembersReads: false, memory: .nothing, pins: .never, promise: .pl1, rule: nil)

  fileprivate static let readCommitted = ModeFacts(
    shortName: "rc", gist: "newest commit",
    summary: "each command reads the newest commit",
    reads: .stateAtCommand, writers: .wait, forUpdate: .lock, locksReads: false,
    remembersReads: false, memory: .nothing, pins: .duringCommand, promise: .pl2, rule: nil)

  fileprivate static let snapshot = ModeFacts(
    shortName: "si", gist: "fixed snapshot",
    summary: "the state at BEGIN; one of two writers commits",
    reads: .stateAtBegin, writers: .follow(.firstUpdater), forUpdate: .write, locksReads: false,
    remembersReads: false, memory: .nothing, pins: .sinceBegin, promise: .plSI, rule: nil)

  fileprivate static let writeSnapshot = ModeFacts(
    shortName: "wsi", gist: "checks reads",
    summary: "the state at BEGIN; its reads must stay valid",
    reads: .stateAtBegin, writers: .goOn, forUpdate: .plainRead, locksReads: false,
    remembersReads: true, memory: .nothing, pins: .sinceBegin, promise: .pl3,
    rule: "a writer commits only if nothing it read has been replaced since BEGIN.")

  fileprivate static let serializableSnapshot = ModeFacts(
    shortName: "ssi", gist: "checks pivots",
    summary: "the state at BEGIN; no dangerous structure",
    reads: .stateAtBegin, writers: .follow(.firstCommitter), forUpdate: .write, locksReads: false,
    remembersReads: true, memory: .antidependencies, pins: .sinceBegin, promise: .pl3, rule: nil)

  fileprivate static let twoPhaseLocking = ModeFacts(
    shortName: "2pl", gist: "locks everything",
    summary: "locks what it reads and writes until the end",
    reads: .lockedCommit, writers: .wait, forUpdate: .lock, locksReads: true,
    remembersReads: true, memory: .nothing, pins: .never, promise: .pl3, rule: nil)

  fileprivate static let serializationGraph = ModeFacts(
    shortName: "sgt", gist: "no cycles",
    summary: "the state at BEGIN; no cycle",
    reads: .stateAtBegin, writers: .goOn, forUpdate: .write, locksReads: false,
    remembersReads: true, memory: .dependencies, pins: .sinceBegin, promise: .pl3, rule: nil)
}
