import Exploring
import Language
import Layout
import LineEditing
import Runs
import Telling
package import Vocabulary

/// The interactive shell: reads a line, shows an entry, until the user leaves.
///
/// Its parts: `Shell+Lines` runs lines, `Shell+Files` has the words about files,
/// `Shell+Questions` asks, `Shell+Reading` has the prompt and what Tab offers.
package struct Shell {
  var workspace: Workspace
  /// Nil where the terminal cannot be drawn on, because the output goes elsewhere.
  let editor: LineEditor?
  let look: LookOptions
  var saved: SavedState
  var input = InputLines()
  /// Where the next answer goes instead of the screen.
  var nextFile: String?
  var tellsTime = false
  var realTime = RealTime()
  /// Files that this shell has written, and so may write again.
  var writtenFiles: Set<String> = []
  var hasToldOfAnswers = false

  /// What follows a line.
  enum AfterLine {
    case goesOn
    case leaves
  }

  package init(
    mode: IsolationMode?, conflicts: ConflictPolicy?, look: LookOptions, isConfigured: Bool
  ) throws {
    editor = Files.outputIsTerminal ? LineEditor(program: "isolab") : nil
    if editor == nil, Files.outputIsTerminal {
      Output.error.line("isolab: the line editor cannot start on this terminal")
      throw ExitStatus.internal
    }
    self.look = look
    workspace = Workspace(mode: mode, conflicts: conflicts, isInteractive: true)
    workspace.display = look.display
    workspace.isCancelled = { Interrupts.pending }
    workspace.exploration.memory = Memory.standard.bytes
    saved = isConfigured ? SavedState(mode: mode, conflicts: conflicts) : .none
    if isConfigured {
      editor?.sourceUserConfiguration()
      for line in saved.recall() { editor?.addHistory(printableLine(line)) }
    }
    Interrupts.install()
  }

  package mutating func run(version: String) throws {
    Output.standard.line(
      "isolab \(version)  \(workspace.lab.banner)   \"help\", \".play first-steps\"")
    offerToResume()
    var question = Question.none
    while true {
      complain()
      switch readLine() {
      case .line(let line):
        Interrupts.clear()
        guard enter(line) == .leaves else {
          question = .none
          continue
        }
      case .interrupted(let partial):
        if partial.isEmpty, question != .interrupt { say(wayOut) }
        question = partial.isEmpty ? .interrupt : .none
        continue
      case .endOfFile: break
      case .closed: return  // the journal stays: the user did not leave
      case .failed(let code):
        Output.error.line(Files.Problem("read", "-", code).text)
        throw ExitStatus.usage
      }
      if question == .leave || !asksBeforeLeaving() {
        saved.leave()
        return
      }
      question = .leave
    }
  }

  /// The last question to the user, so that it is not repeated.
  private enum Question {
    case none, leave, interrupt
  }

  /// Prints a note.
  func say(_ note: String) { print([AnswerLine(note: note)]) }

  /// Prints lines, unless the user interrupts it.
  ///
  /// At Ctrl-C the system discards the output that the terminal has not shown yet, possibly with
  /// the end of a line. Therefore the note begins a new line.
  func print(_ lines: [AnswerLine]) {
    var rest = look.presentation.lines(lines)[...]
    while !rest.isEmpty {
      Output.standard.lines(Array(rest.prefix(50)))
      rest = rest.dropFirst(50)
      if !rest.isEmpty, Interrupts.pending {
        Output.standard.line("\n  ; interrupted: \(rest.count) more lines")
        return
      }
    }
  }

  /// Reports once that nothing can be kept.
  private mutating func complain() {
    guard let complaint = saved.takeComplaint() else { return }
    say(complaint)
  }
}
