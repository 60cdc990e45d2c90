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
  /// - Parameters:
  ///   - events: the whole history, from state 0 on; at most 2,147,483,647 events.
  ///   - initial: what was there in state 0; nil if that is not known. Then each key holds there
  ///     what the first look at it saw, no serial order is tried by value, and only reads tell
  ///     whether the first deletion of a key found something.
  /// - Throws: the first contradiction between an event and the events before it.
  public init(
    of events: some Sequence<Event>, initial: [Key: Value]? = nil
  ) throws(Contradiction) {
    var wrong: Contradiction?
    let record = Record(of: events, from: initial.map { Start($0) }, wrong: &wrong)
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

  /// Whether a serial order fits the values, for each of the findings in their order.
  ///
  /// Costs at most the running of 4 * 5,040 orders of seven transactions for each, mostly far less,
  /// and the versions of the keys that they have touched.
  public func trials() -> [Trial] { Findings(in: graph).trials(of: findings) }

  /// Whether some serial order of all committed transactions shows the same values.
  ///
  /// Of many only their findings tell that none does. Costs as much as `trials()`.
  public func trialOfAll() -> Trial {
    var trials = Trials(graph)
    let whole = trials.trialOfAll()
    guard whole == .open else { return whole }
    return self.trials().first { if case .fails = $0 { true } else { false } } ?? .open
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

  /// The anomalies that a transaction takes part in, the worst first, and what values say of each:
  /// its dirty reads, of each writer and reader one of a kind, and the worst shortest cycle through
  /// it, from the transaction with the least number on.
  ///
  /// Costs as much as `worstShortestCycle(through:)` and `trials()`.
  public func findings(involving transaction: TransactionID) -> [(finding: Finding, trial: Trial)] {
    let findings = Findings(in: graph)
    let found = findings.all(involving: transaction)
    return Array(zip(found, findings.trials(of: found)))
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
