/// The order in which the nodes of an acyclic graph can run one after another: of those that can
/// come next, always the one that committed first (Kahn 1962, with a heap).
struct SerialOrder {
  private let graph: Graph
  /// How many edges still lead to each node from nodes that have not been taken.
  private var waiting: [Int32]
  /// Nodes that can come next, as a binary heap: no node is greater than those at 2i+1 and 2i+2.
  private var ready: [Int32] = []

  init(of graph: Graph) {
    self.graph = graph
    waiting = Array(repeating: 0, count: graph.count)
    for edge in graph.edges { waiting[Int(edge.target)] += 1 }
  }

  /// The nodes in that order, nil if the graph has a cycle.
  ///
  /// Edges between blocks are not needed: all of them lead forward, and so does the order.
  mutating func nodes() -> [Int32]? {
    var order: [Int32] = []
    order.reserveCapacity(graph.count)
    for node in waiting.indices where waiting[node] == 0 { add(Int32(node)) }
    while let node = removeLeast() {
      order.append(node)
      for edge in graph.edges(from: node) {
        waiting[Int(edge.target)] -= 1
        if waiting[Int(edge.target)] == 0 { add(edge.target) }
      }
    }
    return order.count == graph.count ? order : nil
  }

  private mutating func add(_ node: Int32) {
    var place = ready.count
    ready.append(node)
    while place > 0, ready[(place - 1) / 2] > ready[place] {
      ready.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func removeLeast() -> Int32? {
    guard let least = ready.first else { return nil }
    let last = ready.removeLast()
    guard !ready.isEmpty else { return least }
    ready[0] = last
    var place = 0
    while 2 * place + 1 < ready.count {
      let (left, right) = (2 * place + 1, 2 * place + 2)
      let child = right < ready.count && ready[right] < ready[left] ? right : left
      guard ready[child] < ready[place] else { break }
      ready.swapAt(place, child)
      place = child
    }
    return least
  }
}
