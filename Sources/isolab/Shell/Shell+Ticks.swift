import Lab
import Layout
import LineEditing
import Rendering
import Vocabulary

/// What happens at the prompt while nobody types: time ends transactions, and who hesitates is told
/// who waits.
extension Shell {
  /// How often the lab is told the time, at least, while that can end something.
  private static let tick: Int32 = 250

  func watch(_ desk: Desk, while editor: LineEditor) {
    let seconds = variable("ISOLAB_HINT_SECONDS").flatMap(Int32.init) ?? 30
    let patience = seconds > 0 && seconds < 1_000_000 ? seconds * 1000 : nil
    let look = look
    editor.tickMilliseconds = Self.nextTick(desk, patience)
    editor.onTick = { [weak editor] in
      guard let editor else { return nil }
      let ended = desk.tell()
      let hints = Self.hints(desk, patience, idle: editor.idleMilliseconds)
      editor.tickMilliseconds = Self.nextTick(desk, patience.map { $0 - editor.idleMilliseconds })
      let lines = look.presentation.lines(ended + hints)
      guard !lines.isEmpty else { return nil }
      let prompt = ended.isEmpty ? nil : Self.prompt(of: desk.workbench, look)
      return LineEditor.Notice(terminalText(lines.joined(separator: "\n")), prompt: prompt)
    }
  }

  /// Once a line, after a while without a key: who waits and how that ends.
  private static func hints(_ desk: Desk, _ patience: Int32?, idle: Int32) -> [AnswerLine] {
    guard let patience, idle >= patience, !desk.hasHinted else { return [] }
    let waits = desk.workbench.laboratory.waits
    desk.hasHinted = !waits.isEmpty
    return waits.map { AnswerLine(note: $0) }
  }

  /// In how many milliseconds there may be something to tell; nil: there will be nothing.
  private static func nextTick(_ desk: Desk, _ patience: Int32?) -> Int32? {
    let hint = desk.hasHinted || desk.workbench.laboratory.waits.isEmpty ? nil : patience
    let end = desk.workbench.timeLeft.map { Int32(clamping: $0.milliseconds) }
    return [hint, end.map { min($0, tick) }].compactMap { $0 }.min().map { max(1, $0) }
  }
}
