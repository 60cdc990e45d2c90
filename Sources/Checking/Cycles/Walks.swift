/// Breadth-first search for closed walks of a shape, in the product of nodes and phases.
struct Walks {
  /// A node in a phase, and how it was reached: from which place of the queue by which edge.
  private struct Visit {
    let state: Int
    let parent: Int
    let edge: Int
  }

  private let component: Component
  /// For each node and phase the search that met it last.
  private var met: [Int32]
  private var search: Int32 = 0
  private var queue: [Visit] = []
  /// How many edges have been followed.
  var followed = 0
  /// Whether a walk was cut off for its length.
  var isCut = false

  init(in component: Component) {
    self.component = component
    let phases = CycleShape.all.map { $0.phases }.max() ?? 1
    met = Array(repeating: 0, count: phases * component.count)
  }

  /// The shortest walk of the shape from the node back to it, of at most `limit` edges.
  mutating func shortest(
    _ shape: CycleShape, from start: Int32, limit: Int = .max,
    where isAllowed: (Int) -> Bool = { _ in true }
  ) -> [Edge]? {
    search += 1
    queue.removeAll(keepingCapacity: true)
    queue.append(Visit(state: Int(start) * shape.phases, parent: -1, edge: -1))
    var (next, levelEnd, length) = (0, 1, 1)
    while next < queue.count {
      // At full length only edges back to the start are of use.
      let isLast = length == limit
      isCut = isCut || isLast
      let closed = follow(next, shape, start, toStartOnly: isLast) { walks, state in
        guard isAllowed(state / shape.phases), walks.met[state] != walks.search else {
          return false
        }
        walks.met[state] = walks.search
        return true
      }
      if let closed { return closed }
      next += 1
      if next == levelEnd { (levelEnd, length) = (queue.count, length + 1) }
    }
    return nil
  }

  /// The shortest walk of the shape from the node back to it that meets no node twice.
  ///
  /// Tries all paths, by length; nil also if it has followed as many edges as patience allows.
  mutating func shortestCycle(
    _ shape: CycleShape, from start: Int32, patience: Int
  ) -> [Edge]? {
    followed = 0
    queue = [Visit(state: Int(start) * shape.phases, parent: -1, edge: -1)]
    var next = 0
    while next < queue.count, followed < patience {
      let before = edges(to: next)
      let closed = follow(next, shape, start) { _, state in
        !before.contains { $0.target == state / shape.phases }
      }
      if let closed { return closed }
      next += 1
    }
    return nil
  }

  /// Follows the edges from a place of the queue; the walk, if one leads back to the start.
  private mutating func follow(
    _ place: Int, _ shape: CycleShape, _ start: Int32, toStartOnly: Bool = false,
    where isNew: (inout Walks, _ state: Int) -> Bool
  ) -> [Edge]? {
    let (node, phase) = queue[place].state.quotientAndRemainder(dividingBy: shape.phases)
    let places =
      toStartOnly
      ? component.places(from: Int32(node), to: start) : component.starts.bucket(Int32(node))
    followed += 1 + places.count
    for edgePlace in places {
      let edge = component.edges[edgePlace]
      guard let phase = shape.next(phase, edge.kind) else { continue }
      if edge.target == start {
        if shape.closes(phase) { return edges(to: place) + [edge] }
        continue
      }
      let state = Int(edge.target) * shape.phases + phase
      if isNew(&self, state) {
        queue.append(Visit(state: state, parent: place, edge: edgePlace))
      }
    }
    return nil
  }

  /// The edges that led to a place of the queue.
  private func edges(to place: Int) -> [Edge] {
    var edges: [Edge] = []
    var visit = queue[place]
    while visit.parent >= 0 {
      edges.append(component.edges[visit.edge])
      visit = queue[visit.parent]
    }
    return edges.reversed()
  }
}
