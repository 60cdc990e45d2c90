import Lab
import LineEditing
import Rendering
import Scripting
import Vocabulary

/// The interactive shell: reads a line, shows an entry, until the user leaves.
struct Shell {
  private var laboratory: Laboratory
  private let editor: LineEditor

  init(mode: IsolationMode) throws {
    guard let editor = LineEditor(program: "isolab") else {
      Output.error.line("isolab: the line editor cannot start on this terminal")
      throw ExitStatus.internal
    }
    self.editor = editor
    laboratory = Laboratory(mode: mode, isInteractive: true)
    Interrupts.install()
  }

  mutating func run() {
    Output.standard.line("isolab \(Isolab.version)  \(laboratory.banner)   \"help\"")
    var hasAsked = false
    while true {
      editor.prompt = laboratory.prompt
      switch editor.readLine() {
      case .line(let line):
        hasAsked = false
        editor.addHistory(line)
        Interrupts.clear()
        if show(line) { return }
      case .interrupted: hasAsked = false
      case .endOfFile:
        if hasAsked || !asksBeforeLeaving() { return }
        hasAsked = true
      case .failed(let code):
        Output.error.line("isolab: reading failed (error \(code))")
        return
      }
    }
  }

  /// Shows what a line leads to; true if the user wants to leave and may.
  private mutating func show(_ line: String) -> Bool {
    if line.hasPrefix("  "), !line.allSatisfy(\.isWhitespace) {
      Output.standard.line("  ; an indented line is an answer in a transcript, so it is not run")
      return false
    }
    let entry: Entry
    switch laboratory.read(line) {
    case nil: return false
    case .success(let statement)?: entry = laboratory.enter(statement)
    case .failure(let error)?: entry = laboratory.refuse(error, text: line)
    }
    Output.standard.lines(entry.lines.map { "  \($0.text)" })
    return entry.isQuit && !asksBeforeLeaving()
  }

  /// Names what would be lost; false if nothing would.
  private func asksBeforeLeaving() -> Bool {
    let open = laboratory.openSessions
    guard !open.isEmpty else { return false }
    let names = open.map { "\($0.session) \($0.transaction)" }.joined(separator: ", ")
    Output.standard.line("  ; still open: \(names). Ctrl-D or .quit again leaves and rolls back.")
    return true
  }
}
