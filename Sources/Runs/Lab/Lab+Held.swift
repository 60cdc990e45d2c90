import Sessions
import Telling
import Vocabulary

/// Why a command was held, and what became of it.
extension Lab {
  /// Empty if no command was held at the step.
  func explanation(ofHeld step: StepNumber) -> [String] {
    let all = replies.flatMap { $0.all }
    guard let place = all.firstIndex(where: { $0.step == step && $0.outcome == .held }) else {
      return []
    }
    let held = all[place]
    let wait = all[..<place].last { $0.session == held.session && $0.outcome.isWait }
    let reason = wait.map { wait in
      ", because \(wait.session) waited with \(narrator.typed(wait.text)) (\(wait.step ?? 0))"
    }
    return [
      "\(held.session)'s \(narrator.typed(held.text)) was held at step \(step)\(reason ?? "").",
      "  then   \(fate(ofHeld: held, among: all[(place + 1)...]))",
    ]
  }

  /// What became of a held command, given the replies after it.
  private func fate(ofHeld held: Reply, among later: ArraySlice<Reply>) -> String {
    if runner.session(held.session)?.heldSteps.contains(held.step ?? 0) == true {
      return "it is still held"
    }
    // A line that was held before commands of RETRY has taken a later step.
    let own = later.filter { $0.session == held.session && $0.outcome != .held }
    let sameStep = own.first { $0.step == held.step }
    guard let run = sameStep ?? own.first(where: { $0.text == held.text }),
      let cause = replies.first(where: { $0.all.contains(run) })
    else { return "it was not run" }
    let step = run.step == held.step ? "" : " as step \(run.step ?? 0)"
    return "it ran\(step) after \(cause.session)'s \(narrator.typed(cause.text)) "
      + "(\(cause.step ?? 0)): \(narrator.answer(run.outcome))"
  }
}

extension Outcome {
  fileprivate var isWait: Bool { if case .waits = self { true } else { false } }
}
