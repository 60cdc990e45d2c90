import Layout
import Sessions
import Telling
import Vocabulary

/// What a long session no longer keeps.
///
/// The history stays whole, because the judge, `.graph`, and `.timeline rw` need all of it. The
/// replies to old steps are dropped, and with them what `.why` explains about these steps.
extension Lab {
  /// How many replies there have been, kept or not.
  var replyCount: Int { forgottenReplies + replies.count }

  /// Forgets the oldest steps, but keeps at least this number of the last ones.
  ///
  /// What stays depends on the number of replies alone, so a lab that is rebuilt keeps the same.
  mutating func forget(allBut count: Int) {
    let gone = (replyCount / count - 1) * count - forgottenReplies
    guard gone > 0 else { return }
    replies.removeFirst(gone)
    forgottenReplies += gone
    let first = firstStep
    occurrences = occurrences.filter { $0.key >= first }
    verdicts.forget(before: first)
  }

  /// The first step that is kept.
  var firstStep: StepNumber {
    forgottenReplies == 0 ? 1 : replies.first?.step ?? runner.nextStep
  }

  /// Says at which step the timeline begins; empty if it begins at the first.
  var startOfTimeline: [StyledText] {
    guard firstStep > 1 else { return [] }
    return [
      StyledText(
        "The lab keeps the steps from \(firstStep) on; .timeline rw shows all that happened.")
    ]
  }

  /// Says that a step can no longer be explained.
  func explanation(ofForgotten step: StepNumber) -> [String] {
    [
      "step \(step) is no longer kept: a long session keeps the steps from \(firstStep) on",
      ".timeline rw and .why serializable still show everything that happened",
    ]
  }
}
