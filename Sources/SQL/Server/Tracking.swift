import Vocabulary

/// How PostgreSQL's SERIALIZABLE finds dangerous structures (predicate.c).
///
/// Reads are recorded for rows, pages, the index, and the table, and checked against writes.
struct Tracking: Hashable, Sendable {
  /// What a read is noted at.
  enum Target: Hashable, Sendable {
    case tuple(Int)
    /// All rows lie on one page.
    case page
    case table
    /// All keys are on one page of the index.
    case indexPage
    case index
  }

  struct Track: Hashable, Sendable {
    let oldestWriter: Int
    /// The number of the last commit before its snapshot.
    let lastCommit: Int
    var isReadOnly: Bool
    var hasWritten = false
    var isDoomed = false
    var prepared: Int?
    var committed: Int?
    /// The next transaction number when it ended.
    var finishedBefore: Int?
    /// The first commit that it has an antidependency to, when it committed.
    var earliestOut: Int?
    /// The transactions that wrote what it read, in the order in which this was found.
    var outgoing: [Edge] = []
    var incoming: [Edge] = []
    /// READ ONLY: the writers that may make its snapshot unsafe.
    var doubters: Set<Int> = []
    var isUnsafe = false
    /// The habits that led to its end.
    var habits: Set<Habit> = []
  }

  struct Edge: Hashable, Sendable {
    let other: Int
    let habit: Habit?
  }

  /// Whether a key has ever been in the index.
  var hasIndexPage = false
  private var tracks: [Int: Track] = [:]
  /// The reads of each transaction, in order.
  private var readers: [Target: [Int]] = [:]
  private var last = 0

  func isTracked(_ id: Int) -> Bool { tracks[id].map { $0.committed == nil } ?? false }
  func isUncertain(_ id: Int) -> Bool { !(tracks[id]?.doubters.isEmpty ?? true) }
  func isUnsafe(_ id: Int) -> Bool { tracks[id]?.isUnsafe ?? false }
  func isDoomed(_ id: Int) -> Bool { tracks[id]?.isDoomed ?? false }
  func habits(of id: Int) -> Set<Habit> { tracks[id]?.habits ?? [] }

  func doubters(of id: Int?) -> [Int] { id.flatMap { tracks[$0]?.doubters.sorted() } ?? [] }

  // MARK: Beginning and ending

  private var activeWriters: [Int] {
    tracks.filter { $0.value.committed == nil && !$0.value.isReadOnly }.map { $0.key }.sorted()
  }

  mutating func begin(_ id: Int, _ snapshot: ServerSnapshot, readOnly: Bool) {
    var track = Track(
      oldestWriter: snapshot.oldestWriter, lastCommit: last, isReadOnly: readOnly)
    guard readOnly else {
      tracks[id] = track
      return
    }
    track.doubters = Set(activeWriters.filter { tracks[$0]?.isDoomed == false })
    // If no writer can make it unsafe, it is safe and not tracked.
    if !track.doubters.isEmpty { tracks[id] = track }
  }

  /// Throws if another transaction has decided that it must not commit.
  func survives(_ id: Int) throws(Failure) {
    if tracks[id]?.isDoomed == true { throw .dependencies }
  }

  /// The checks of COMMIT.
  mutating func prepare(_ id: Int) throws(Failure) {
    guard isTracked(id) else { return }
    try survives(id)
    for near in tracks[id]?.incoming ?? [] {
      guard let pivot = tracks[near.other], pivot.committed == nil, !pivot.isDoomed else {
        continue
      }
      for far in pivot.incoming {
        guard let first = tracks[far.other] else { continue }
        let isOpen = first.committed == nil && !first.isReadOnly && !first.isDoomed
        guard far.other == id || isOpen else { continue }
        doom(near.other, [near, far])
        break
      }
    }
    last += 1
    tracks[id]?.prepared = last
  }

  private mutating func doom(_ id: Int, _ edges: [Edge]) {
    tracks[id]?.isDoomed = true
    tracks[id]?.habits = Set(edges.compactMap { $0.habit })
  }

  mutating func end(_ id: Int, commits: Bool, nextNumber: Int) {
    guard var track = tracks[id], track.committed == nil else { return }
    if commits {
      last += 1
      track.committed = last
      track.finishedBefore = nextNumber
      if !track.hasWritten { track.isReadOnly = true }
    }
    let wasReadOnly = tracks[id]?.isReadOnly ?? false
    tracks[id] = track
    settleEdges(of: id, commits)
    if !wasReadOnly { settleDoubts(about: id, commits) }
    if !commits { forget(id) }
    forgetOld()
  }

  private mutating func settleEdges(of id: Int, _ commits: Bool) {
    guard let track = tracks[id] else { return }
    for edge in track.outgoing {
      guard let writer = tracks[edge.other] else { continue }
      if commits, !track.isReadOnly, writer.committed != nil, let prepared = writer.prepared {
        let known = tracks[id]?.earliestOut ?? prepared
        tracks[id]?.earliestOut = min(known, prepared)
      }
      if !commits || writer.committed != nil || writer.lastCommit >= last {
        removeEdge(from: id, to: edge.other)
      }
    }
    for edge in track.incoming {
      guard let reader = tracks[edge.other] else { continue }
      if !commits || reader.committed != nil || reader.isReadOnly {
        removeEdge(from: edge.other, to: id)
      }
    }
  }

  private mutating func removeEdge(from reader: Int, to writer: Int) {
    tracks[reader]?.outgoing.removeAll { $0.other == writer }
    tracks[writer]?.incoming.removeAll { $0.other == reader }
  }

