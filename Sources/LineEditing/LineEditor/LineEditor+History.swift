import CEditline
import Layout

/// The lines that arrow up and Ctrl-R bring back, in memory only.
///
/// libedit's history file is encoded and world-readable: the program keeps its own and feeds it
/// in through `addHistory(_:)`.
extension LineEditor {
  /// How many lines are kept; the oldest go first.
  package static let historyLimit = 10_000

  /// Adds a line as the newest, printable; an empty one, or one equal to the newest, is skipped.
  package func addHistory(_ line: String) {
    guard !line.isEmpty else { return }
    _ = editline_history_enter(history, printableLine(line).wide)
  }

  func startHistory() {
    _ = editline_history_set(history, H_SETSIZE, Int32(Self.historyLimit))
    _ = editline_history_set(history, H_SETUNIQUE, 1)
    _ = editline_use_history(editLine, history)
  }
}
