/// Strongly connected components (Tarjan 1972) of a graph in columns, in linear time.
///
/// The recursion is kept in arrays: a chain of dependencies may be a million transactions long.
struct StrongComponents {
  private let starts: [Int32]
  private let targets: [Int32]
  /// The order in which nodes were met; `unmet` before.
  private var order: [Int32]
  /// The earliest node on the stack that is known to be reached; `done` once it has a component.
  private var low: [Int32]
  private var stack: [Int32] = []
  private var met: Int32 = 0
  /// The components of two nodes or more.
  private(set) var members: [[Int32]] = []

  private static let unmet: Int32 = -1
  private static let done = Int32.max

  /// - Parameters:
  ///   - starts: where the edges of each node start; one more entry than nodes.
  ///   - targets: where the edges lead.
  init(starts: [Int32], targets: [Int32]) {
    (self.starts, self.targets) = (starts, targets)
    order = Array(repeating: Self.unmet, count: starts.count - 1)
    low = order
    for root in order.indices where order[root] == Self.unmet { search(from: root) }
  }

  private mutating func search(from root: Int) {
    var path = [(node: root, edge: Int(starts[root]))]
    meet(root)
    while let (node, edge) = path.last {
      guard edge < starts[node + 1] else {
        path.removeLast()
        if low[node] == order[node] { close(node) }
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        continue
      }
      path[path.count - 1].edge = edge + 1
      let target = Int(targets[edge])
      if order[target] == Self.unmet {
        meet(target)
        path.append((target, Int(starts[target])))
      } else if low[target] != Self.done {
        low[node] = min(low[node], order[target])
      }
    }
  }

  private mutating func meet(_ node: Int) {
    order[node] = met
    low[node] = met
    met += 1
    stack.append(Int32(node))
  }

  private mutating func close(_ node: Int) {
    var component: [Int32] = []
    repeat {
      component.append(stack.removeLast())
      low[Int(component[component.count - 1])] = Self.done
    } while component[component.count - 1] != Int32(node)
    if component.count > 1 { members.append(component) }
  }
}
