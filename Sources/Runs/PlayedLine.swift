import Language
import Telling
package import Vocabulary

/// What one line led to.
package struct PlayedLine: Sendable {
  package let line: Line
  /// The session that acts.
  package let session: SessionName
  /// The line after its prompt.
  package let transcriptLine: String
  package internal(set) var answer: Entry
  /// The numbers of the steps it took; several for a RETRY, none for words that only ask.
  package let steps: Range<StepNumber>
  /// Whether a timeline shows it.
  package let isNews: Bool
  /// An error that no recorded answer expects.
  package let failure: Failure?

  package var part: Int { line.part }

  /// The line as its session would have to type it; nil if it is not a step.
  var command: Statement? {
    guard let typed = line.statement?.asTyped(by: session), typed.isStep else { return nil }
    return typed
  }

  /// The number in its prompt.
  var step: StepNumber { steps.lowerBound }

  /// The command as typed.
  var text: String { command?.text ?? line.text }

  /// The lines of its answer that are more than prose.
  var answerLines: [AnswerLine] { answer.lines.filter { !$0.answer.isEmpty } }

  /// The same, without prose.
  package var answers: [String] { answerLines.map { $0.answer } }

  /// The session named before the command; nil if the command is about no session.
  var commander: SessionName? { command?.isOfNoSession == true ? nil : session }
}

/// An error in a lesson or a pipe.
package struct Failure: Hashable, Sendable {
  package let kind: Kind
  /// The line's number, from 1.
  package let line: Int
  /// What is wrong, in one sentence without a full stop.
  package let message: String
  /// File, line, column, message, the line, a caret, a hint.
  package let text: String

  /// What has gone wrong.
  package enum Kind: Hashable, Sendable {
    /// The line is not in the language.
    case syntax
    /// The line was refused in its place.
    case refused
    /// The store can no longer be asked, so nothing more can be played.
    case store
  }
}
