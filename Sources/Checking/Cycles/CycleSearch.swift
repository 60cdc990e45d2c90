/// Searches a component for the shortest cycle of the worst class it holds.
///
/// After Elle (Kingsbury and Alvaro 2020, section 6): for each class in turn, breadth-first search.
/// Of equally short cycles the first is taken: by the least transaction number in it, then by the
/// numbers and kinds of edges along it.
struct CycleSearch {
  private let component: Component
  private var walks: Walks

  /// How many edges the search for a class may follow before it is content with the best cycle
  /// found so far, or with any.
  ///
  /// Linear in the component. Only one of thousands of transactions without a short cycle comes
  /// near; below that cycles are the shortest.
  private var patience: Int { 4_000_000 + 64 * component.edges.count }

  init(_ component: Component) {
    self.component = component
    walks = Walks(in: component)
  }

  /// The worst class and its shortest cycle.
  mutating func worst() -> (phenomenon: Phenomenon, cycle: [Edge])? {
    for shape in CycleShape.all {
      if let cycle = shortest(shape) { return (shape.phenomenon, cycle) }
    }
    return nil
  }

  /// The worst class of a cycle through the node, and the shortest such cycle, starting there.
  ///
  /// A nonadjacent walk may meet a node twice if a cycle as bad passes by; then all paths are
  /// tried.
  mutating func worst(through node: Int32) -> (phenomenon: Phenomenon, cycle: [Edge])? {
    for shape in CycleShape.all {
      guard let walk = walks.shortest(shape, from: node) else { continue }
      let cycle =
        walk.isCycle ? walk : walks.shortestCycle(shape, from: node, patience: patience / 64)
      if let cycle { return (shape.phenomenon, cycle) }
    }
    return nil
  }

  /// The shortest cycle of the shape, if there is none of a worse one.
  ///
  /// Walks are at first cut off after 2 edges, then 4, then 8, and so on: where a short cycle
  /// exists, none goes far. Each cycle is found from its least node.
  private mutating func shortest(_ shape: CycleShape) -> [Edge]? {
    let core = core(of: shape)
    var limit = 2
    walks.followed = 0
    repeat {
      var best: [Edge]?
      walks.isCut = false
      for node in core.indices where core[node] {
        let longest = min(limit, (best?.count ?? .max) - 1)
        guard longest >= 2 else { break }
        let walk = walks.shortest(shape, from: Int32(node), limit: longest) {
          $0 >= node && core[$0]
        }
        if let walk { best = walk }
        if walks.followed > patience { return best ?? anyCycle(shape, core) }
      }
      if let best { return best }
      limit *= 2
    } while walks.isCut
    return nil
  }

  /// Some cycle, when the search for the shortest has become too long.
  private mutating func anyCycle(_ shape: CycleShape, _ core: [Bool]) -> [Edge]? {
    guard let node = core.firstIndex(of: true),
      let walk = walks.shortest(shape, from: Int32(node), where: { core[$0] })
    else { return nil }
    return walk.isCycle ? walk : nil
  }

  /// The nodes that can lie on a cycle of the shape, found in the product of nodes and phases.
  ///
  /// For single they are those of nonadjacent: a lone rw edge is not adjacent to another.
  private func core(of shape: CycleShape) -> [Bool] {
    if shape.phenomenon == .antidependencies {
      return Array(repeating: true, count: component.count)
    }
    let shape = shape.phenomenon == .singleAntidependency ? .nonadjacent : shape
    var starts: [Int32] = [0]
    var targets: [Int32] = []
    for node in 0..<Int32(component.count) {
      for phase in 0..<shape.phases {
        for edge in component.edges[component.starts.bucket(node)] {
          guard let next = shape.next(phase, edge.kind) else { continue }
          targets.append(edge.target * Int32(shape.phases) + Int32(next))
        }
        starts.append(Int32(targets.count))
      }
    }
    var core = [Bool](repeating: false, count: component.count)
    for members in StrongComponents(starts: starts, targets: targets).members {
      for state in members { core[Int(state) / shape.phases] = true }
    }
    return core
  }
}

extension [Edge] {
  /// Whether a closed walk meets no node twice.
  fileprivate var isCycle: Bool { Set(map { $0.source }).count == count }
}
