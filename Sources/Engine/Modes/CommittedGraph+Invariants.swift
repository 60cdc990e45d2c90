import Vocabulary

/// What is always true of the graph between two requests.
extension CommittedGraph {
  /// The first invariant that does not hold, nil if all do.
  ///
  /// Costs the size of the graph.
  var brokenInvariant: String? {
    let oldest = open.first?.snapshot ?? .max
    let states = nodes.values.filter { $0.isConcurrent }.map { $0.state }.sorted()
    if concurrent.map({ nodes[$0]?.state ?? 0 }) != states {
      return "the concurrent transactions differ"
    }
    var incoming: [TransactionID: Int] = [:]
    for edge in nodes.values.flatMap({ $0.outgoing }) {
      incoming[edge.second.transaction, default: 0] += 1
      if nodes[edge.second.transaction] == nil { return "an edge leads to a forgotten transaction" }
    }
    for node in nodes.values {
      if node.isConcurrent != (node.state > oldest) { return "\(node.id): isConcurrent is wrong" }
      if node.incoming != incoming[node.id] ?? 0 { return "\(node.id): edges miscounted" }
      if !node.isConcurrent, node.incoming == 0 { return "\(node.id): remembered needlessly" }
    }
    let touches = [writers, readers].flatMap { $0.values.joined() }
    if touches.contains(where: { nodes[$0.transaction] == nil }) {
      return "a touch by a forgotten transaction"
    }
    return hasCycle(incoming) ? "every transaction of a cycle has committed" : nil
  }

  /// Whether taking away nodes without incoming edges leaves some.
  private func hasCycle(_ counts: [TransactionID: Int]) -> Bool {
    var incoming = counts
    var free = nodes.keys.filter { incoming[$0] == nil }
    var taken = 0
    while let id = free.popLast() {
      taken += 1
      for next in nodes[id]?.outgoing.map({ $0.second.transaction }) ?? [] {
        incoming[next, default: 0] -= 1
        if incoming[next] == 0 { free.append(next) }
      }
    }
    return taken < nodes.count
  }
}