  private mutating func settleDoubts(about id: Int, _ commits: Bool) {
    guard let track = tracks[id] else { return }
    for reader in tracks.keys.sorted() where tracks[reader]?.doubters.contains(id) == true {
      if commits, track.hasWritten, let out = track.earliestOut,
        out <= tracks[reader]?.lastCommit ?? 0
      {
        tracks[reader]?.isUnsafe = true
        tracks[reader]?.doubters = []
      } else {
        tracks[reader]?.doubters.remove(id)
        if tracks[reader]?.doubters.isEmpty == true { forget(reader) }
      }
    }
  }

  /// Transactions that cannot be part of any future structure.
  private mutating func forgetOld() {
    let active = tracks.values.filter { $0.committed == nil }
    let oldest = active.map { $0.oldestWriter }.min()
    for (id, track) in tracks {
      guard let finished = track.finishedBefore else { continue }
      if let oldest, oldest < finished { continue }
      forget(id)
    }
    guard activeWriters.isEmpty else { return }
    for (id, track) in tracks where track.committed != nil { forgetReads(of: id) }
  }

  private mutating func forget(_ id: Int) {
    for edge in tracks[id]?.outgoing ?? [] { removeEdge(from: id, to: edge.other) }
    for edge in tracks[id]?.incoming ?? [] { removeEdge(from: edge.other, to: id) }
    tracks[id] = nil
    forgetReads(of: id)
  }

  private mutating func forgetReads(of id: Int) {
    for target in readers.keys { readers[target]?.removeAll { $0 == id } }
  }

  // MARK: Reads

  mutating func read(_ plan: Plan, by id: Int) {
    guard isTracked(id) else { return }
    if plan == .table { return note(.table, id) }
    note(hasIndexPage ? .indexPage : .index, id)
  }

  private func hasRead(_ target: Target, _ id: Int) -> Bool {
    readers[target]?.contains(id) ?? false
  }

  private mutating func note(_ target: Target, _ id: Int) {
    guard !hasRead(target, id) else { return }
    if target == .indexPage, hasRead(.index, id) { return }
    if target == .page, hasRead(.table, id) { return }
    readers[target, default: []].append(id)
    if target == .page || target == .table {
      for case .tuple(let place) in readers.keys { readers[.tuple(place)]?.removeAll { $0 == id } }
    }
    if target == .table { readers[.page]?.removeAll { $0 == id } }
  }

  /// Three rows of a page count as the whole page.
  mutating func read(_ place: Int, madeBy creator: Int, by id: Int) {
    guard isTracked(id), creator != id, !hasRead(.table, id), !hasRead(.page, id) else { return }
    note(.tuple(place), id)
    let rows = readers.keys.filter { target in
      if case .tuple = target { hasRead(target, id) } else { false }
    }
    if rows.count > 2 { note(.page, id) }
  }

  /// A read ignores a write of a concurrent transaction.
  mutating func ignored(_ writer: Int, by id: Int) throws(Failure) {
    guard writer != id, let own = tracks[id], let other = tracks[writer], !other.isDoomed else {
      return
    }
    if own.isReadOnly, other.committed != nil,
      other.earliestOut.map({ own.lastCommit < $0 }) ?? true
    {
      return
    }
    try add(from: id, to: writer, nil, by: id)
  }

  // MARK: Writes

  mutating func write(
    _ targets: [Target], by id: Int, _ snapshot: ServerSnapshot?
  ) throws(Failure) {
    guard isTracked(id), let snapshot else { return }
    try survives(id)
    tracks[id]?.hasWritten = true
    for target in targets {
      for reader in readers[target] ?? [] where reader != id {
        guard let other = tracks[reader], !other.isDoomed else { continue }
        if let finished = other.finishedBefore, snapshot.oldestWriter >= finished { continue }
        try add(from: reader, to: id, target.habit, by: id)
      }
      if case .tuple = target { readers[target]?.removeAll { $0 == id } }
    }
  }

  private mutating func add(
    from reader: Int, to writer: Int, _ habit: Habit?, by id: Int
  ) throws(Failure) {
    guard let before = tracks[reader], !before.outgoing.contains(where: { $0.other == writer })
    else { return }
    let edge = Edge(other: writer, habit: habit)
    if let others = structure(from: reader, to: writer) {
      if id == writer || tracks[writer]?.prepared != nil {
        tracks[id]?.habits = Set((others + [edge]).compactMap { $0.habit })
        throw .dependencies
      }
      doom(writer, others + [edge])
    }
    tracks[reader]?.outgoing.append(edge)
    tracks[writer]?.incoming.append(Edge(other: reader, habit: habit))
  }

  /// The other edges of the dangerous structure that the edge completes; nil if there is none.
  private func structure(from reader: Int, to writer: Int) -> [Edge]? {
    guard let first = tracks[reader], let pivot = tracks[writer] else { return nil }
    if pivot.committed != nil, pivot.earliestOut != nil { return [] }
    for edge in pivot.outgoing {
      guard let out = tracks[edge.other], let prepared = out.prepared,
        prepared <= first.committed ?? .max, prepared <= pivot.committed ?? .max,
        !first.isReadOnly || prepared <= first.lastCommit
      else { continue }
      return [edge]
    }
    guard let prepared = pivot.prepared, !first.isReadOnly else { return nil }
    for edge in first.incoming {
      guard let start = tracks[edge.other], !start.isDoomed,
        start.committed ?? .max >= prepared,
        !start.isReadOnly || start.lastCommit >= prepared
      else { continue }
      return [edge]
    }
    return nil
  }
}

extension Tracking.Target {
  /// What a read that is noted there has of PostgreSQL's own.
  fileprivate var habit: Habit? {
    if case .tuple = self { nil } else { .coarseReads }
  }
}
