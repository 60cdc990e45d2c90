import Vocabulary

/// The part of a history that can still matter, as a history of its own.
///
/// The forgotten transactions are those to which nothing leads from those that are kept. So all
/// that they wrote counts as T0's, and states are counted from the last of them.
struct Window: Sendable {
  private(set) var events: [Event] = []
  /// The transactions that have not ended, and the DEFERRABLE ones that wait to begin.
  private(set) var open: Set<TransactionID> = []
  /// The deferred transaction whose wait the last event ended: it begins now, or not at all.
  private var lapsing: TransactionID?
  /// The state that the last forgotten commit made.
  private(set) var forgotten: Timestamp = 0
  /// What was there at first, and before the first event that is kept; nil if it is not known.
  private var start: Start?
  private var state: Timestamp = 0
  private var members: Set<TransactionID> = []
  /// At this number of events it is time to look for what can be forgotten.
  private var limit = Self.least

  private static let least = 256

  init(from initial: [Key: Value]?) { start = initial.map { Start($0) } }

  /// Takes the next event.
  ///
  /// - Returns: a deferred transaction that will not begin after all, if that shows now.
  mutating func append(_ event: Event) -> TransactionID? {
    let gone = lapsing.flatMap { id in event.isBegin(of: id) ? nil : id }
    if let gone { open.remove(gone) }
    lapsing = nil
    switch event {
    case .begin(let id, _, _, _):
      members.insert(id)
      open.insert(id)
    case .wait(let id, _, _): open.insert(id)
    case .endOfWait(let id, _): lapsing = members.contains(id) ? nil : id
    case .commit(let id, _, let state):
      self.state = state
      open.remove(id)
    case .abort(let id, _, _): open.remove(id)
    default: break
    }
    events.append(event.rebased(by: forgotten, on: members))
    return gone
  }

  /// The anomalies that the transaction, which has just ended, takes part in.
  func sightings(endOf id: TransactionID) -> [Sighting] {
    let record = record
    let commits = CommitOrder(of: record)
    let findings = Findings(in: Graph(record, commits, Chains(record, commits)))
    let found = findings.all(involving: id)
    return zip(found, findings.trials(of: found)).map { Sighting($0, $1, by: id) }
  }

  /// The history in which the victim commits.
  func counterfactual(of victim: TransactionID) -> Counterfactual? {
    let record = record
    return record.place(of: victim).map { Counterfactual(of: $0, in: record) }
  }

  private var record: Record {
    var wrong: Contradiction?
    let record = Record(of: events, from: start, wrong: &wrong)
    assert(wrong == nil, "forgotten events make no contradiction")
    return record
  }

  // MARK: Forgetting

  /// Forgets everything when nothing is open, else now and then what cannot matter any more; but
  /// not the first few transactions, all of whose orders can still be tried.
  ///
  /// - Parameter pinned: aborted transactions that are still judged.
  mutating func forget(pinned: [TransactionID]) {
    if open.isEmpty, pinned.isEmpty, state > Trial.most || events.count > Self.least {
      start?.forget({ _ in true }, in: events)
      (events, members, forgotten, limit) = ([], [], state, Self.least)
    } else if events.count > limit {
      cut(keepingAllSince: open.union(pinned))
      limit = max(Self.least, 2 * events.count)
    }
  }

  private mutating func cut(keepingAllSince oldest: Set<TransactionID>) {
    let record = record
    let first = oldest.compactMap { id in
      record.place(of: id).map { record.transactions[Int($0)].view } ?? record.deferred[id]
    }.min()
    guard let first else { return }
    let concurrent = record.committed.prefix { record.transactions[Int($0)].ended < first }.count
    let past = start(ofBlockWith: concurrent, in: record)
    var kept = Set(record.committed[past...].map { record.transactions[Int($0)].id })
    kept.formUnion(
      record.transactions.filter { $0.ended >= first && $0.state == nil }.map { $0.id })
    kept.formUnion(abortedWriters(readBy: kept, in: record))
    let lost = keysOverwritten(afterReadsBy: kept, in: record)
    start?.forget({ !kept.contains($0) }, in: events, losing: lost)
    members = kept
    forgotten += past
    events = events.filter { kept.contains($0.transaction) || open.contains($0.transaction) }
      .map { $0.rebased(by: past, on: kept) }
  }

  /// The first node of the block: nothing from there on leads to a node before.
  private func start(ofBlockWith node: Int, in record: Record) -> Int {
    guard node < record.committed.count else { return node }
    let commits = CommitOrder(of: record)
    var collector = EdgeCollector(record, commits, Chains(record, commits))
    return Blocks(count: commits.members.count) { collector.visitBackwardEdges($0) }[node]
      .lowerBound
  }

  /// Where one of these has read what a committed writer, who is not among them, then overwrote.
  private func keysOverwritten(
    afterReadsBy kept: Set<TransactionID>, in record: Record
  ) -> Set<Key> {
    let reads = record.reads.filter { read in
      kept.contains(record.transactions[Int(read.transaction)].id) && read.write >= 0
        && !record.isFinal(Int(read.write))
        && !kept.contains(record.transactions[Int(read.writer)].id)
    }
    return Set(reads.map { record.keys[$0.key] })
  }

  /// The transactions that were aborted after one of these had read from it: that read is nobody's
  /// version.
  private func abortedWriters(
    readBy kept: Set<TransactionID>, in record: Record
  ) -> [TransactionID] {
    record.reads.filter { kept.contains(record.transactions[Int($0.transaction)].id) }
      .compactMap { read in
        guard read.writer > 0, record.transactions[Int(read.writer)].isAborted else { return nil }
        return record.transactions[Int(read.writer)].id
      }
  }
}

extension Event {
  fileprivate func isBegin(of transaction: TransactionID) -> Bool {
    if case .begin(transaction, _, _, _) = self { true } else { false }
  }

  /// The transaction of the event.
  fileprivate var transaction: TransactionID {
    switch self {
    case .begin(let id, _, _, _), .read(let id, _, _, _), .scan(let id, _, _),
      .write(let id, _, _, _, _), .undo(let id, _, _, _), .wait(let id, _, _),
      .endOfWait(let id, _), .commit(let id, _, _), .abort(let id, _, _):
      id
    }
  }

  /// The event in a history without the first commits; what others than the members wrote is T0's.
  fileprivate func rebased(by states: Timestamp, on members: Set<TransactionID>) -> Event {
    func rebased(_ version: VersionID, forgotten: VersionID? = nil) -> VersionID {
      switch version {
      case .absent(let state): .absent(asOf: max(0, state - states))
      case .written(let id, _):
        members.contains(id) ? version : forgotten ?? .written(by: .initial, number: 1)
      }
    }
    switch self {
    case .begin(let id, let mode, let readOnly, let snapshot):
      return .begin(
        id, mode: mode, readOnly: readOnly, snapshot: snapshot.map { max(0, $0 - states) })
    case .read(let id, let step, let key, let version):
      return .read(id, step: step, key: key, version: rebased(version))
    case .scan(let id, let step, let scan):
      let rows = scan.rows.map { Row($0.key, rebased($0.version)) }
      let absent = scan.absent.map {
        Row($0.key, rebased($0.version, forgotten: .absent(asOf: 0)))
      }
      return .scan(
        id, step: step,
        Scan(
          range: scan.range, own: scan.own, rows: rows, absent: absent,
          asOf: max(0, scan.asOf - states)))
    case .commit(let id, let step, let state):
      return .commit(id, step: step, state: state - states)
    case .write, .undo, .wait, .endOfWait, .abort: return self
    }
  }
}
