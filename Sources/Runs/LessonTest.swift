package import Language
package import Stores
import Telling
package import Vocabulary

/// A lesson replayed in one mode and compared with its recorded answers.
package struct LessonTest: Sendable {
  /// A command whose answers differ from the recorded ones.
  package struct Mismatch: Hashable, Sendable {
    package let line: Int
    package let command: String
    package let recorded: [String]
    package let found: [String]
  }

  package let mode: IsolationMode
  package private(set) var mismatches: [Mismatch] = []
  /// How many commands have answers that are recorded for the mode.
  package private(set) var comparisons = 0
  /// The answers of each entry, without prose.
  package let answers: [[String]]
  /// The first error that no answer records.
  package let failure: Failure?

  /// Replays the lesson, on the store or on isolab's engine.
  ///
  /// `conflicts` is the policy if the lesson names none; nil is the mode's own. On a store, lines
  /// about the engine and parts without a level are left out.
  package init(
    _ scenario: Scenario, mode: IsolationMode, conflicts: ConflictPolicy? = nil,
    on store: (any Store)? = nil
  ) {
    self.mode = mode
    let leftOut = store.map { scenario.partsWithoutLevel(on: $0.identity) } ?? [:]
    let lines = scenario.lines.filter { $0.isReset || leftOut[$0.part] == nil }
    let run = Run(
      Replay(lines, of: scenario.file, in: mode, conflicts: conflicts, on: store),
      keepGoing: true)
    (failure, answers) = (run.failure, run.recordedAnswers)
    let found = Dictionary(
      uniqueKeysWithValues: zip(run.lines.map(\.line), answers).filter { line, _ in
        store == nil || !line.isAboutEngine
      }.map { ($0.number, $1) })
    for entry in scenario.entries {
      guard let found = found[entry.line] else { continue }
      guard let recorded = entry.answers.recorded(in: mode, isForAll: scenario.isForAllModes)
      else { continue }
      comparisons += 1
      if recorded != found {
        mismatches.append(
          Mismatch(line: entry.line, command: entry.text, recorded: recorded, found: found))
      }
    }
  }

  package var passes: Bool { mismatches.isEmpty && failure == nil }
}
