import Completing
import Language
import Layout
import LineEditing
import Runs
import Telling
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The prompt, the offers of Tab, and the hint after a pause.
extension Shell {
  /// Reads the next line, which the history keeps; time passes meanwhile.
  mutating func readLine() -> ReadResult {
    guard let editor else { return readPlainly(prompt: Self.prompt(of: workspace, look)) }
    let result = readLine(with: editor)
    if case .line(let line) = result { remember(line) }
    return result
  }

  private mutating func readLine(with editor: LineEditor) -> ReadResult {
    let timed = TimedLab(workspace, saved, realTime)
    editor.complete = { Self.completion(of: $0, on: timed.workspace) }
    editor.prompt = Self.prompt(of: workspace, look)
    watch(timed, while: editor)
    let result = editor.readLine()
    (workspace, saved, realTime) = (timed.workspace, timed.saved, timed.realTime)
    // Otherwise the lab would be copied before its next change.
    (editor.complete, editor.onTick) = ({ _ in .none }, { nil })
    return result
  }

  /// Adds a line to the history, unless it is a transcript's answer.
  mutating func remember(_ line: String) {
    guard !line.hasPrefix("  "), !line.trimmingBlanks.isEmpty else { return }
    let shown = printableLine(withoutPasswords(line))
    editor?.addHistory(shown)
    saved.remember(shown)
  }

  /// Reads the answer to a question.
  mutating func readLine(prompt: StyledText) -> ReadResult {
    guard let editor else { return readPlainly(prompt: prompt) }
    editor.tickMilliseconds = nil
    editor.prompt = prompt
    return editor.readLine()
  }

  private mutating func readPlainly(prompt: StyledText) -> ReadResult {
    Output.standard.text(prompt)
    guard Endings.isReadable(STDIN_FILENO) else { return .closed }
    guard let bytes = input.next() else { return input.failure.map { .failed($0) } ?? .endOfFile }
    return .line(String(decoding: bytes, as: UTF8.self))
  }

  /// `3 alice*> `, each session in a color of its own.
  static func prompt(of workspace: Workspace, _ look: LookOptions) -> StyledText {
    let parts = workspace.lab.promptParts
    let sign = look.plain ? parts.words : parts.sign
    let isColoured = look.presentation.isColoured
    let style = isColoured ? SessionColour.of(parts.index).style : .none
    return StyledText("\(parts.step) ") + StyledText("\(parts.session)", style)
      + StyledText("\(sign)> ")
  }

  /// What Tab offers after a text.
  private static func completion(of text: String, on workspace: Workspace) -> Completion {
    let offer = workspace.offer(for: text)
    let note = offer.usage.map { "  ; \($0)" }
    if let file = offer.file {
      let files = Files.completions(of: file)
      return Completion(
        replaceCount: file.unicodeScalars.count, candidates: offer.candidates + files.paths,
        suffix: files.isFolder ? "" : offer.suffix.isEmpty ? " " : offer.suffix, note: note)
    }
    return Completion(
      replaceCount: offer.replaceCount, candidates: offer.candidates, suffix: offer.suffix,
      note: note)
  }
}
