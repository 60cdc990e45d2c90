package import Drawing
package import Language
import Sessions
import Telling
package import Vocabulary

/// A lesson replayed in several modes, with what differs.
package struct LessonComparison: Sendable {
  package let sides: SideBySide
  /// The first error that no answer records, and the mode in which it happened.
  package private(set) var failure: Refusal?

  /// Plays the scenario in each mode, and up to its first failure unless it goes on.
  ///
  /// - Parameters:
  ///   - scenario: The lesson.
  ///   - named: The modes; empty stands for those of the lesson.
  ///   - conflicts: What happens to two writers of a key wherever the lesson does not say so; nil
  ///     leaves it to each mode.
  ///   - keepGoing: Whether errors are answers like any other.
  ///   - part: The only part that is compared, from 1; nil is all of them. The parts after it are
  ///     not played.
  package init(
    _ scenario: Scenario, _ named: [IsolationMode], conflicts: ConflictPolicy?, keepGoing: Bool,
    part: Int? = nil
  ) {
    // Commands that lead to another mode have no place here.
    let lines = scenario.lines.filter { line in
      [.lab, .tests].contains(line.subject) && line.part <= part ?? .max
    }
    let ofLesson = scenario.modes
    let modes = SideBySide.modes(
      named, present: scenario.standardMode,
      usual: ofLesson.count > 1 ? ofLesson : IsolationMode.lab)
    var runs: [Run] = []
    for mode in modes {
      let start = Replay(lines, of: scenario.file, in: mode, conflicts: conflicts)
      let run = Run(start, keepGoing: keepGoing)
      if let failure = run.failure, self.failure == nil {
        self.failure = Refusal(mode: mode, failure: failure)
      }
      if failure != nil, !keepGoing { break }
      runs.append(run)
    }
    let all = SideBySide(runs.count < modes.count ? [] : runs, modes, isOver: true)
    sides = SideBySide(
      modes: modes, parts: all.parts.filter { part == nil || part == $0.number })
  }
}
