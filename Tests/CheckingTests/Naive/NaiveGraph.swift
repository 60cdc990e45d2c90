import Checking
import Vocabulary

/// The serialization graph derived from the definitions: every look beside every chain.
struct NaiveGraph {
  /// An edge, as far as it can be told from the events.
  struct Edge: Hashable {
    let kind: Dependency.Kind
    let source: TransactionID
    let target: TransactionID
    let key: Key
    let range: KeyRange?
    /// The events of the two accesses.
    let events: [Int]
  }

  let nodes: [TransactionID]
  let edges: Set<Edge>

  init(of history: NaiveHistory) {
    nodes = history.committed
    var edges: Set<Edge> = []
    for key in history.keys {
      let chain = history.chain(of: key)
      for (first, second) in zip(chain, chain.dropFirst()) {
        edges.insert(Self.edge(.writeWrite, key, history, from: first, to: second))
      }
      for look in nodes.flatMap(history.looks) where look.key == key {
        edges.formUnion(Self.edges(of: look, chain, history))
      }
    }
    self.edges = edges.filter { $0.source != $0.target }
  }

  private static func edges(
    of look: NaiveHistory.Look, _ chain: [NaiveHistory.Source], _ history: NaiveHistory
  ) -> [Edge] {
    var place = -1
    var edges: [Edge] = []
    if case .write(let writer, _) = look.source {
      guard let index = chain.firstIndex(where: { maker(of: $0) == writer }) else { return [] }
      place = index
      edges.append(
        Edge(
          kind: .writeRead, source: writer, target: look.reader, key: look.key, range: look.range,
          events: [event(of: look.source, look.key, history), look.event]))
    }
    if place + 1 < chain.count {
      edges.append(
        Edge(
          kind: .readWrite, source: look.reader, target: maker(of: chain[place + 1]),
          key: look.key, range: look.range,
          events: [look.event, event(of: chain[place + 1], look.key, history)]))
    }
    return edges
  }

  private static func edge(
    _ kind: Dependency.Kind, _ key: Key, _ history: NaiveHistory,
    from first: NaiveHistory.Source, to second: NaiveHistory.Source
  ) -> Edge {
    Edge(
      kind: kind, source: maker(of: first), target: maker(of: second), key: key, range: nil,
      events: [event(of: first, key, history), event(of: second, key, history)])
  }

  private static func maker(of source: NaiveHistory.Source) -> TransactionID {
    if case .write(let id, _) = source { id } else { .initial }
  }

  private static func event(
    of source: NaiveHistory.Source, _ key: Key, _ history: NaiveHistory
  ) -> Int {
    guard case .write(let id, let number) = source else { return -1 }
    return history.events.indices.first { index in
      if case .write(id, _, key, number, _) = history.events[index] { true } else { false }
    } ?? -1
  }

  // MARK: Cycles

  /// A simple cycle and the worst class that some choice of its edges has.
  struct Cycle {
    let nodes: [TransactionID]
    let phenomenon: Phenomenon
  }

  /// Every simple cycle, each once, from its least node.
  var cycles: [Cycle] {
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
