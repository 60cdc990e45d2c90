import Runs
import Telling
import Vocabulary

/// The only clock of the program: it passes real time on to the lab.
struct RealTime {
  private var told = ContinuousClock.now

  /// Passes the time on to the lab, which may abort transactions; the lines about those.
  ///
  /// Where no timeout is set, no time is passed on, and none is kept.
  mutating func tell(_ workspace: inout Workspace, _ saved: inout SavedState) -> [AnswerLine] {
    let span = take()
    guard workspace.isTimed else { return [] }
    saved.pass(span)
    let lines = workspace.pass(span)
    if !lines.isEmpty { saved.keepTime() }
    return lines
  }

  /// The time since the last call, in whole milliseconds.
  private mutating func take() -> TimeSpan {
    let (seconds, attoseconds) = (ContinuousClock.now - told).components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    told += .milliseconds(milliseconds)
    return TimeSpan(milliseconds: milliseconds)
  }
}

/// The lab while the line editor reads a line: time passes meanwhile.
final class TimedLab {
  var workspace: Workspace
  var saved: SavedState
  var realTime: RealTime
  /// Whether the user has seen who waits.
  var hasHinted = false

  init(_ workspace: Workspace, _ saved: SavedState, _ realTime: RealTime) {
    (self.workspace, self.saved, self.realTime) = (workspace, saved, realTime)
  }

  /// The lines about transactions that a timeout has ended.
  func tell() -> [AnswerLine] { realTime.tell(&workspace, &saved) }
}
