package import Checking
package import Vocabulary

/// The serialization graph derived from the definitions: every look beside every chain.
package struct NaiveGraph {
  /// An edge, as far as it can be told from the events.
  package struct Edge: Hashable {
    package let kind: Dependency.Kind
    package let source: TransactionID
    package let target: TransactionID
    package let key: Key
    package let range: KeyRange?
    /// The events of the two accesses.
    package let events: [Int]
  }

  package let nodes: [TransactionID]
  package let edges: Set<Edge>

  package init(of history: NaiveHistory) {
    nodes = history.committed
    var edges: Set<Edge> = []
    for key in history.keys {
      let spans = history.spans(of: key)
      let looks = nodes.flatMap(history.looks).filter { $0.key == key }
      for (first, second) in zip(spans, spans.dropFirst()) {
        for (one, other) in first.writers.flatMap({ one in second.writers.map { (one, $0) } }) {
          edges.insert(Self.edge(key, history, from: one, to: other))
        }
      }
      for look in looks { edges.formUnion(Self.edges(of: look, spans, history)) }
      edges.formUnion(Self.edgesAmongDeletions(of: key, spans, looks, history))
    }
    self.edges = edges.filter { $0.source != $0.target }
  }

  private static func edges(
    of look: NaiveHistory.Look, _ spans: [NaiveHistory.Span], _ history: NaiveHistory
  ) -> [Edge] {
    guard let place = history.span(seenBy: look) else { return [] }
    var edges: [Edge] = []
    if let maker = spans[place].maker {
      var seen = event(ofLastWriteBy: maker, look.key, history)
      if case .write(maker, let number) = look.source {
        seen = event(of: number, by: maker, look.key, history)
      }
      edges.append(
        Edge(
          kind: .writeRead, source: maker, target: look.reader, key: look.key, range: look.range,
          events: [seen, look.event]))
    }
    for writer in spans.dropFirst(place + 1).first?.writers ?? [] {
      edges.append(
        Edge(
          kind: .readWrite, source: look.reader, target: writer, key: look.key, range: look.range,
          events: [look.event, event(ofLastWriteBy: writer, look.key, history)]))
    }
    return edges
  }

  /// Who has read what it deleted comes before those that deleted it again.
  private static func edgesAmongDeletions(
    of key: Key, _ spans: [NaiveHistory.Span], _ looks: [NaiveHistory.Look],
    _ history: NaiveHistory
  ) -> [Edge] {
    spans.indices.dropFirst().flatMap { place in
      let writers = spans[place].writers
      let readers = writers.filter { writer in
        looks.contains { $0.reader == writer && history.span(seenBy: $0) == place - 1 }
      }
      return readers.flatMap { reader in
        writers.drop { $0 != reader }.map { edge(key, history, from: reader, to: $0) }
      }
    }
  }

  private static func edge(
    _ key: Key, _ history: NaiveHistory, from first: TransactionID, to second: TransactionID
  ) -> Edge {
    Edge(
      kind: .writeWrite, source: first, target: second, key: key, range: nil,
      events: [first, second].map { event(ofLastWriteBy: $0, key, history) })
  }

  private static func event(
    ofLastWriteBy id: TransactionID, _ key: Key, _ history: NaiveHistory
  ) -> Int {
    event(of: history.writes(of: key, by: id), by: id, key, history)
  }

  private static func event(
    of number: Int, by id: TransactionID, _ key: Key, _ history: NaiveHistory
  ) -> Int {
    history.events.indices.first { index in
      if case .write(id, _, key, number, _) = history.events[index] { true } else { false }
    } ?? -1
  }

  // MARK: Cycles

  /// A simple cycle and the worst class that some choice of its edges has.
  package struct Cycle {
    package let nodes: [TransactionID]
    package let phenomenon: Phenomenon
  }

  /// Every simple cycle, each once, from its least node.
  package var cycles: [Cycle] {
    nodes.flatMap { start in cycles(from: [start]) }
  }

  private func cycles(from path: [TransactionID]) -> [Cycle] {
    guard let start = path.first, let last = path.last else { return [] }
    let targets = Set(edges.filter { $0.source == last }.map(\.target))
    return targets.flatMap { target -> [Cycle] in
      if target == start { return [Cycle(nodes: path, phenomenon: phenomenon(of: path))] }
      return target < start || path.contains(target) ? [] : cycles(from: path + [target])
    }
  }

  private func phenomenon(of path: [TransactionID]) -> Phenomenon {
    let hops = path.indices.map { index in
      edges.filter { $0.source == path[index] && $0.target == path[(index + 1) % path.count] }
    }
    let isAnti = hops.map { hop in hop.allSatisfy { $0.kind == .readWrite } }
    if isAnti.allSatisfy({ !$0 }) {
      let isWriteCycle = hops.allSatisfy { hop in hop.contains { $0.kind == .writeWrite } }
      return isWriteCycle ? .writeCycle : .informationCycle
    }
    if isAnti.count(where: { $0 }) == 1 { return .singleAntidependency }
    let isAdjacent = isAnti.indices.contains { isAnti[$0] && isAnti[($0 + 1) % isAnti.count] }
    if !isAdjacent { return .nonadjacentAntidependencies }
    let isByItem = hops.indices.allSatisfy { index in
      !isAnti[index] || hops[index].contains { $0.range == nil }
    }
    return isByItem ? .itemAntidependencies : .antidependencies
  }
}
