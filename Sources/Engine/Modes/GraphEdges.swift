import Vocabulary

/// Finding edges: who comes before whom along the chain of a key.
///
/// Along a chain, the writer of a version comes before its readers, and both come before the
/// writer of the next version. So from a touch an edge leads to the next writer of the mode, and to
/// those who read what others have put between. The rest follows from the edges of those.
extension Database {
  /// The edges between a transaction that is about to commit and those that have committed, if it
  /// writes these keys.
  ///
  /// Where only transactions of other modes stand between its read and its write of a key, an edge
  /// leads from it to itself.
  func edges(of id: TransactionID, writing slots: [SlotID]) -> CommittedGraph.Edges {
    var found = EdgeList(of: id)
    let (snapshot, written) = (self[id].snapshot, Set(slots))
    for read in self[id].reads.points {
      let touch = Touch.read(read, by: id, snapshot)
      findEdges(of: touch, at: read.slot, isWritten: written.contains(read.slot), &found)
    }
    for read in self[id].rangeReads {
      let touch = Touch.read(read, by: id, snapshot)
      for slot in keys.ordered(in: read.range) where !read.own.contains(slot) {
        findEdges(of: touch, at: slot, isWritten: written.contains(slot), &found)
      }
    }
    for slot in slots {
      let touch = Touch.write(by: id, state + 1)
      let last = graph.writers(of: slot).last
      if let last { found.add(GraphEdge(slot: slot, first: last, second: touch)) }
      for reader in graph.readers(of: slot, keys[slot].key)
      where reader.state >= last?.state ?? 0 {
        found.add(GraphEdge(slot: slot, first: reader, second: touch))
      }
    }
    return found.edges
  }

  private func findEdges(
    of read: Touch, at slot: SlotID, isWritten: Bool, _ found: inout EdgeList
  ) {
    let seen = keys.version(of: slot, asOf: read.state)?.state ?? 0
    let missed = keys.firstVersion(of: slot, after: read.state)?.state ?? .max
    let writers = graph.writers(of: slot)
    let last = writers.last { $0.state <= seen }
    let next = writers.first { $0.state >= missed }
    if let last { found.add(GraphEdge(slot: slot, first: last, second: read)) }
    if let next { found.add(GraphEdge(slot: slot, first: read, second: next)) }
    for reader in graph.readers(of: slot, keys[slot].key) {
      if last?.state ?? 0 <= reader.state, reader.state < seen {
        found.add(GraphEdge(slot: slot, first: reader, second: read))
      } else if missed <= reader.state, reader.state < next?.state ?? .max {
        found.add(GraphEdge(slot: slot, first: read, second: reader))
      }
    }
    if isWritten, missed < .max, next == nil {
      let write = Touch.write(by: read.transaction, state + 1)
      found.add(GraphEdge(slot: slot, first: read, second: write))
    }
  }

  /// The transaction commits, and is remembered with these edges.
  mutating func enterGraph(_ id: TransactionID, _ edges: CommittedGraph.Edges) {
    let transaction = self[id]
    graph.add(
      CommittedGraph.Node(
        id: id, snapshot: transaction.snapshot, state: state + 1, committedAt: transaction.step,
        reads: transaction.reads.points, rangeReads: transaction.rangeReads,
        writes: transaction.claims),
      edges)
  }
}

/// The edges of one transaction as they are found: the first with each other one, each way.
private struct EdgeList {
  private let id: TransactionID
  private(set) var edges = CommittedGraph.Edges()
  private var before: Set<TransactionID> = []
  private var after: Set<TransactionID> = []

  init(of id: TransactionID) { self.id = id }

  mutating func add(_ edge: GraphEdge) {
    if edge.second.transaction == id, before.insert(edge.first.transaction).inserted {
      edges.incoming.append(edge)
    }
    if edge.first.transaction == id, after.insert(edge.second.transaction).inserted {
      edges.outgoing.append(edge)
    }
  }
}
