import Checking
package import Vocabulary

/// The verdict on an abort, from the definitions alone.
package struct NaiveVerdict {
  /// The history with the ghost, and without the committed transactions that are disturbed.
  package let ghost: NaiveHistory
  /// The disturbed transactions that have committed, in the order of their commits.
  package let disturbed: [TransactionID]
  /// The cycles that the ghost lies on.
  package let cycles: [NaiveGraph.Cycle]
  /// The look that leaves it undecided; nil if there is none.
  package let spoiler: NaiveHistory.Look?
  /// The open transactions that may still lead to the ghost.
  package let awaited: Set<TransactionID>

  package init(
    on victim: TransactionID, abortedAt step: StepNumber, in events: [Event], initial: [Key: Value]
  ) {
    let history = NaiveHistory(events: events, initial: initial)
    let looks = history.disturbingLooks(by: victim)
    disturbed = history.committed.filter { looks[$0] != nil }
    ghost = NaiveHistory(
      events: events.letting(victim, commitAt: step, without: Set(disturbed)), initial: initial)
    let graph = NaiveGraph(of: ghost)
    cycles = graph.cycles.filter { $0.nodes.contains(victim) }
    let leading = graph.leading(to: victim)
    func canLeadBack(_ id: TransactionID) -> Bool {
      leading.contains { history.canPrecede(id, $0) }
    }
    let committed = Set(disturbed)
    spoiler = disturbed.compactMap { looks[$0] }.filter { look in
      if history.readsSnapshot(look.reader) { return canLeadBack(look.reader) }
      // What it did before that look stands.
      let standing = events.enumerated().filter { place, event in
        event.transaction != look.reader || place < look.event || event.isEnd
      }.map(\.element).letting(
        victim, commitAt: step, without: committed.subtracting([look.reader]))
      let stands = NaiveHistory(events: standing, initial: initial)
      let isUnknown = history.looks(of: look.reader).contains { other in
        guard other.event < look.event, case .write(let id, _) = other.source else { return false }
        return committed.contains(id)
      }
      return leading.contains { history.end(of: $0) > look.event } || isUnknown
        || NaiveGraph(of: stands).leading(to: victim).contains(look.reader)
    }.min { $0.event < $1.event }
    awaited = cycles.isEmpty ? history.open.filter(canLeadBack) : []
  }

  package var verdict: Verdict {
    cycles.isEmpty ? spoiler == nil ? .notNeeded : .notDecided : .needed
  }
}

extension NaiveGraph {
  /// Who comes to the node by edges, itself among them.
  fileprivate func leading(to node: TransactionID) -> Set<TransactionID> {
    var found: Set = [node]
    while let edge = edges.first(where: { found.contains($0.target) && !found.contains($0.source) })
    {
      found.insert(edge.source)
    }
    return found
  }
}

extension NaiveHistory {
  /// Those that have begun and not ended, and those that wait to begin.
  fileprivate var open: Set<TransactionID> {
    var open: Set<TransactionID> = []
    for (place, event) in events.enumerated() {
      switch event {
      case .begin(let id, _, _, _), .wait(let id, _, _): open.insert(id)
      case .commit(let id, _, _), .abort(let id, _, _): open.remove(id)
      case .endOfWait(let id, _) where begin(of: id) == nil && place + 1 < events.count:
        open.remove(id)
      default: break
      }
    }
    return open
  }

  private func begin(of id: TransactionID) -> Int? {
    events.firstIndex { if case .begin(id, _, _, _) = $0 { true } else { false } }
  }

  fileprivate func readsSnapshot(_ id: TransactionID) -> Bool {
    guard let begin = begin(of: id), case .begin(_, let mode, _, _) = events[begin] else {
      return true
    }
    return mode.readsSnapshot
  }

  fileprivate func end(of id: TransactionID) -> Int {
    events.firstIndex {
      switch $0 {
      case .commit(id, _, _), .abort(id, _, _): true
      default: false
      }
    } ?? .max
  }

  private func state(at place: Int) -> Int {
    events.prefix(place).count { if case .commit = $0 { true } else { false } }
  }

  /// Whether the first could have read something older than what the second wrote, or have written
  /// what it read: it began before the second ended, or its snapshot is as old.
  fileprivate func canPrecede(_ first: TransactionID, _ second: TransactionID) -> Bool {
    let end = end(of: second)
    guard let begin = begin(of: first), case .begin(_, _, _, let snapshot) = events[begin] else {
      // It waits to begin, with a snapshot that is not known.
      let wait = events.firstIndex { if case .wait(first, _, _) = $0 { true } else { false } }
      return wait ?? 0 < end
    }
    let made = state(at: end) + (isCommitted(second) ? 1 : 0)
    return begin < end || snapshot.map { $0 < made } ?? false
  }

  private func isCommitted(_ id: TransactionID) -> Bool { committed.contains(id) }

  /// The first look of each transaction that would have been another, or might have.
  fileprivate func disturbingLooks(by victim: TransactionID) -> [TransactionID: Look] {
    let cut = end(of: victim)
    let everybody = Set(events.map(\.transaction)).subtracting([victim])
    let later = everybody.flatMap { looks(of: $0) }.filter { $0.event > cut }
    var first: [TransactionID: Look] = [:]
    for look in later.sorted(by: { ($0.event, $0.key) < ($1.event, $1.key) })
    where first[look.reader] == nil {
      var isOlder = true
      var isOfDisturbed = false
      if case .write(let writer, _) = look.source {
        isOlder = isCommitted(writer) && end(of: writer) < cut
        isOfDisturbed = first[writer].map { $0.event < look.event } ?? false
      }
      let isOfVictims = changes(look.key, by: victim, before: cut)
      if isOfDisturbed || isOlder && isOfVictims && wouldSee(look.reader, after: cut) {
        first[look.reader] = look
      }
    }
    return first
  }

  /// Whether the transaction, committing there, would change what is at the key.
  private func changes(_ key: Key, by id: TransactionID, before cut: Int) -> Bool {
    let number = writes(of: key, by: id)
    guard number > 0 else { return false }
    let there = NaiveHistory(events: Array(events[..<cut]), initial: initial)
    return value(of: .write(id, number), key) != nil
      || there.value(at: key, after: there.committed) != nil
  }

  /// Whether what the transaction reads after the commit shows it.
  private func wouldSee(_ reader: TransactionID, after cut: Int) -> Bool {
    guard let begin = begin(of: reader), case .begin(_, let mode, _, _) = events[begin] else {
      return false
    }
    return !mode.readsSnapshot || begin > cut
  }
}

extension Event {
  fileprivate var isEnd: Bool {
    switch self {
    case .commit, .abort: true
    default: false
    }
  }
}
