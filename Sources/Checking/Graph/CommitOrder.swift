import Vocabulary

/// The transactions that are judged, numbered from 0 in commit order: the nodes of the graph.
struct CommitOrder: Sendable {
  /// The transaction of each node.
  private(set) var members: [Int32]
  /// The node of each transaction; `none` where it is not judged.
  private(set) var nodes: [Int32]
  /// How many nodes each state holds, from state 0 on.
  private var counts: [Int32]

  static let none: Int32 = -1

  /// Every committed transaction.
  init(of record: Record) {
    members = record.committed
    nodes = Array(repeating: Self.none, count: record.transactions.count)
    counts = (0...Int32(record.committed.count)).map { $0 }
    for (node, member) in members.enumerated() { nodes[Int(member)] = Int32(node) }
  }

  /// A ghost, which commits where it was aborted, and the committed transactions but the disturbed.
  init(of record: Record, ghost: Int32, without disturbed: [Int32: Aftermath.Look]) {
    let cut = record.transactions[Int(ghost)].ended
    members = []
    nodes = Array(repeating: Self.none, count: record.transactions.count)
    counts = [0]
    var isPresent = false
    for member in record.committed {
      if record.transactions[Int(member)].ended > cut, !isPresent {
        members.append(ghost)
        isPresent = true
      }
      if disturbed[member] == nil { members.append(member) }
      counts.append(Int32(members.count))
    }
    if !isPresent { members.append(ghost) }
    for (node, member) in members.enumerated() { nodes[Int(member)] = Int32(node) }
  }

  /// How many nodes a state holds.
  func count(asOf state: Int32) -> Int32 { counts[Int(state)] }

  /// How many nodes had committed before the event.
  func count(before event: Int32, in record: Record) -> Int32 {
    Int32(members.indices.partitioned { record.transactions[Int(members[$0])].ended < event })
  }
}
