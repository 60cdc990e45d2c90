import Vocabulary

/// How long serializable-snapshot remembers whom, and which READ ONLY transactions are safe.
extension Database {
  /// Begins to track; false if a DEFERRABLE transaction has to wait for a safe snapshot.
  mutating func startTracking(_ id: TransactionID, deferrable: Bool) -> Bool {
    guard self[id].readOnly else {
      tracked.append(id)
      return true
    }
    takeSnapshot(id)
    guard !self[id].antidependencies.isSafe else { return true }
    if !deferrable { tracked.append(id) }
    return !deferrable
  }

  /// A READ ONLY transaction's snapshot is safe at once if no writer is open.
  private mutating func takeSnapshot(_ id: TransactionID) {
    let writers = tracked.filter { other in
      guard let writer = transactions[other] else { return false }
      return writer.isOpen && !writer.readOnly && writer.antidependencies.doomed == nil
    }
    self[id].snapshot = state
    self[id].antidependencies.possiblyUnsafe = Set(writers)
    self[id].antidependencies.isSafe = writers.isEmpty
    for writer in writers { self[writer].antidependencies.watchers.append(id) }
  }

  /// A transaction of the mode has ended: settles its edges, its watchers, and what is remembered.
  mutating func stopTracking(_ id: TransactionID) {
    if self[id].isCommitted {
      rememberEarliestOut(of: id)
    } else {
      removeEdges(of: id)
    }
    for watcher in self[id].antidependencies.watchers { settle(watcher, endOf: id) }
    self[id].antidependencies.watchers = []
    if self[id].isCommitted, !self[id].antidependencies.isSafe {
      remembered.append(id)
    } else {
      forget(id)
    }
    forgetOld()
    endedTracked += 1
    if endedTracked * 2 > tracked.count {
      tracked = Queue(tracked.filter { transactions[$0]?.isOpen ?? false })
      endedTracked = 0
    }
  }

  private mutating func rememberEarliestOut(of id: TransactionID) {
    guard self[id].hasWritten else { return }
    for edge in self[id].antidependencies.outgoing {
      guard let state = transactions[edge.other]?.commitState,
        state < self[id].antidependencies.earliestOut?.state ?? .max
      else { continue }
      // With its commit: the other may be forgotten when this edge is reported.
      let told = Antidependencies.Edge(other: edge.other, conflict: refreshed(edge.conflict))
      self[id].antidependencies.earliestOut = (state, told)
    }
  }

  private mutating func removeEdges(of id: TransactionID) {
    for edge in self[id].antidependencies.outgoing where transactions.contains(edge.other) {
      self[edge.other].antidependencies.incoming.removeAll { $0.other == id }
    }
    for edge in self[id].antidependencies.incoming where transactions.contains(edge.other) {
      self[edge.other].antidependencies.outgoing.removeAll { $0.other == id }
    }
  }

  /// A writer that was open at the BEGIN of a READ ONLY transaction has ended.
  private mutating func settle(_ watcher: TransactionID, endOf id: TransactionID) {
    guard let reader = transactions[watcher], !reader.isCommitted,
      reader.antidependencies.possiblyUnsafe.contains(id)
    else { return }
    let isUnsafe =
      self[id].isCommitted && self[id].hasWritten
      && self[id].antidependencies.earliestOut.map { $0.state <= reader.snapshot } ?? false
    if isUnsafe {
      self[watcher].antidependencies.possiblyUnsafe = []
      if reader.status == .deferred { retakeSnapshot(watcher) }
      return
    }
    self[watcher].antidependencies.possiblyUnsafe.remove(id)
    if self[watcher].antidependencies.possiblyUnsafe.isEmpty { becomeSafe(watcher) }
  }

  private mutating func retakeSnapshot(_ id: TransactionID) {
    takeSnapshot(id)
    register(id, with: self[id].antidependencies.possiblyUnsafe.sorted())
  }

  private mutating func becomeSafe(_ id: TransactionID) {
    removeEdges(of: id)
    self[id].antidependencies.incoming = []
    self[id].antidependencies.outgoing = []
    removeReadMarks(of: id)
    self[id].antidependencies.isSafe = true
  }

  /// Forgets committed transactions with which no open one is concurrent any more.
  ///
  /// Edges to them may stay behind; `earliestOut` says what still matters of them.
  private mutating func forgetOld() {
    while let first = tracked.first, !(transactions[first]?.isOpen ?? false) || !tracks(first) {
      tracked.removeFirst()
    }
    let oldest = tracked.first.map { self[$0].snapshot } ?? .max
    while let first = remembered.first, let state = self[first].commitState, state <= oldest {
      remembered.removeFirst()
      forget(first)
    }
  }
}
