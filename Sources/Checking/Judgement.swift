public import Vocabulary

/// What an independent judge says of a history: it reads the events and nothing else.
///
/// The judge builds the direct serialization graph of the committed transactions (Adya 1999) and
/// looks for cycles in it. Version order is commit order. Transactions that are still open prove
/// nothing; those that were aborted count only through the reads of what they wrote.
///
/// Making one costs time and memory linear in the events, the rows of scans, and the versions
/// written in a scan's range while its transaction was concurrent with others; and a logarithm
/// where versions or keys are searched.
public struct Judgement: Sendable {
  /// Every anomaly, the worst first: each dirty read, and of each strongly connected component the
  /// shortest cycle of the worst class.
  public let findings: [Finding]

  let record: Record
  let graph: Graph

  /// Judges a history.
  ///
  /// - Parameter events: the whole history, from state 0 on; at most 2,147,483,647 events.
  /// - Throws: the first contradiction between an event and the events before it.
  public init(of events: some Sequence<Event>) throws(Contradiction) {
    var wrong: Contradiction?
    let record = Record(of: events, wrong: &wrong)
    let lineup = Lineup(of: record)
    let chains = Chains(record, lineup)
    let seen = [
      wrong, chains.contradiction(in: record, lineup),
      Omissions.contradiction(in: record, chains, KeyOrder(record)),
    ]
    if let first = seen.compactMap({ $0 }).min(by: { $0.event < $1.event }) { throw first }
    self.record = record
    graph = Graph(record, lineup, chains)
    findings = Findings(in: graph).all
  }

  /// The worst finding that the promise forbids; nil if the history keeps the promise.
  public func violation(of promise: Promise) -> Finding? {
    findings.first.flatMap { promise.forbids($0.phenomenon) ? $0 : nil }
  }

  /// A serial order of the committed transactions in which every read sees the same version; nil if
  /// there is none.
  ///
  /// Of those that can come next always the one that committed first is taken. What was read of
  /// transactions that are still open is left out. Costs the size of the graph, and a logarithm.
  public func serialOrder() -> [TransactionID]? {
    findings.isEmpty ? graph.serialOrder() : nil
  }

  /// The shortest cycle of the worst class that a committed transaction lies on; nil if it lies on
  /// none.
  ///
  /// Costs the size of the graph, and that of the transaction's component for each class.
  public func worstShortestCycle(through transaction: TransactionID) -> Finding? {
    guard let place = record.place(of: transaction), graph.lineup.nodes[Int(place)] != Lineup.none
    else { return nil }
    return Findings(in: graph).worst(through: graph.lineup.nodes[Int(place)])
  }

  /// The worst anomaly that a transaction takes part in: a dirty read, or the worst shortest cycle
  /// through it, from the transaction with the least number on; nil if there is none.
  ///
  /// Costs as much as `worstShortestCycle(through:)`.
  public func worst(involving transaction: TransactionID) -> Finding? {
    Findings(in: graph).worst(involving: transaction)
  }

  /// The event that wrote the version of the key, counted from 0.
  ///
  /// Of an absence it is the deletion that was seen. Nil where nobody had written the key, for a
  /// version of T0's, and for one that is not in the history. Costs a few searches.
  public func event(writing version: VersionID, of key: Key) -> Int? {
    guard let key = record.keys.known(key) else { return nil }
    switch version {
    case .written(let id, let number):
      guard let writer = record.place(of: id),
        let first = record.firstWrite(of: key, by: writer)
      else { return nil }
      let place = record.writes(of: writer).first { place in
        place >= first && record.writes[place].key == key && record.writes[place].number == number
      }
      return place.map { Int(record.writes[$0].event) }
    case .absent(let state):
      guard 0...record.committed.count ~= state else { return nil }
      let version = graph.chains.version(of: key, after: Int32(state))
      guard graph.chains.versions(of: key).contains(version) else { return nil }
      return Int(record.writes[Int(graph.chains.writes[version])].event)
    }
  }

  /// Every dependency between two committed transactions, by the first one's commit.
  ///
  /// Costs the number of dependencies, which for scans over wide ranges can be the product of scans
  /// and keys.
  public func dependencies() -> [Dependency] {
    let whole = Graph(record, graph.lineup, graph.chains, isComplete: true)
    return whole.edges.map(whole.dependency)
  }
}

extension Graph {
  func serialOrder() -> [TransactionID]? {
    var order = SerialOrder(of: self)
    return order.nodes()?.map { record.transactions[Int(lineup.members[Int($0)])].id }
  }
}
