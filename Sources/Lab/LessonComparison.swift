package import Drawing
package import Scripting
import Sessions
package import Telling
package import Vocabulary

/// A lesson replayed in several modes, with what differs.
package struct LessonComparison: Sendable {
  package let sides: SideBySide
  /// The first error that no answer records, and the mode in which it happened.
  package private(set) var failure: (mode: IsolationMode, failure: Failure)?

  /// Plays the scenario in each mode, and up to its first failure unless it goes on.
  ///
  /// - Parameters:
  ///   - scenario: The lesson.
  ///   - named: The modes; empty stands for those of the lesson.
  ///   - conflicts: What happens to two writers of a key wherever the lesson does not say so; nil
  ///     leaves it to each mode.
  ///   - keepGoing: Whether errors are answers like any other.
  ///   - part: The only part that is compared, from 1; nil is all of them. What comes behind it is
  ///     not played.
  package init(
    _ scenario: Scenario, _ named: [IsolationMode], conflicts: ConflictPolicy?, keepGoing: Bool,
    part: Int? = nil
  ) {
    let end = part.flatMap { scenario.entries(ofPart: $0)?.upperBound }
    let ofLesson = scenario.modes
    let modes = SideBySide.modes(
      named, present: scenario.standardMode,
      usual: ofLesson.count > 1 ? ofLesson : IsolationMode.laboratory)
    var performances: [Performance] = []
    for mode in modes {
      var run = Run(scenario.file, mode, conflicts)
      run.play(end.map(scenario.prefix) ?? scenario, keepGoing: keepGoing)
      performances.append(run.performance)
      if let failure = run.failure, self.failure == nil { self.failure = (mode, failure) }
      if failure != nil, !keepGoing { break }
    }
    let isWhole = performances.count == modes.count
    let all = SideBySide(isWhole ? performances : [], modes, isOver: true)
    sides = SideBySide(
      modes: modes, parts: all.parts.filter { part == nil || part == $0.number })
  }
}

/// A lesson in one mode.
private struct Run {
  private(set) var performance = Performance()
  private(set) var failure: Failure?
  private var replay: Replay

  init(_ file: String, _ mode: IsolationMode, _ conflicts: ConflictPolicy?) {
    replay = Replay(file: file, mode: mode, conflicts: conflicts)
  }

  mutating func play(_ scenario: Scenario, keepGoing: Bool) {
    for entry in scenario.entries where !entry.leavesTheMode {
      let step = replay.laboratory.runner.nextStep
      let statement = try? entry.statement.get()
      let acting = statement?.session ?? statement?.promptSession ?? replay.laboratory.current
      if let statement { performance.prepare(for: statement, replay.laboratory) }
      let played = replay.play(entry)
      if let typed = statement?.asTyped(in: acting), typed.isStep {
        performance.add(
          typed, of: typed.isOfNoSession ? nil : typed.session(actingIn: acting), at: step,
          played.answer.lines, replay.laboratory)
      }
      failure = failure ?? played.failure
      if played.answer.isQuit || failure != nil && !keepGoing { break }
    }
    performance.close(replay.laboratory)
  }
}

extension Scenario.Entry {
  /// Whether it leads to another mode than that of the comparison, or asks for all of them.
  fileprivate var leavesTheMode: Bool {
    guard case .success(let statement) = statement else { return false }
    switch statement.body {
    case .directive(.mode(.some)), .directive(.bench(.rerun)), .directive(.bench(.compare)),
      .directive(.bench(.explore)):
      return true
    default: return false
    }
  }
}
