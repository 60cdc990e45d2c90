public import Vocabulary

/// The history in which a victim, the *ghost*, commits where it was aborted.
///
/// It is judged among all committed transactions but those that are disturbed: what these would
/// have done nobody knows.
public struct Counterfactual {
  private let record: Record
  private let ghost: Int32
  private let aftermath: Aftermath
  private let graph: Graph
  /// The event at which the last of those ended that lead to the ghost, itself among them.
  ///
  /// A transaction that took its view later can lead to none of them: an edge to a transaction
  /// comes from a read of something older than it wrote, or from a write that it has read or
  /// replaced.
  private let latest: Int32
  private let isNeeded: Bool

  init(of ghost: Int32, in record: Record) {
    (self.record, self.ghost) = (record, ghost)
    aftermath = Aftermath(record, ghost: ghost)
    let commits = CommitOrder(of: record, ghost: ghost, without: aftermath.first)
    graph = Graph(record, commits, Chains(record, commits))
    let node = commits.nodes[Int(ghost)]
    isNeeded = graph.components.contains { $0.contains(node) }
    latest = graph.sources(of: node).reduce(0) { latest, node in
      max(latest, record.transactions[Int(commits.members[Int(node)])].ended)
    }
  }

  /// The verdict, as far as can be said by now.
  public var verdict: Verdict {
    if isNeeded { return .needed }
    return spoilers.isEmpty ? .notNeeded : .notDecided
  }

  /// The verdict with its reason.
  public var need: Need {
    let findings = Findings(in: graph)
    if let cycle = findings.worst(through: graph.commits.nodes[Int(ghost)]) {
      return .needed(cycle)
    }
    if let first = spoilers.min(by: { $0.event < $1.event }) {
      return .notDecided(disturbance(first))
    }
    return .notNeeded(
      order: findings.all.isEmpty ? graph.serialOrder() : nil,
      apart: apart.map { record.transactions[Int($0)].id })
  }

  /// The committed transactions that are disturbed, in the order of their commits.
  private var apart: [Int32] { record.committed.filter { aftermath.first[$0] != nil } }

  /// Whether a serial order fits the values of a needed abort; nil if the abort was not needed.
  ///
  /// Where a transaction is disturbed, it is not known which values would have helped. Costs the
  /// running of some thousand orders.
  public var trial: Trial? {
    guard isNeeded else { return nil }
    let trial = Findings(in: graph).trial(ofCycleThrough: graph.commits.nodes[Int(ghost)])
    if case .fails = trial, !apart.isEmpty { return .open }
    return trial
  }

  /// The transactions whose end may still change the verdict, in the order of BEGIN; empty once it
  /// is final.
  ///
  /// A DEFERRABLE transaction counts while it waits to begin. A cycle does not go away. Without
  /// one, only who took its view before the latest end of those
  /// that lead to the ghost can come to lead there itself.
  public var awaited: [TransactionID] {
    guard !isNeeded else { return [] }
    let open = record.transactions.filter { $0.isOpen && $0.view < latest }.map { $0.id }
    return open + record.deferred.filter { $0.value < latest }.map { $0.key }.sorted()
  }

  // MARK: The disturbed

  /// The disturbed transactions that might have led back to the ghost, by their first reads.
  private var spoilers: [Aftermath.Look] {
    record.committed.compactMap { aftermath.first[$0] }.filter(mightLeadBack)
  }

  /// What a transaction without snapshot did before its first disturbed read stands, and what it
  /// reads then is the newest there is.
  private func mightLeadBack(_ look: Aftermath.Look) -> Bool {
    let reader = record.transactions[Int(look.reader)]
    guard !reader.mode.readsSnapshot else { return reader.view < latest }
    return look.event < latest || Standing(graph, ghost: ghost).leadsBack(from: look)
  }

  private func disturbance(_ look: Aftermath.Look) -> Disturbance {
    let reader = record.transactions[Int(look.reader)]
    return Disturbance(
      transaction: reader.id, step: StepNumber(look.step), key: record.keys[look.key],
      beganLater: reader.begun > record.transactions[Int(ghost)].ended,
      isCertain: aftermath.isOtherwise(look))
  }
}

extension Graph {
  /// The nodes from which edges lead to the node, itself among them.
  ///
  /// If the graph is not complete they are those of its block; others all ended before.
  func sources(of node: Int32) -> Set<Int32> {
    let (incoming, starts) = edges.bucketed(into: count) { $0.target }
    var found: Set = [node]
    var next = [node]
    while let target = next.popLast() {
      for edge in incoming[starts.bucket(target)] where found.insert(edge.source).inserted {
        next.append(edge.source)
      }
    }
    return found
  }
}
