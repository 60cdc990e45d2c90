import Layout
package import Rendering
package import Scripting
import Sessions
package import Vocabulary

/// A scenario played line by line in one mode.
package struct Replay: Sendable {
  private var workbench: Workbench
  private let file: String
  private let mode: IsolationMode

  package init(
    file: String, mode: IsolationMode, conflicts: ConflictPolicy? = nil,
    display: Display = Display()
  ) {
    workbench = Workbench(mode: mode, conflicts: conflicts, isInteractive: false)
    workbench.display = display
    self.file = file
    self.mode = mode
  }

  /// The lab as it is now.
  package var laboratory: Laboratory { workbench.laboratory }

  /// Plays one command of the scenario.
  package mutating func play(_ entry: Scenario.Entry) -> Played {
    let expected = entry.answers.filter { $0.concerns(mode) && !$0.isNote }
    var played = play(entry.statement, text: entry.text, line: entry.line)
    if expected.contains(where: { $0.recordsError || $0.isPlaceholder }) { played.failure = nil }
    return played
  }

  /// Plays one line that has no recorded answers.
  package mutating func play(
    _ line: Result<Statement, ScriptError>, text: String, line number: Int
  ) -> Played {
    switch line {
    case .success(let statement):
      let prompt = laboratory.transcriptLine(of: statement)
      let answer = workbench.enter(statement)
      guard let problem = answer.problem ?? answer.laterProblem else {
        return Played(transcriptLine: prompt, answer: answer)
      }
      let column = Self.column(of: statement.text, in: text)
      let prose = laboratory.prose(for: problem)
      return Played(
        transcriptLine: prompt,
        answer: answer.problem == nil ? answer : answer.located(line: number, column: column),
        failure: Failure(
          isSyntax: false, line: number, message: prose.message,
          text: Diagnostic.text(
            file: file, line: number, column: column, message: prose.message, hint: prose.hint,
            sourceLine: text)))
    case .failure(let error):
      return Played(
        transcriptLine: laboratory.prompt + printableLine(text),
        answer: laboratory.refuse(error, text: text)
          .located(line: number, column: error.column),
        failure: Failure(
          isSyntax: true, line: number, message: error.message,
          text: error.diagnostic(file: file, line: number, sourceLine: text)))
    }
  }

  /// A line that is no text.
  package func refuse(_ error: FileError) -> Played {
    let kind: ErrorKind = error.problem == .longLine ? .limit : .syntax
    return Played(
      transcriptLine: laboratory.prompt,
      answer: laboratory.refuse(kind: kind, message: error.message, hint: error.hint, text: "")
        .located(line: error.line, column: error.column),
      failure: Failure(
        isSyntax: true, line: error.line, message: error.message, text: error.diagnostic))
  }

  /// Where the command starts in its line, from 1.
  private static func column(of command: String, in line: String) -> Int {
    guard let range = line.firstRange(of: command) else { return 1 }
    return line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound) + 1
  }
}

/// What one line of a scenario led to.
package struct Played: Sendable {
  /// The command behind the prompt of its session.
  package let transcriptLine: String
  package let answer: Entry
  /// An error that no recorded answer expects.
  package internal(set) var failure: Failure?
}

/// An error in a scenario.
package struct Failure: Hashable, Sendable {
  /// Whether the line is not in the language, rather than refused in its place.
  package let isSyntax: Bool
  /// The line's number, from 1.
  let line: Int
  /// What is wrong, in one sentence without a full stop.
  let message: String
  /// File, line, column, message, the line, a caret, a hint.
  package let text: String

  init(isSyntax: Bool, line: Int, message: String, text: String) {
    (self.isSyntax, self.line) = (isSyntax, line)
    (self.message, self.text) = (message, text)
  }
}
