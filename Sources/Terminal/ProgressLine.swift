package import Exploring
import Layout
import LineEditing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line on standard error that shows the progress of long work.
///
/// It appears after half a second, and only on a terminal that is not dumb. It never appears with
/// `--plain`: a screen reader would read each new line aloud.
package struct ProgressLine {
  private let name: String
  private let isPlain: Bool
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now
  private var isShown = false

  /// - Parameters:
  ///   - name: what the work is called.
  ///   - isPlain: whether nothing is shown; the user can still interrupt the work.
  package init(_ name: String, isPlain: Bool) { (self.name, self.isPlain) = (name, isPlain) }

  /// Shows the progress of an exploration.
  package mutating func tell(_ progress: Exploration.Progress) {
    _ = tell(progress.done, of: progress.all, progress.unit)
  }

  /// Shows how much is done; false if the work is to end early.
  package mutating func tell(_ count: UInt64, of all: UInt64, _ unit: String) -> Bool {
    let now = ContinuousClock.now
    if !isPlain, isatty(STDERR_FILENO) == 1, variable("TERM") != "dumb",
      now - start > .milliseconds(500),
      now - shown > .milliseconds(100)
    {
      (shown, isShown) = (now, true)
      let share = Double(count) / Double(max(1, all))
      let (whole, part) = (now - start).components
      let seconds = Double(whole) + Double(part) * 1e-18
      let left = share > 0 ? Int(seconds / share - seconds) : 0
      let time = left < 120 ? "\(left) s" : "\(left / 60) min"
      let line = "\(name): about \(time) left, \(count) of \(all) \(unit)"
      // A line that the terminal breaks could not be overwritten.
      let room = LineEditor.columns(of: STDERR_FILENO) ?? 80
      Output.error.overwrite(with: line.cut(to: room - 1, ellipsis: "..."))
    }
    return !Cancellation.pending
  }

  /// Removes the line.
  package func end() { if isShown { Output.error.overwrite() } }
}
