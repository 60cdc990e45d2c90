import Vocabulary

/// A strongly connected component by itself: nodes in the order of transaction numbers, so that
/// the first cycle found is the one with the least numbers.
struct Component {
  /// The graph's nodes.
  let nodes: [Int32]
  /// Edges within the component, between places in `nodes`: by source, target, kind and cause.
  let edges: [Edge]
  let starts: [Int32]

  var count: Int { nodes.count }

  /// - Parameters:
  ///   - members: the graph's nodes.
  ///   - graph: the graph.
  ///   - places: as long as the graph; overwritten with the place of each member.
  init(_ members: [Int32], of graph: Graph, places: inout [Int32]) {
    func id(_ node: Int32) -> Int {
      graph.record.transactions[Int(graph.commits.members[Int(node)])].id.number
    }
    nodes = members.sorted { id($0) < id($1) }
    for node in members { for edge in graph.edges(from: node) { places[Int(edge.target)] = -1 } }
    for (place, node) in nodes.enumerated() { places[Int(node)] = Int32(place) }
    var edges: [Edge] = []
    var starts: [Int32] = [0]
    for (place, node) in nodes.enumerated() {
      let first = edges.count
      for var edge in graph.edges(from: node) where places[Int(edge.target)] >= 0 {
        (edge.source, edge.target) = (Int32(place), places[Int(edge.target)])
        edges.append(edge)
      }
      edges[first...].sort { ($0.target, $0.kind, $0.cause) < ($1.target, $1.kind, $1.cause) }
      starts.append(Int32(edges.count))
    }
    (self.edges, self.starts) = (edges, starts)
  }

  /// The places of all edges from one node to another.
  func places(from node: Int32, to target: Int32) -> Range<Int> {
    let all = starts.bucket(node)
    let first = all.partitioned { edges[$0].target < target }
    return first..<(first..<all.upperBound).partitioned { edges[$0].target <= target }
  }

  /// All edges of the graph that go the way of this one of the component.
  func wholeHop(_ edge: Edge) -> [Edge] {
    edges[places(from: edge.source, to: edge.target)].map { edge in
      var edge = edge
      (edge.source, edge.target) = (nodes[Int(edge.source)], nodes[Int(edge.target)])
      return edge
    }
  }
}
