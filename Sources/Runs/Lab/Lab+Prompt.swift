import Sessions
import Telling
package import Vocabulary

/// What a prompt says, in parts.
extension Lab {
  package struct PromptParts: Sendable {
    package let step: StepNumber
    package let session: SessionName
    /// The place of the session among all.
    package let index: Int
    /// `*`, `~`, `!` or nothing.
    package let sign: String
    /// The same in words.
    package let words: String
  }

  package var promptParts: PromptParts {
    let session = runner.session(current)
    let words =
      switch session?.state {
      case .open: ", open"
      case .waiting: ", waiting"
      case .aborted: ", aborted"
      case .idle, nil: ""
      }
    return PromptParts(
      step: runner.nextStep, session: current,
      index: runner.sessions.firstIndex { $0.name == current } ?? 0, sign: session?.sign ?? "",
      words: words)
  }

  /// For each session that waits, how its wait can end.
  package var waits: [String] { narrator.waysOut }
}
