import Vocabulary

/// Aborts in the graph: their victims, and the edges that led to them.
extension GraphPicture {
  /// Those who are in the picture only because of an abort.
  var ghosts: [TransactionID] {
    let known = Set(nodes + rolledBack)
    let all = aborts.flatMap {
      [$0.abort.transaction] + $0.edges.flatMap { [$0.from, $0.to].map { $0.transaction } }
    }
    return Set(all).subtracting(known).sorted()
  }

  var victims: Set<TransactionID> { Set(aborts.map { $0.abort.transaction }) }

  /// The edges of aborts and waits; what came about in any case is not among them.
  var ghostEdges: [Edge] {
    var all: [Edge] = []
    for ghost in aborts.flatMap({ $0.edges }) {
      var edge = Edge(ghost)
      let key = ghost.subject ?? ""
      let isReal = edges.contains {
        ($0.from, $0.to, $0.kind) == (edge.from, edge.to, edge.kind) && $0.keys.contains(key)
      }
      if isReal { continue }
      if let known = all.firstIndex(where: { $0.place == edge.place }) {
        all[known].add(key)
      } else {
        edge.add(key)
        all.append(edge)
      }
    }
    return all
  }

  /// The parts that a transaction took in dangerous structures.
  func roles(of id: TransactionID) -> [String] {
    aborts.flatMap { $0.roles }.filter { $0.id == id }.map { $0.role.rawValue }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
