import Engine
import Rendering
import Sessions
import Vocabulary

/// Something that `.why` explains.
enum Occurrence: Sendable {
  /// An abort, its command, and the committed state right after it.
  case abort(Abort, command: String, state: Timestamp)
  case wait(Reply, [Conflict])
  case rules([RuleFinding])
}

/// Remembering what happened, for `.why`.
extension Laboratory {
  mutating func remember(_ reply: Reply) {
    for part in reply.all {
      switch part.outcome {
      case .aborted(let abort):
        note(.abort(abort, command: part.text, state: runner.database.state), at: abort.step)
      case .waits(let conflicts):
        if let step = part.step { note(.wait(part, conflicts), at: step) }
      default: continue
      }
    }
    if let step = reply.step, !reply.rules.isEmpty, occurrences[step] == nil {
      note(.rules(reply.rules), at: step)
    }
  }

  private mutating func note(_ occurrence: Occurrence, at step: StepNumber) {
    occurrences[step] = occurrence
    lastExplained = step
  }

  func explanation(of step: StepNumber?) -> [String] {
    guard let step = step ?? lastExplained else {
      return [
        "nothing to explain yet: nobody was aborted, nobody waited, no rule was broken",
        ".why serializable judges all that has happened",
      ]
    }
    switch occurrences[step] {
    case nil: return ["nobody was aborted or waited, and no rule changed, at step \(step)"]
    case .abort(let abort, let command, let state):
      return narrator.explanation(
        of: abort, command: command, state: state, need: need(of: abort))
    case .wait(let reply, let conflicts):
      return narrator.explanation(ofWait: reply, conflicts)
    case .rules(let findings):
      return ["at step \(step):"] + findings.map { "  \(narrator.line(for: $0).text)" }
        + [".why serializable tells whether any serial order does that"]
    }
  }
}
