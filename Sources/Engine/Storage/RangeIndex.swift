import Vocabulary

/// The ranges that transactions have read or wait to read; finds those that hold a key.
///
/// A treap ordered by range and augmented with the greatest upper end below each node (Cormen et
/// al., Introduction to Algorithms, on interval trees; Seidel and Aragon 1996). Entering, leaving
/// and each range found cost the logarithm of the number of different ranges. The priorities are
/// scrambled counts, so that equal histories build equal trees.
struct RangeIndex<Owner: Sendable>: Sendable {
  private struct Node: Sendable {
    let range: KeyRange
    var owners: [Owner]
    let priority: UInt64
    var left: Int?
    var right: Int?
    var reach: Key?
  }

  private var nodes: [Node] = []
  private var free: [Int] = []
  private var root: Int?
  private var seed: UInt64 = 0

  var isEmpty: Bool { root == nil }

  mutating func insert(_ range: KeyRange, _ owner: Owner) {
    guard !range.isEmpty else { return }
    if let known = find(range) {
      nodes[known].owners.append(owner)
      return
    }
    let (left, right) = split(root, at: range)
    root = merge(merge(left, newNode(range, owner)), right)
  }

  mutating func remove(_ range: KeyRange, where leaves: (Owner) -> Bool) {
    guard let known = find(range) else { return }
    nodes[known].owners.removeAll(where: leaves)
    if nodes[known].owners.isEmpty { root = removing(range, from: root) }
  }

  /// The owners of every range that holds the key.
  func owners(of key: Key) -> [Owner] {
    var found: [Owner] = []
    collect(key, from: root, into: &found)
    return found
  }

  private func collect(_ key: Key, from index: Int?, into found: inout [Owner]) {
    guard let index, nodes[index].reach.map({ key < $0 }) ?? true else { return }
    collect(key, from: nodes[index].left, into: &found)
    guard nodes[index].range.low <= key else { return }
    if nodes[index].range.contains(key) { found += nodes[index].owners }
    collect(key, from: nodes[index].right, into: &found)
  }

  private func find(_ range: KeyRange) -> Int? {
    var index = root
    while let here = index, nodes[here].range != range {
      index = range.isOrdered(before: nodes[here].range) ? nodes[here].left : nodes[here].right
    }
    return index
  }

  private mutating func newNode(_ range: KeyRange, _ owner: Owner) -> Int {
    seed &+= 0x9E37_79B9_7F4A_7C15
    var mixed = seed
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    let node = Node(
      range: range, owners: [owner], priority: mixed ^ (mixed >> 31), reach: range.high)
    guard let index = free.popLast() else {
      nodes.append(node)
      return nodes.count - 1
    }
    nodes[index] = node
    return index
  }

  /// The nodes before the range, and those from it on.
  private mutating func split(_ index: Int?, at range: KeyRange) -> (Int?, Int?) {
    guard let index else { return (nil, nil) }
    if nodes[index].range.isOrdered(before: range) {
      let (middle, right) = split(nodes[index].right, at: range)
      nodes[index].right = middle
      update(index)
      return (index, right)
    }
    let (left, middle) = split(nodes[index].left, at: range)
    nodes[index].left = middle
    update(index)
    return (left, index)
  }

  /// Joins two trees, all of the first before all of the second.
  private mutating func merge(_ left: Int?, _ right: Int?) -> Int? {
    guard let left else { return right }
    guard let right else { return left }
    if nodes[left].priority > nodes[right].priority {
      nodes[left].right = merge(nodes[left].right, right)
      update(left)
      return left
    }
    nodes[right].left = merge(left, nodes[right].left)
    update(right)
    return right
  }

  private mutating func removing(_ range: KeyRange, from index: Int?) -> Int? {
    guard let index else { return nil }
    if nodes[index].range == range {
      free.append(index)
      return merge(nodes[index].left, nodes[index].right)
    }
    if range.isOrdered(before: nodes[index].range) {
      nodes[index].left = removing(range, from: nodes[index].left)
    } else {
      nodes[index].right = removing(range, from: nodes[index].right)
    }
    update(index)
    return index
  }

  private mutating func update(_ index: Int) {
    var reach = nodes[index].range.high
    for child in [nodes[index].left, nodes[index].right] {
      guard let child, let ours = reach else { continue }
      reach = nodes[child].reach.map { max($0, ours) }
    }
    nodes[index].reach = reach
  }
}

extension KeyRange {
  /// By lower end, then by upper end; no upper end comes last.
  fileprivate func isOrdered(before other: KeyRange) -> Bool {
    guard low == other.low else { return low < other.low }
    guard let high else { return false }
    return other.high.map { high < $0 } ?? true
  }
}
