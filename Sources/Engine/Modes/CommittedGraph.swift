import Vocabulary

/// Committed transactions of serialization-graph that still matter, and which comes before which.
///
/// An edge is found when the later of its two transactions commits. One that leads *from* the new
/// transaction leads to one that committed after its BEGIN, so every new cycle passes through a
/// node that is concurrent with an open transaction. A node that neither is concurrent with one nor
/// can be reached from such a node is forgotten. As there are no cycles, counting finds it: a node
/// that is not concurrent goes when the last edge that leads to it has gone.
struct CommittedGraph: Sendable {
  struct Node: Sendable {
    let id: TransactionID
    let snapshot: Timestamp
    /// What its commit made, and when.
    let state: Timestamp
    let committedAt: StepNumber
    let reads: [PointRead]
    let rangeReads: [RangeRead]
    let writes: [SlotID]
    var outgoing: [GraphEdge] = []
    /// How many edges lead to it.
    var incoming = 0
    /// Whether a transaction is open that began before its commit.
    var isConcurrent = true
  }

  /// The edges of a transaction that is about to commit, to and from each other one at most one.
  struct Edges: Sendable {
    var incoming: [GraphEdge] = []
    var outgoing: [GraphEdge] = []
  }

  private(set) var nodes: [TransactionID: Node] = [:]
  /// The open transactions of the mode, in the order of BEGIN.
  private(set) var open: [(id: TransactionID, snapshot: Timestamp)] = []
  /// The nodes that are concurrent with one of those, in the order of commit.
  private(set) var concurrent: Queue<TransactionID> = []
  /// Of each key the touches of the nodes, in the order of commit; ranges stand apart.
  private(set) var writers: [SlotID: [Touch]] = [:]
  private(set) var readers: [SlotID: [Touch]] = [:]
  private var rangeReaders = RangeIndex<RangeMark>()

  /// The writers of the key, in the order of commit.
  func writers(of slot: SlotID) -> [Touch] { writers[slot] ?? [] }

  /// The readers of the key, itself or through a range; those that did both are there twice.
  func readers(of slot: SlotID, _ key: Key) -> [Touch] {
    let direct = readers[slot] ?? []
    guard !rangeReaders.isEmpty else { return direct }
    return direct
      + rangeReaders.owners(of: key).compactMap { mark in
        guard let node = nodes[mark.transaction] else { return nil }
        let read = node.rangeReads[mark.read]
        return read.own.contains(slot) ? nil : .read(read, by: node.id, node.snapshot)
      }
  }

  // MARK: Coming and going

  mutating func begin(_ id: TransactionID, snapshot: Timestamp) { open.append((id, snapshot)) }

  mutating func add(_ node: Node, _ edges: Edges) {
    nodes[node.id] = node
    nodes[node.id]?.outgoing = edges.outgoing
    nodes[node.id]?.incoming = edges.incoming.count
    for edge in edges.incoming { nodes[edge.first.transaction]?.outgoing.append(edge) }
    for edge in edges.outgoing { nodes[edge.second.transaction]?.incoming += 1 }
    for slot in node.writes { writers[slot, default: []].append(.write(by: node.id, node.state)) }
    for read in node.reads {
      readers[read.slot, default: []].append(.read(read, by: node.id, node.snapshot))
    }
    for (index, read) in node.rangeReads.enumerated() {
      rangeReaders.insert(read.range, RangeMark(transaction: node.id, read: index, order: 0))
    }
    concurrent.append(node.id)
  }

  /// A transaction has ended; after a commit its node is there already.
  mutating func end(_ id: TransactionID) {
    open.remove(at: open.partitioningIndex { $0.id >= id })
    let oldest = open.first?.snapshot ?? .max
    while let first = concurrent.first, let node = nodes[first], node.state <= oldest {
      concurrent.removeFirst()
      nodes[first]?.isConcurrent = false
      if node.incoming == 0 { forget(first) }
    }
  }

  /// Forgets all nodes, although cycles through them may still close; how many there were.
  mutating func forgetCommitted() -> Int {
    defer {
      (nodes, concurrent, writers, readers, rangeReaders) = ([:], [], [:], [:], RangeIndex())
    }
    return nodes.count
  }

  /// Forgets a node, and then those that no edge leads to any more.
  private mutating func forget(_ id: TransactionID) {
    var useless = [id]
    while let id = useless.popLast(), let node = nodes.removeValue(forKey: id) {
      removeTouches(of: node)
      for next in node.outgoing.map({ $0.second.transaction }) {
        nodes[next]?.incoming -= 1
        if let node = nodes[next], node.incoming == 0, !node.isConcurrent { useless.append(next) }
      }
    }
  }

  private mutating func removeTouches(of node: Node) {
    for slot in node.writes { Self.remove(node.id, from: &writers, at: slot) }
    for read in node.reads { Self.remove(node.id, from: &readers, at: read.slot) }
    for read in node.rangeReads {
      rangeReaders.remove(read.range) { $0.transaction == node.id }
    }
  }

  private static func remove(
    _ id: TransactionID, from touches: inout [SlotID: [Touch]], at slot: SlotID
  ) {
    touches[slot]?.removeAll { $0.transaction == id }
    if touches[slot]?.isEmpty == true { touches[slot] = nil }
  }

  // MARK: Cycles

  /// The edges of the shortest cycle through a transaction with these edges, in order from it; nil
  /// if there is none.
  ///
  /// Of equally short ones the one whose edges were found first. Costs the size of the graph.
  func shortestCycle(closedBy edges: Edges) -> [GraphEdge]? {
    var closing: [TransactionID: GraphEdge] = [:]
    for edge in edges.incoming.reversed() { closing[edge.first.transaction] = edge }
    var queue = edges.outgoing
    var reachedBy: [TransactionID: GraphEdge] = [:]
    var index = 0
    while index < queue.count {
      let edge = queue[index]
      index += 1
      let here = edge.second.transaction
      guard reachedBy[here] == nil else { continue }
      if let last = closing[here] {
        let way = sequence(first: edge) { reachedBy[$0.first.transaction] }
        return way.reversed() + (last.second.transaction == here ? [] : [last])
      }
      reachedBy[here] = edge
      queue += nodes[here]?.outgoing ?? []
    }
    return nil
  }
}
