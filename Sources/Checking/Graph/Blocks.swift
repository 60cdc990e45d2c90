/// Stretches of the commit order over which no dependency leads back.
///
/// An edge that leads forward from one block to a later one lies on no cycle: nothing leads back
/// between them. So each component lies within one block, and only edges within blocks are kept.
struct Blocks: Sendable {
  /// The first node of each node's block, and the node after its last.
  private var starts: [Int32]
  private var ends: [Int32]

  /// - Parameters:
  ///   - count: how many nodes there are.
  ///   - visit: reports the source and target of every edge, at least of those that lead back.
  init(count: Int, _ visit: ((_ source: Int, _ target: Int) -> Void) -> Void) {
    // How many edges lead back over the step from each node to the next, as differences.
    var over = [Int32](repeating: 0, count: count + 1)
    visit { source, target in
      guard target < source else { return }
      over[target] += 1
      over[source] -= 1
    }
    starts = Array(repeating: 0, count: count)
    ends = Array(repeating: 0, count: count)
    var (start, open): (Int, Int32) = (0, 0)
    for node in 0..<count {
      starts[node] = Int32(start)
      open += over[node]
      guard open == 0 else { continue }
      for member in start...node { ends[member] = Int32(node + 1) }
      start = node + 1
    }
  }

  /// One block with all nodes.
  init(whole count: Int) {
    starts = Array(repeating: 0, count: count)
    ends = Array(repeating: Int32(count), count: count)
  }

  /// The block of the node.
  subscript(node: Int) -> Range<Int> { Int(starts[node])..<Int(ends[node]) }
}
