import Runs
import Vocabulary

/// What can be chosen as the answer to a question, judged in each mode.
extension FramePlan {
  /// The frames, with answers to choose from at each question.
  func frames(withChoicesIn runs: [Run], _ shown: [PageRun]) -> [LessonPage.Frame] {
    guard let sessions = runs[0].scenario?.actors else { return frames }
    var result = frames
    for (frame, question) in questions {
      guard let lines = question.lines else { continue }
      let asked = ClassQuestion(question.text, about: lines, of: runs, sessions: sessions)
      result[frame].choices = asked.choices.compactMap { text in
        guard let claim = asked.claim(text) else { return nil }
        let verdicts = shown.compactMap { run in
          run.verdict(on: claim, question, lines, sessions: sessions)
        }
        return LessonPage.Choice(text: text, verdicts: verdicts)
      }
    }
    return result
  }
}

extension PageRun {
  /// Whether a claim is right here, and where that is decided; nil if it never is.
  fileprivate func verdict(
    on claim: Claim, _ question: FramePlan.Question, _ lines: Range<Int>, sessions: [SessionName]
  ) -> LessonPage.Choice.Verdict? {
    for place in lines {
      guard let heard = heard[place] else { continue }
      let asked = Asked(question.text, next: heard.asker, of: sessions)
      let isRight = claim.verdict(
        on: heard.outcomes, asked: asked, isFirst: place == lines.lowerBound,
        isLast: place == lines.upperBound - 1)
      if let isRight {
        return LessonPage.Choice.Verdict(mode: mode, frame: heard.frame, isRight: isRight)
      }
    }
    return nil
  }
}
