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
    var answers = LaneAnswers(of: program)
    for reply in replies { answers.add(reply, of: program) }
    let history = HistoryByLane(of: end, program)
    self.init(answers, end, of: program, Judged(history, from: end.initial))
  }

  /// A run whose history has been judged.
  init(
    _ answers: LaneAnswers, _ end: SessionRunner, of program: ConcurrentProgram, _ judged: Judged
  ) {
    var traits = judged.traits
    if answers.haveError { traits.insert(.error) }
    for rule in program.start.rules where !rule.holds { traits.insert(.ruleBroken(rule.name)) }
    for condition in program.conditions {
      let source = condition.source
      traits.insert(end.holds(condition) ? .endHolds(source) : .endFails(source))
    }
    let stored = end.database.committedRows(in: .all).map { "\($0.key.text)=\($0.value.text)" }
    self.traits = traits
    classes = judged.classes
    outcome = answers.texts + stored
    modes = Set(end.records.map { $0.mode })
    takesMode = end.records.contains { $0.takesModeOfLab }
  }
}
