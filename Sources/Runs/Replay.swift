package import Language
import Layout
import Sessions
package import Stores
package import Telling
package import Vocabulary

/// Lines that are being played one at a time; only the lab is kept.
package struct Replay: Sendable {
  private var workspace: Workspace
  /// Whether words about everything that was tried are carried out rather than refused.
  private let takesWorkspaceWords: Bool
  /// The mode that answers are recorded for.
  package let mode: IsolationMode
  /// The file's name in messages; nil if there is no file.
  private let file: String?
  private let lines: [Line]
  /// The reader for whom the lines are played.
  private let reader: Entry.Reader
  /// How many lines have been played.
  package private(set) var position = 0

  /// The lines of a file, or of a pipe, from which they come one by one, on a lab of their own.
  ///
  /// Without a mode, the mode is snapshot, and `.lesson` opens each lesson in its own. `conflicts`
  /// is the policy if the lines name none; nil is the mode's own. `keptSteps` is how many of the
  /// last steps the lab keeps; nil: it keeps all of them.
  package init(
    _ lines: [Line] = [], of file: String? = nil, in mode: IsolationMode?,
    conflicts: ConflictPolicy? = nil, display: Display = Display(), on store: (any Store)? = nil,
    for reader: Entry.Reader = .anybody, keptSteps: Int? = nil
  ) {
    workspace = Workspace(mode: mode, conflicts: conflicts, isInteractive: false, on: store)
    workspace.display = display
    workspace.keptSteps = keptSteps
    (self.lines, self.file, takesWorkspaceWords) = (lines, file, true)
    self.reader = reader
    self.mode = workspace.lab.runner.mode
  }

  /// Lines that form one change of that lab, so there is nothing to go back to.
  package init(
    _ lines: [Line] = [], of file: String? = nil, in mode: IsolationMode, on lab: Lab
  ) {
    workspace = Workspace(mode: mode, isInteractive: false)
    workspace.lab = lab
    (self.lines, self.file, self.mode, takesWorkspaceWords) = (lines, file, mode, false)
    reader = .anybody
  }

  /// What was done in a shell, on that lab.
  init(_ program: Program, on lab: Lab) {
    self.init(program.lines, of: program.file?.file, in: program.initialMode, on: lab)
    workspace.lab.initialMode = program.mode
  }

  /// The lab as it is now.
  package var lab: Lab { workspace.lab }

  /// Understands a line of a pipe; nil if it is blank or a comment.
  package func read(_ line: String) -> Result<Statement, ScriptError>? { workspace.lab.read(line) }

  /// The line that is played next; nil at the end.
  var upcoming: Line? { position < lines.count ? lines[position] : nil }

  /// Plays the next line; nil at the end.
  package mutating func next() -> PlayedLine? {
    guard let line = upcoming else { return nil }
    position += 1
    return play(line)
  }

  /// Plays a line.
  package mutating func play(_ line: Line) -> PlayedLine {
    guard let statement = line.statement else { return refuse(line) }
    workspace.lab.runner.manner = line.manner
    let session = line.session ?? statement.actor(or: workspace.lab.current)
    let prompt = reader == .program ? "" : workspace.lab.transcriptLine(of: statement)
    let step = workspace.lab.runner.nextStep
    let told = workspace.lab.replyCount
    var answer = enter(statement)
    var failure: Failure?
    if let problem = answer.problem ?? answer.laterProblem {
      let column = Self.column(of: statement.text, in: line.text)
      let (message, hint) = lab.prose(for: problem)
      if answer.problem != nil, file != nil {
        answer = answer.located(line: line.number, column: column)
      }
      failure = Failure(
        kind: lab.runner.place.failure == nil ? .refused : .store, line: line.number,
        message: message,
        text: Diagnostic.text(
          file: file ?? "", line: line.number, column: column, message: message, hint: hint,
          sourceLine: line.text))
    }
    let next = workspace.lab.runner.nextStep
    return PlayedLine(
      line: line, session: session, transcriptLine: prompt, answer: answer,
      steps: min(step, next)..<next, isNews: workspace.lab.replyCount > told,
      failure: failure?.kind != .store && (isExpected(line) || isPassedOver(line))
        ? nil : failure)
  }

  /// Whether a lesson goes on after a line that a store refuses.
  private func isPassedOver(_ line: Line) -> Bool {
    lab.runner.place.store != nil && line.isAboutEngine && line.manner == .replay
  }

  private mutating func enter(_ statement: Statement) -> Entry {
    takesWorkspaceWords
      ? workspace.enter(statement, for: reader) : workspace.lab.enter(statement, for: reader)
  }

  /// A line that cannot be understood.
  private func refuse(_ line: Line) -> PlayedLine {
    guard let error = line.error else { preconditionFailure("a line that is no text") }
    return refused(
      line, at: error.column, lab.refuse(error, text: line.text), error.message,
      error.diagnostic(file: file ?? "", line: line.number, sourceLine: line.text))
  }

  /// A line that is no text.
  package func refuse(_ error: FileError) -> PlayedLine {
    let kind: ErrorKind = error.problem == .longLine ? .limit : .syntax
    return refused(
      Line(nil, text: "", number: error.line), at: error.column,
      lab.refuse(kind: kind, message: error.message, hint: error.hint, text: ""),
      error.message, error.diagnostic)
  }

  private func refused(
    _ line: Line, at column: Int, _ answer: Entry, _ message: String, _ text: String
  ) -> PlayedLine {
    let next = lab.runner.nextStep
    let failure = Failure(kind: .syntax, line: line.number, message: message, text: text)
    return PlayedLine(
      line: line, session: lab.current,
      transcriptLine: lab.prompt + printableLine(line.text),
      answer: answer.located(line: line.number, column: column),
      steps: next..<next, isNews: false, failure: isExpected(line) ? nil : failure)
  }

  /// Whether an error is recorded as the answer of the line, or may be.
  private func isExpected(_ line: Line) -> Bool {
    line.answers.concerning(mode).contains { $0.recordsError || $0.isPlaceholder }
  }

  /// Where the command starts in its line, from 1.
  private static func column(of command: String, in line: String) -> Int {
    guard let range = line.firstRange(of: command) else { return 1 }
    return line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound) + 1
  }
}
