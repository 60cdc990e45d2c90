package import Exploring
import LineEditing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line on a terminal's standard error that tells how far long work has come.
///
/// Nothing is shown in the first half second, and nothing where no terminal is or a dumb one, nor
/// to those who listen: a screen reader would read out each line anew.
package struct ProgressLine {
  private let name: String
  private let isPlain: Bool
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now
  private var isShown = false

  /// - Parameters:
  ///   - name: what the work is called.
  ///   - isPlain: whether nothing is to be shown, only whether the user has broken the work off.
  package init(_ name: String, isPlain: Bool) { (self.name, self.isPlain) = (name, isPlain) }

  /// Tells how far an exploration has come.
  package mutating func tell(_ progress: Exploration.Progress) {
    _ = tell(progress.done, of: progress.all, progress.unit)
  }

  /// Tells how much of how many is done; false if the user has broken the work off.
  package mutating func tell(_ count: UInt64, of all: UInt64, _ unit: String) -> Bool {
    let now = ContinuousClock.now
    if !isPlain, isatty(STDERR_FILENO) == 1, variable("TERM") != "dumb",
      now - start > .milliseconds(500),
      now - shown > .milliseconds(100)
    {
      (shown, isShown) = (now, true)
      let share = Double(count) / Double(max(1, all))
      let seconds = Double((now - start).components.seconds)
      let left = share > 0 ? Int(seconds / share - seconds) : 0
      let done = "\(count) of \(all) \(unit)"
      Output.error.overwrite(with: "\(name): \(done), about \(left) s left")
    }
    return !Interrupts.pending
  }

  /// Takes the line away.
  package func end() { if isShown { Output.error.overwrite() } }
}
