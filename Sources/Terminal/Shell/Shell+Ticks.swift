import Layout
import LineEditing
import Runs
import Telling
import Vocabulary

/// What happens at the prompt while nobody types: timeouts end transactions, and after a while the
/// shell shows who waits.
extension Shell {
  /// The longest time between two updates of the lab's clock while a timeout is possible, in
  /// milliseconds.
  private static let tick: Int32 = 250

  func watch(_ timed: TimedLab, while editor: LineEditor) {
    let seconds = variable("ISOLAB_HINT_SECONDS").flatMap(Int32.init) ?? 30
    let patience = seconds > 0 && seconds < 1_000_000 ? seconds * 1000 : nil
    let look = look
    editor.tickMilliseconds = Self.nextTick(timed, patience)
    editor.onTick = { [weak editor] in
      guard let editor else { return nil }
      let ended = timed.tell()
      let hints = Self.hints(timed, patience, idle: editor.idleMilliseconds)
      editor.tickMilliseconds = Self.nextTick(timed, patience.map { $0 - editor.idleMilliseconds })
      let lines = look.presentation.lines(ended + hints)
      guard !lines.isEmpty else { return nil }
      let prompt = ended.isEmpty ? nil : Self.prompt(of: timed.workspace, look)
      return LineEditor.Notice(lines, prompt: prompt)
    }
  }

  /// Once per line, after a while without a key: who waits, and how the wait can end.
  private static func hints(_ timed: TimedLab, _ patience: Int32?, idle: Int32) -> [AnswerLine] {
    guard let patience, idle >= patience, !timed.hasHinted else { return [] }
    let waits = timed.workspace.lab.waits
    timed.hasHinted = !waits.isEmpty
    return waits.map { AnswerLine(note: $0) }
  }

  /// In how many milliseconds there may be something to report; nil if never.
  private static func nextTick(_ timed: TimedLab, _ patience: Int32?) -> Int32? {
    let hint = timed.hasHinted || timed.workspace.lab.waits.isEmpty ? nil : patience
    let end = timed.workspace.timeLeft.map { Int32(clamping: $0.milliseconds) }
    return [hint, end.map { min($0, tick) }].compactMap { $0 }.min().map { max(1, $0) }
  }
}
