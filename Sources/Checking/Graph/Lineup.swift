import Vocabulary

/// The transactions that are judged, numbered from 0 in commit order: the nodes of the graph.
struct Lineup: Sendable {
  /// The transaction of each node.
  private(set) var members: [Int32]
  /// The node of each transaction; `none` where it is not judged.
  private(set) var nodes: [Int32]
  /// How many nodes each state holds, from state 0 on.
  private var counts: [Int32]
  /// Of a ghost: the event of its abort, where it commits instead.
  private let cut: Int32

  static let none: Int32 = -1

  /// Every committed transaction.
  init(of record: Record) {
    members = record.committed
    nodes = Array(repeating: Self.none, count: record.transactions.count)
    counts = (0...Int32(record.committed.count)).map { $0 }
    cut = .max
    for (node, member) in members.enumerated() { nodes[Int(member)] = Int32(node) }
  }

  /// A ghost, which commits where it was aborted, and the committed transactions that had begun.
  init(of record: Record, ghost: Int32) {
    let cut = record.transactions[Int(ghost)].ended
    self.cut = cut
    members = []
    nodes = Array(repeating: Self.none, count: record.transactions.count)
    counts = [0]
    var isPresent = false
    for member in record.committed {
      let transaction = record.transactions[Int(member)]
      if transaction.ended > cut, !isPresent {
        members.append(ghost)
        isPresent = true
      }
      if transaction.begun < cut { members.append(member) }
      counts.append(Int32(members.count))
    }
    if !isPresent { members.append(ghost) }
    for (node, member) in members.enumerated() { nodes[Int(member)] = Int32(node) }
  }

  /// How many nodes a state holds.
  func count(asOf state: Int32) -> Int32 { counts[Int(state)] }

  /// Whether what the node's transaction reads at that event counts.
  ///
  /// What a mode without snapshot reads after the ghost's commit would have been something else.
  func admits(_ event: Int32, in record: Record, of node: Int) -> Bool {
    event < cut || record.transactions[Int(members[node])].mode.readsSnapshot
  }
}
