import Engine
import Language
import Sessions
import Vocabulary

/// The answers that each lane received in one order of the steps, and the traits of these steps.
struct LaneAnswers: Sendable {
  /// Of each lane, its answers as a user sees them.
  private(set) var texts: [String]
  /// Whether a command was refused.
  private(set) var haveError = false
  /// The facts of the steps alone.
  private(set) var marks: Set<Trait> = []

  init(of program: ConcurrentProgram) { texts = program.lanes.map { _ in "" } }

  /// Adds the reply to the next step.
  mutating func add(_ reply: Reply, of program: ConcurrentProgram) {
    addPart(reply, of: program)
    for finding in reply.rules where !finding.holds { marks.insert(.ruleBroken(finding.name)) }
  }

  /// Adds the reply itself, and those that it retried or resumed, in the order of `Reply.all`.
  private mutating func addPart(_ part: Reply, of program: ConcurrentProgram) {
    switch part.outcome {
    case .waits: marks.insert(.waits)
    case .held: break
    case .failed:
      haveError = true
      fallthrough
    default:
      guard let lane = program.lane(part.session) else { break }
      texts[lane] += part.outcome.told
      texts[lane] += "\n"
    }
    for other in part.retried { addPart(other, of: program) }
    for other in part.resumed { addPart(other, of: program) }
  }
}

extension Reply {
  /// The facts of the step alone.
  var traits: [Trait] {
    var traits: [Trait] = []
    for part in all { if case .waits = part.outcome { traits.append(.waits) } }
    for finding in rules where !finding.holds { traits.append(.ruleBroken(finding.name)) }
    return traits
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
