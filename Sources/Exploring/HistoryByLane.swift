import Checking
import Sessions
import Vocabulary

/// The history of a run to its end, with transactions numbered lane by lane, so that the numbers
/// do not depend on the order.
struct HistoryByLane {
  let events: [Event]
  let doubts: [ReadDoubt]

  init(of end: SessionRunner, _ program: ConcurrentProgram) {
    let byLane = program.lanes.flatMap { lane in
      end.records.filter { $0.session == lane.session }.map { $0.id }
    }
    // The initial transaction keeps its number.
    var numbers = (0...end.records.count).map { TransactionID($0) }
    for (place, id) in byLane.enumerated() { numbers[id.number] = TransactionID(place + 1) }
    events = end.history.map { $0.renumbered(numbers) }
    doubts = end.place.doubts.map { $0.renumbered(numbers) }
  }
}

/// The judgement on a history: its traits, and the classes of its anomalies.
struct Judged: Sendable {
  let traits: Set<Trait>
  let classes: Set<Phenomenon>

  init(_ history: HistoryByLane, from initial: [Key: Value]) {
    let judgements = try? Judgements(of: history.events, initial: initial, history.doubts)
    guard let judgements else {
      preconditionFailure("what contradicts itself is entered in no history")
    }
    var traits: Set<Trait> = []
    let findings = judgements.findings
    for finding in findings { traits.insert(.anomaly(slug: finding.anomaly.slug)) }
    if judgements.isLikelyWrong { traits.insert(.undecided) }
    for case .abort(let id, _, let reason?) in history.events {
      if reason.kind == .deadlock { traits.insert(.deadlock) }
      if let verdict = judgements.verdict(on: id) { traits.insert(Trait(verdict)) }
    }
    self.traits = traits
    classes = Set(findings.map { $0.phenomenon })
  }
}

extension Event {
  /// The same with other numbers for the transactions.
  fileprivate func renumbered(_ numbers: [TransactionID]) -> Event {
    func new(_ id: TransactionID) -> TransactionID { numbers.new(id) }
    func new(_ version: VersionID) -> VersionID { version.renumbered(numbers) }
    func new(_ rows: [Row]) -> [Row] { rows.map { Row($0.key, new($0.version)) } }
    switch self {
    case .begin(let id, let mode, let readOnly, let snapshot):
      return .begin(new(id), mode: mode, readOnly: readOnly, snapshot: snapshot)
    case .read(let id, let step, let key, let version):
      return .read(new(id), step: step, key: key, version: new(version))
    case .scan(let id, let step, let scan):
      return .scan(
        new(id), step: step,
        Scan(
          range: scan.range, own: scan.own, rows: new(scan.rows), absent: new(scan.absent),
          asOf: scan.asOf))
    case .write(let id, let step, let key, let number, let value):
      return .write(new(id), step: step, key: key, number: number, value: value)
    case .undo(let id, let step, let key, let number):
      return .undo(new(id), step: step, key: key, number: number)
    case .wait(let id, let step, let others):
      return .wait(new(id), step: step, on: others.map(new))
    case .endOfWait(let id, let step): return .endOfWait(new(id), step: step)
    case .commit(let id, let step, let state): return .commit(new(id), step: step, state: state)
    case .abort(let id, let step, let reason): return .abort(new(id), step: step, reason: reason)
    }
  }
}

extension VersionID {
  fileprivate func renumbered(_ numbers: [TransactionID]) -> VersionID {
    guard case .written(let id, let number) = self else { return self }
    return .written(by: numbers.new(id), number: number)
  }
}

extension ReadDoubt {
  fileprivate func renumbered(_ numbers: [TransactionID]) -> ReadDoubt {
    ReadDoubt(
      numbers.new(transaction), look: look, key: key,
      versions: versions.map { $0.renumbered(numbers) })
  }
}

extension [TransactionID] {
  /// The new number of a transaction of the run; others keep theirs.
  fileprivate func new(_ id: TransactionID) -> TransactionID {
    indices.contains(id.number) ? self[id.number] : id
  }
}
