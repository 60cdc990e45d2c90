import Exploring
import Language
import Layout
import LineEditing
import Runs
package import Stores
package import Telling
package import Vocabulary

/// The interactive shell: reads a line, shows an entry, until the user leaves.
///
/// Its parts: `Shell+Lines` runs lines, `Shell+Files` has the words about files,
/// `Shell+Questions` asks, `Shell+Reading` has the prompt and what Tab offers.
package struct Shell {
  var workspace: Workspace
  /// Nil if the terminal cannot be drawn on, because the output goes elsewhere.
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
  /// The database that the lab is on; nil stands for isolab's engine.
  var place: Journal.Place?
  let takesSnapshotLate: Bool
  /// The place to which the last line wanted to go although transactions are open.
  var askedPlace: String?

  /// What follows a line.
  enum AfterLine {
    case goesOn
    case leaves
  }

  /// A shell in a place, whose database is closed when the shell ends.
  ///
  /// `mode` is asked for the mode that the user named there; `isConfigured` says whether files of
  /// the user are read and written.
  package init(
    on place: Place, conflicts: ConflictPolicy?, look: LookOptions, display: Display,
    isConfigured: Bool, mode: (StoreIdentity?) throws -> IsolationMode?
  ) throws {
    editor = Files.outputIsTerminal ? LineEditor(program: "isolab") : nil
    if editor == nil, Files.outputIsTerminal {
      Output.error.line("isolab: the line editor cannot start on this terminal")
      throw ExitStatus.internal
    }
    self.look = look
    takesSnapshotLate = place.takesSnapshotLate
    let (store, named) = try Self.open(place, mode)
    workspace = Workspace(mode: named, conflicts: conflicts, isInteractive: true, on: store)
    workspace.display = display
    workspace.isCancelled = { Cancellation.pending }
    workspace.exploration.memory = Memory.standard.bytes
    saved = isConfigured ? SavedState(mode: named, conflicts: conflicts) : .none
    self.place = place.url.map { Journal.Place($0) }
    if let url = self.place { saved.begin(on: url) }
    if isConfigured {
      editor?.sourceUserConfiguration()
      for line in saved.recall() { editor?.addHistory(line) }
    }
    Interrupts.install()
  }

  /// The database of a place, and the mode that was asked for there.
  private static func open(
    _ place: Place, _ mode: (StoreIdentity?) throws -> IsolationMode?
  ) throws -> ((any Store)?, IsolationMode?) {
    guard let url = place.url else { return (nil, try mode(nil)) }
    let store = try Places.open(url, takesSnapshotLate: place.takesSnapshotLate)
    do {
      return (store, try mode(store.identity))
    } catch {
      store.close()
      throw error
    }
  }

  package mutating func run(version: String) throws {
    defer {
      workspace.lab.store?.close()
      Endings.obey()
    }
    Output.standard.line(
      "isolab \(version)  \(workspace.lab.banner)   \"help\", \".play first-steps\"")
    if workspace.lab.store != nil { workspace.lab.placeRows.forEach(say) }
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
  func say(_ note: String) { present([AnswerLine(note: note)]) }

  /// Prints lines, unless the user interrupts it.
  ///
  /// At Ctrl-C the system discards the output that the terminal has not shown yet, possibly with
  /// the end of a line. Therefore the note begins a new line.
  func present(_ lines: [AnswerLine]) {
    guard !Endings.pending else { return }
    var rest = look.presentation.lines(lines)[...]
    while !rest.isEmpty {
      Output.standard.lines(rest.prefix(50))
      rest = rest.dropFirst(50)
      if !rest.isEmpty, Interrupts.pending {
        Output.standard.line("\n  ; interrupted: \(rest.count) more lines were not shown")
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
