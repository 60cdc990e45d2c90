/// The direct serialization graph of the judged transactions (Adya 1999, definition 8).
///
/// Nodes stand in commit order. Without `isComplete` only edges within a block are kept: all those
/// that can lie on a cycle.
struct Graph: Sendable {
  let record: Record
  let commits: CommitOrder
  let chains: Chains
  /// The edges by source, and where those of each node start.
  let edges: [Edge]
  let starts: [Int32]
  let gaps: [Gap]

  var count: Int { commits.members.count }

  func edges(from node: Int32) -> ArraySlice<Edge> { edges[starts.bucket(node)] }

  init(_ record: Record, _ commits: CommitOrder, _ chains: Chains, isComplete: Bool = false) {
    var collector = EdgeCollector(record, commits, chains)
    let count = commits.members.count
    let blocks =
      isComplete
      ? Blocks(whole: count) : Blocks(count: count) { collector.visitBackwardEdges($0) }
    collector.collect(within: blocks)
    (self.record, self.commits, self.chains) = (record, commits, chains)
    (edges, starts) = collector.edges.bucketed(into: count) { $0.source }
    gaps = collector.gaps
  }

  /// The components in which every node can be reached from every other, of two nodes or more.
  var components: [[Int32]] {
    StrongComponents(starts: starts, targets: edges.map { $0.target }).members
  }
}
