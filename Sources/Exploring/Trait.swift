import Checking
import Engine
import Language
import Sessions
package import Vocabulary

/// Something that can be said of what an order of steps has led to.
package enum Trait: Hashable, Comparable, Sendable {
  /// The judge names the anomaly.
  case anomaly(slug: String)
  /// There is likely an anomaly, but that, or which, depends on which versions were read.
  case undecided
  /// A store gave an answer that nothing explains; the order goes no further.
  case contradiction
  /// The rule of that name did not hold at the start, or not after some commit.
  case ruleBroken(String)
  /// An abort without which there would be a cycle.
  case needed
  /// An abort without which there would be none.
  case notNeeded
  /// An abort without which others would have read otherwise.
  case notDecided
  case deadlock
  /// A command waited.
  case waits
  /// A command was refused.
  case error
  /// A condition of the program, as typed, is true of what is committed at the end.
  case endHolds(String)
  /// It is false, or has no value.
  case endFails(String)

  /// What programs and the names of files call it, and `--show write-skew`.
  package var name: String {
    switch self {
    case .anomaly(let slug): slug
    case .undecided: "anomaly-not-decided"
    case .contradiction: "contradiction"
    case .ruleBroken(let name): name + Self.broken
    case .needed: "abort-needed"
    case .notNeeded: "abort-not-needed"
    case .notDecided: "abort-not-decided"
    case .deadlock: "deadlock"
    case .waits: "waits"
    case .error: "error"
    case .endHolds(let condition): "at the end \(condition)"
    case .endFails(let condition): "at the end not (\(condition))"
    }
  }

  /// Whether it is an answer to a condition of the program, rather than something that happened.
  var isAboutTheEnd: Bool {
    switch self {
    case .endHolds, .endFails: true
    default: false
    }
  }

  /// What tables and sentences call it: a verdict in the words of `.expect`.
  package var text: String {
    switch self {
    case .undecided: "anomaly not decided"
    case .needed: "abort needed"
    case .notNeeded: "abort not needed"
    case .notDecided: "abort not decided"
    default: name
    }
  }

  /// That an abort is judged so.
  package init(_ verdict: Verdict) {
    switch verdict {
    case .needed: self = .needed
    case .notNeeded: self = .notNeeded
    case .notDecided: self = .notDecided
    }
  }

  /// The trait of that name or text, nil if there is none.
  package init?(name: String) {
    let plain: [Trait] = [
      .undecided, .contradiction, .needed, .notNeeded, .notDecided, .deadlock, .waits, .error,
    ]
    if let trait = plain.first(where: { $0.name == name || $0.text == name }) {
      self = trait
    } else if let anomaly = Anomaly.named(name) {
      self = .anomaly(slug: anomaly.slug)
    } else if name.hasSuffix(Self.broken), name.count > Self.broken.count {
      self = .ruleBroken(String(name.dropLast(Self.broken.count)))
    } else {
      return nil
    }
  }

  private static let broken = "-broken"
}

/// What a run to its end has come to, however it came there.
struct Ending: Sendable {
  /// All that the judge and the answers tell; the marks of its steps are not among it.
  let traits: Set<Trait>
  /// The classes of the anomalies.
  let classes: Set<Phenomenon>
  /// The answers of each session in its order, and what is stored.
  let outcome: [String]
  /// The modes of the transactions.
  let modes: Set<IsolationMode>
  /// Whether one of them is in a mode that its BEGIN does not name.
  let takesMode: Bool
}

extension Ending {
  /// Judges a run to its end.
  init(_ replies: [Reply], _ end: SessionRunner, of program: ConcurrentProgram) {
    var traits: Set<Trait> = []
    let numbers = end.numbersByLane(of: program)
    let history = end.history.map { $0.renumbered(numbers) }
    let doubts = end.place.doubts.map { $0.renumbered(numbers) }
    guard let judgements = try? Judgements(of: history, initial: end.initial, doubts) else {
      preconditionFailure("what contradicts itself is entered in no history")
    }
    for finding in judgements.findings { traits.insert(.anomaly(slug: finding.anomaly.slug)) }
    if judgements.isLikelyWrong { traits.insert(.undecided) }
    for case .abort(let id, _, let reason?) in end.history {
      if reason.kind == .deadlock { traits.insert(.deadlock) }
      if let verdict = judgements.verdict(on: numbers[id] ?? id) { traits.insert(Trait(verdict)) }
    }
    var answers = program.lanes.map { _ in "" }
    for part in replies.flatMap({ $0.all }) {
      if case .failed = part.outcome { traits.insert(.error) }
      guard !part.isOnlyPutOff, let lane = program.lane(part.session) else { continue }
      answers[lane] += "\(part.outcome.told)\n"
    }
    for rule in program.start.rules where !rule.holds { traits.insert(.ruleBroken(rule.name)) }
    for condition in program.conditions {
      let source = condition.source
      traits.insert(end.holds(condition) ? .endHolds(source) : .endFails(source))
    }
    let stored = end.database.committedRows(in: .all).map { "\($0.key.text)=\($0.value.text)" }
    self.traits = traits
    classes = Set(judgements.findings.map { $0.phenomenon })
    outcome = answers + stored
    modes = Set(end.records.map { $0.mode })
    takesMode = end.records.contains { $0.takesModeOfLab }
  }
}

extension Reply {
  /// Whether the command's answer is still to come.
  fileprivate var isOnlyPutOff: Bool {
    switch outcome {
    case .waits, .held: true
    default: false
    }
  }
}

extension Outcome {
  /// The answer that a user sees, without anything that depends only on the order.
  fileprivate var told: String {
    switch self {
    case .begun, .wrote, .committed, .cancelled: "ok"
    case .aborted(let abort): "aborted \(abort.kind.rawValue)"
    case .failed(let problem): "error \(problem.kind.rawValue)"
    case .found(let found): found.told
    case .changed(let count): "changed \(count)"
    case .skipped: "skipped"
    case .rolledBack: "rolled back"
    case .waits, .held: ""
    }
  }
}

extension Found {
  fileprivate var told: String {
    switch self {
    case .value(_, let value): value.map { "= \($0.text)" } ?? "none"
    case .rows(_, let rows):
      "rows " + rows.map { "\($0.key.text)=\($0.value.text)" }.joined(separator: "\u{1}")
    case .count(_, let count): "count \(count)"
    case .sum(_, let sum): "sum \(sum)"
    }
  }
}

extension SessionRunner {
  /// Numbers for the transactions that do not depend on the order: lane by lane.
  func numbersByLane(of program: ConcurrentProgram) -> [TransactionID: TransactionID] {
    let byLane = program.lanes.flatMap { lane in
      records.filter { $0.session == lane.session }.map { $0.id }
    }
    return Dictionary(
      uniqueKeysWithValues: byLane.enumerated().map { ($1, TransactionID($0 + 1)) })
  }
}

extension Event {
  /// The same with other numbers for the transactions.
  fileprivate func renumbered(_ numbers: [TransactionID: TransactionID]) -> Event {
    func new(_ id: TransactionID) -> TransactionID { numbers[id] ?? id }
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
  fileprivate func renumbered(_ numbers: [TransactionID: TransactionID]) -> VersionID {
    guard case .written(let id, let number) = self else { return self }
    return .written(by: numbers[id] ?? id, number: number)
  }
}

extension ReadDoubt {
  fileprivate func renumbered(_ numbers: [TransactionID: TransactionID]) -> ReadDoubt {
    ReadDoubt(
      numbers[transaction] ?? transaction, look: look, key: key,
      versions: versions.map { $0.renumbered(numbers) })
  }
}
