import Lab
import Telling
import Vocabulary

/// The only clock there is: it tells the lab how much real time has passed.
struct Timekeeper {
  private var told = ContinuousClock.now

  /// Tells the lab, which may end transactions at that; the lines about those.
  ///
  /// Where no timeout is set no time is told, and none is kept.
  mutating func tell(_ workbench: inout Workbench, _ keeper: inout Keeper) -> [AnswerLine] {
    let span = take()
    guard workbench.isTimed else { return [] }
    keeper.pass(span)
    let lines = workbench.pass(span)
    if !lines.isEmpty { keeper.keepTime() }
    return lines
  }

  /// What has passed since it was last asked, in whole milliseconds.
  private mutating func take() -> TimeSpan {
    let (seconds, attoseconds) = (ContinuousClock.now - told).components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    told += .milliseconds(milliseconds)
    return TimeSpan(milliseconds: milliseconds)
  }
}

/// The lab while the line editor reads a line, for time passes meanwhile.
final class Desk {
  var workbench: Workbench
  var keeper: Keeper
  var timekeeper: Timekeeper
  /// Whether it has been told who waits.
  var hasHinted = false

  init(_ workbench: Workbench, _ keeper: Keeper, _ timekeeper: Timekeeper) {
    (self.workbench, self.keeper, self.timekeeper) = (workbench, keeper, timekeeper)
  }

  /// The lines about what time has ended.
  func tell() -> [AnswerLine] { timekeeper.tell(&workbench, &keeper) }
}
