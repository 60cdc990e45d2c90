import Lab
import LineEditing
import Rendering
import Scripting
import Vocabulary

/// The interactive shell: reads a line, shows an entry, until the user leaves.
struct Shell {
  private var workbench: Workbench
  private var laboratory: Laboratory { workbench.laboratory }
  /// Nil where the terminal cannot be drawn on, because the output goes elsewhere.
  private let editor: LineEditor?
  private var input = InputLines()
  private var hasToldOfAnswers = false

  init(mode: IsolationMode) throws {
    editor = Files.outputIsTerminal ? LineEditor(program: "isolab") : nil
    if editor == nil, Files.outputIsTerminal {
      Output.error.line("isolab: the line editor cannot start on this terminal")
      throw ExitStatus.internal
    }
    workbench = Workbench(mode: mode, isInteractive: true)
    Interrupts.install()
  }

  mutating func run() throws {
    Output.standard.line("isolab \(Isolab.version)  \(laboratory.banner)   \"help\"")
    var hasAsked = false
    while true {
      switch readLine() {
      case .line(let line):
        Interrupts.clear()
        guard show(line) else {
          hasAsked = false
          continue
        }
      case .interrupted:
        hasAsked = false
        continue
      case .endOfFile: break
      case .failed(let code):
        Output.error.line("isolab: reading failed (error \(code))")
        throw ExitStatus.internal
      }
      if hasAsked || !asksBeforeLeaving() { return }
      hasAsked = true
    }
  }

  /// Shows what a line leads to; true if the user wants to leave.
  private mutating func show(_ line: String) -> Bool {
    if line.hasPrefix("  "), !line.allSatisfy(\.isWhitespace) {
      if !hasToldOfAnswers {
        Output.standard.line("  ; indented lines are a transcript's answers, so they are not run")
      }
      hasToldOfAnswers = true
      return false
    }
    let entry: Entry
    switch laboratory.read(line) {
    case nil: return false
    case .success(let statement)?: entry = workbench.enter(statement)
    case .failure(let error)?: entry = laboratory.refuse(error, text: line)
    }
    Output.standard.lines(entry.lines.map { "  \($0.text)" })
    return entry.isQuit
  }

  private mutating func readLine() -> ReadResult {
    if let editor {
      editor.prompt = laboratory.prompt
      let result = editor.readLine()
      if case .line(let line) = result { editor.addHistory(line) }
      return result
    }
    Output.standard.text(laboratory.prompt)
    guard let bytes = input.next() else { return .endOfFile }
    return .line(String(decoding: bytes, as: UTF8.self))
  }

  /// Names what would be lost; false if nothing would.
  private func asksBeforeLeaving() -> Bool {
    let open = laboratory.openSessions
    guard !open.isEmpty else { return false }
    let names = open.map { "\($0.session) \($0.transaction)" }.joined(separator: ", ")
    Output.standard.line("  ; still open: \(names). Leaving again rolls them back.")
    return true
  }
}
