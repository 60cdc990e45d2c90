package import Differences
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
    /// Why a store gives other answers than isolab's engine; empty: unexplained.
    package let reasons: [KnownDifference]
  }

  package let mode: IsolationMode
  package let mismatches: [Mismatch]
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
    func start(on store: (any Store)?) -> Replay {
      Replay(lines, of: scenario.file, in: mode, conflicts: conflicts, on: store)
    }
    let run = Run(start(on: store), keepGoing: true)
    answers = run.recordedAnswers
    var wrong: [(line: Line, command: String, recorded: [String], found: [String])] = []
    let entries = Dictionary(uniqueKeysWithValues: scenario.entries.map { ($0.line, $0) })
    for (played, found) in zip(run.lines, answers) {
      guard store == nil || !played.line.isAboutEngine, let entry = entries[played.line.number],
        let recorded = entry.answers.recorded(in: mode, isForAll: scenario.isForAllModes)
      else { continue }
      comparisons += 1
      if recorded != found { wrong.append((played.line, entry.text, recorded, found)) }
    }
    let isElsewhere = store != nil && !(wrong.isEmpty && run.failure == nil)
    let beside = isElsewhere ? EngineBeside(start(on: nil), beside: run) : nil
    mismatches = wrong.map { line, command, recorded, found in
      Mismatch(
        line: line.number, command: command, recorded: recorded, found: found,
        reasons: beside?.reasons(for: line, recorded, found) ?? [])
    }
    failure =
      run.failure?.kind == .store
      ? run.failure
      : run.lines.first { played in
        played.failure != nil && beside?.reasons(forPart: played.part).isEmpty ?? true
      }?.failure
  }

  /// Whether all answers are as recorded, or differ for a known reason.
  package var passes: Bool { mismatches.allSatisfy { !$0.reasons.isEmpty } && failure == nil }

  /// The known reasons for which a store differs, each once; empty unless the test passes.
  package var known: [KnownDifference] {
    guard passes else { return [] }
    return KnownDifference.allCases.filter { reason in
      mismatches.contains { $0.reasons.contains(reason) }
    }
  }
}
