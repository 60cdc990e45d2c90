package import Checking
package import Vocabulary

/// Where the judge and brute force disagree, in words; nil: nowhere.
extension NaiveHistory {
  /// On whether a serial order explains the history, which one, and what was read dirtily.
  package func disagreementOnOrders(with judgement: Judgement) -> String? {
    let orders = SerialOrders(of: self)
    let cycles = judgement.findings.filter { !$0.isDirtyRead }
    let dirty = judgement.findings.filter { $0.isDirtyRead }
    let explanation = orders.explanation
    if cycles.isEmpty != (explanation != nil) { return "cycles: \(cycles)" }
    let order = judgement.serialOrder()
    if order != (dirty.isEmpty ? explanation : nil) { return "order: \(order ?? [])" }
    return Set(dirty.map { $0.dirtyRead }) == Set(dirtyReads) ? nil : "dirty reads: \(dirty)"
  }
}

extension NaiveGraph {
  /// On the edges.
  package func disagreementOnEdges(with judgement: Judgement) -> String? {
    let found = judgement.dependencies()
    return Set(found.map { $0.naive }) == edges ? nil : "edges: \(found.map { $0.naive })"
  }

  /// On the worst shortest cycles, of each component and through each transaction.
  package func disagreementOnCycles(with judgement: Judgement) -> String? {
    let cycles = cycles
    for finding in judgement.findings where !finding.isDirtyRead {
      if let wrong = problem(with: finding) { return wrong }
      let component = cycles.filter { $0.isConnected(to: finding.transactions, by: cycles) }
      if let wrong = finding.problem(among: component) { return wrong }
    }
    for id in nodes {
      let through = cycles.filter { $0.nodes.contains(id) }
      guard let finding = judgement.worstShortestCycle(through: id) else {
        if through.isEmpty { continue }
        return "nothing through \(id)"
      }
      if let wrong = problem(with: finding) ?? finding.problem(among: through) {
        return "through \(id): \(wrong)"
      }
    }
    return nil
  }
}

extension Finding {
  fileprivate var dirtyRead: DirtyRead {
    let read = dependencies[0]
    return DirtyRead(
      phenomenon: phenomenon, writer: read.first.transaction, reader: read.second.transaction,
      key: read.key, event: read.second.event)
  }

  /// What is wrong with it, if it is to be the worst and shortest of these.
  package func problem(among cycles: [NaiveGraph.Cycle]) -> String? {
    guard let worst = cycles.map(\.phenomenon).min(),
      let shortest = cycles.filter({ $0.phenomenon == worst }).map(\.nodes.count).min()
    else { return "there is no cycle" }
    guard phenomenon == worst else { return "\(phenomenon) instead of \(worst)" }
    return dependencies.count == shortest
      ? nil : "\(dependencies.map { $0.naive }) is longer than \(shortest)"
  }
}

extension Dependency {
  fileprivate var naive: NaiveGraph.Edge {
    NaiveGraph.Edge(
      kind: kind, source: first.transaction, target: second.transaction, key: key, range: range,
      events: [first.event, second.event])
  }
}

extension NaiveGraph {
  /// What is wrong with a cycle: it does not close, or has an edge that is none.
  package func problem(with finding: Finding) -> String? {
    let edges = finding.dependencies
    for (edge, next) in zip(edges, edges.dropFirst() + edges.prefix(1)) {
      if !self.edges.contains(edge.naive) { return "no such edge: \(edge.naive)" }
      if edge.second.transaction != next.first.transaction { return "broken at \(edge.naive)" }
    }
    return Set(finding.transactions).count == edges.count ? nil : "not simple"
  }
}

extension NaiveGraph.Cycle {
  /// Whether cycles lead from these transactions to it, each meeting the next.
  fileprivate func isConnected(to start: [TransactionID], by cycles: [Self]) -> Bool {
    var reached = Set(start)
    while let next = cycles.first(where: {
      !reached.isDisjoint(with: $0.nodes) && !reached.isSuperset(of: $0.nodes)
    }) {
      reached.formUnion(next.nodes)
    }
    return !reached.isDisjoint(with: nodes)
  }
}

/// A read by a committed transaction of what was rolled back, overwritten, or undone by its writer.
package struct DirtyRead: Hashable {
  package let phenomenon: Phenomenon
  package let writer: TransactionID
  package let reader: TransactionID
  package let key: Key
  package let event: Int
}

extension NaiveHistory {
  package var dirtyReads: [DirtyRead] {
    committed.flatMap(looks).compactMap { look in
      guard case .write(let writer, let number) = look.source, !isOfNothing(look) else {
        return nil
      }
      let isAborted = aborted.contains(writer)
      let isFinal = number == writes(of: look.key, by: writer)
      guard isAborted || committed.contains(writer) && !isFinal else { return nil }
      return DirtyRead(
        phenomenon: isAborted ? .abortedRead : .intermediateRead, writer: writer,
        reader: look.reader, key: look.key, event: look.event)
    }
  }
}
