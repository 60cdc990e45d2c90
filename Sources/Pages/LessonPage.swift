package import Language
package import Layout
package import Telling
package import Vocabulary

/// A lesson to step through in several modes: the contents of its page.
///
/// The frames, which are a passage or a command each, are the same in all modes.
package struct LessonPage: Sendable {
  /// One place at which the page can stand.
  package struct Frame: Sendable {
    /// Its name, as the slider shows it.
    package let label: String
    /// The prose to read in it; nil for a command.
    package let prose: [ProseBlock]?
    /// The command as the lesson has it; nil for a passage.
    package let command: String?

    package init(label: String, prose: [ProseBlock]?, command: String?) {
      (self.label, self.prose, self.command) = (label, prose, command)
    }

    var isQuestion: Bool { prose?.contains(where: { $0.isQuestion }) ?? false }
  }

  /// Something that is shown from one frame until another one begins.
  package struct Span: Sendable {
    package let frames: Range<Int>
    package let content: Markup
    /// The text above it; may be empty.
    package let heading: String

    package init(_ frames: Range<Int>, _ content: Markup, heading: String = "") {
      (self.frames, self.content, self.heading) = (frames, content, heading)
    }
  }

  /// The result of a command in one mode.
  package struct Step: Sendable {
    package let frame: Int
    /// The command after its prompt.
    package let command: String
    package let answer: [AnswerLine]
    /// The reasons, as `.why` gives them.
    package let explanation: [String]

    package init(frame: Int, command: String, answer: [AnswerLine], explanation: [String]) {
      (self.frame, self.command) = (frame, command)
      (self.answer, self.explanation) = (answer, explanation)
    }
  }

  /// What happened in one mode.
  package struct ModeView: Sendable {
    package let mode: IsolationMode
    /// The names that links use for each frame, the usual name first.
    package let anchors: [[String]]
    package let steps: [Step]
    package let timelines: [Span]
    package let graphs: [Span]
    package let versions: [Span]

    package init(
      mode: IsolationMode, anchors: [[String]], steps: [Step], timelines: [Span],
      graphs: [Span], versions: [Span]
    ) {
      (self.mode, self.anchors, self.steps, self.timelines) = (mode, anchors, steps, timelines)
      (self.graphs, self.versions) = (graphs, versions)
    }
  }

  let title: String
  let frames: [Frame]
  let runs: [ModeView]
  /// The mode that is shown first.
  let first: IsolationMode
  /// The lessons whose pages stand beside this one, in their order, by the names of their files.
  var neighbours: [String] = []
  /// Its own name among them.
  var name = ""
  /// Whether an explanation is shown only when it is asked for.
  package var hidesExplanations = false

  package init(
    title: String, frames: [Frame], runs: [ModeView], first: IsolationMode, neighbours: [String]
  ) {
    (self.title, self.frames, self.runs) = (title, frames, runs)
    (self.first, self.neighbours) = (first, neighbours)
  }
}
