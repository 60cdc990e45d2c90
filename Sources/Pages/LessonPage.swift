package import Language
import Layout
import Telling
import Vocabulary

/// A lesson to step through in several modes: the contents of its page.
///
///     LessonPage    title, frames, and a ModeView for each mode
///       .html       a file of its own: head, policy, style, player, question sheet, script
///       .player     what is inside `main`, which page.js makes step: `LessonPage+Player`
///       .handOut    the question sheet as a file
///
/// The frames, which are a passage or a command each, are the same in all modes. All other pieces
/// of the page know the frames in which they are there.
package struct LessonPage: Sendable {
  /// One place at which the page can stand.
  package struct Frame: Sendable {
    /// Its name, as the slider shows it.
    package let label: String
    /// The prose to read in it; nil for a command.
    package let prose: [ProseBlock]?
    /// The command as the lesson has it; nil for a passage.
    package let command: String?
    /// The number of the command's line in the lesson.
    let line: Int?
    /// The place of the command's session among those of its lab, from which its color follows.
    let seat: Int?
    /// The answers to choose from, if it is a question.
    var choices: [Choice] = []

    var isQuestion: Bool { prose?.contains(where: { $0.isQuestion }) ?? false }
  }

  /// An answer to a question that a reader can choose.
  struct Choice: Sendable {
    let text: String
    let verdicts: [Verdict]

    /// Whether it is right in a mode, and the frame of the command that decides it.
    struct Verdict: Sendable {
      let mode: IsolationMode
      let frame: Int
      let isRight: Bool
    }
  }

  /// Something that is shown from one frame until another one begins.
  struct Span: Sendable {
    let frames: Range<Int>
    let content: Markup
    /// The text above it; may be empty.
    let heading: String
  }

  /// The result of a command in one mode.
  struct Step: Sendable {
    let frame: Int
    /// The command after its prompt.
    let command: String
    let answer: [AnswerLine]
    /// The reasons, as `.why` gives them.
    let explanation: [String]
    /// Where the data shows what it read (`SeenVersions`).
    let seen: String
  }

  /// What happened in one mode.
  struct ModeView: Sendable {
    let mode: IsolationMode
    /// The names that links use for each frame, the usual name first.
    let anchors: [[String]]
    let steps: [Step]
    let timelines: [Span]
    let graphs: [Span]
    let stored: [Span]
    let rules: [Span]
    let versions: [Span]
    /// Whether the lesson is about versions, so that they are shown at once.
    let showsVersions: Bool
  }

  let title: String
  let frames: [Frame]
  let runs: [ModeView]
  /// The mode that is shown first.
  let first: IsolationMode
  /// The lesson without what gives answers away; nil if it is not from a file.
  let sheet: HandOut?
  /// The lessons whose pages stand beside this one, in their order, by the names of their files.
  let neighbours: [String]
  /// Its own name among them.
  let name: String
  /// Whether an explanation is shown only when it is asked for.
  package var hidesExplanations = false
}
