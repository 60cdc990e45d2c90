import Vocabulary

/// Tries the serial orders of those that findings are about, by value.
struct Trials {
  private let graph: Graph
  /// Nil if the values are not known.
  private var excerpts: Excerpts?

  init(_ graph: Graph) {
    self.graph = graph
    excerpts = Excerpts(graph)
  }

  /// What values say of a finding, the component of whose cycle is given; of a dirty read, whether
  /// some order of all fits.
  mutating func trial(of finding: Finding, in component: [Int32]) -> Trial {
    let own = finding.transactions.compactMap { id in
      graph.record.place(of: id).map { graph.commits.nodes[Int($0)] }
    }
    let nodes = finding.isDirtyRead ? own.suffix(1) : own
    let members = component.sorted()
    if !finding.isDirtyRead, let order = order(ofThemAlone: members) { return .fits(order) }
    if let order = order(amongOthers: all) { return .fits(order) }
    for set in [Array(nodes), members, all] where fails(amongOthers: set) {
      return .fails(ids(set))
    }
    return .open
  }

  /// Whether all judged transactions fit into some order.
  mutating func trialOfAll() -> Trial {
    if let order = order(amongOthers: all) { return .fits(order) }
    return fails(amongOthers: all) ? .fails(ids(all)) : .open
  }

  /// All nodes; none if some have been forgotten, as others then may come between any two.
  private var all: [Int32] {
    graph.record.start?.isWhole == true && graph.count <= Trial.most
      ? (0..<Int32(graph.count)).map { $0 } : []
  }

  private func order(ofThemAlone nodes: [Int32]) -> [TransactionID]? {
    guard !nodes.isEmpty, nodes.count <= Trial.most else { return nil }
    return excerpts?.alone(nodes)?.order.map { order in ids(order.map { nodes[$0] }) }
  }

  private mutating func order(amongOthers nodes: [Int32]) -> [TransactionID]? {
    guard !nodes.isEmpty, nodes.count <= Trial.most else { return nil }
    return excerpts?.amongOthers(nodes)?.order.map { order in ids(order.map { nodes[$0] }) }
  }

  private mutating func fails(amongOthers nodes: [Int32]) -> Bool {
    guard !nodes.isEmpty, nodes.count <= Trial.most,
      let excerpt = excerpts?.amongOthers(nodes)
    else { return false }
    return excerpt.order == nil
  }

  private func ids(_ nodes: [Int32]) -> [TransactionID] {
    nodes.map { graph.record.transactions[Int(graph.commits.members[Int($0)])].id }
  }
}
