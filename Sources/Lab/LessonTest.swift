package import Scripting
import Telling
package import Vocabulary

/// A lesson replayed in one mode and compared with its recorded answers.
package struct LessonTest: Sendable {
  /// A command whose answers are not the recorded ones.
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
  package private(set) var failure: Failure?

  /// Replays the lesson; `conflicts` is the policy where it says none, nil that of the mode.
  package init(_ scenario: Scenario, mode: IsolationMode, conflicts: ConflictPolicy? = nil) {
    self.mode = mode
    var replay = Replay(file: scenario.file, mode: mode, conflicts: conflicts)
    var recording = Recording()
    let isForAll = scenario.isForAllModes
    for entry in scenario.entries {
      if case .success(let statement) = entry.statement {
        recording.prepare(for: statement, replay.laboratory)
      }
      let played = replay.play(entry)
      recording.add(played.answer.lines, known: entry.recorded(in: mode, isForAll: isForAll) ?? [])
      failure = failure ?? played.failure
      if played.answer.isQuit { break }
    }
    recording.settle(replay.laboratory)
    answers = recording.answers
    for (entry, found) in zip(scenario.entries, answers) {
      guard let recorded = entry.recorded(in: mode, isForAll: isForAll) else { continue }
      comparisons += 1
      if recorded != found {
        mismatches.append(
          Mismatch(line: entry.line, command: entry.text, recorded: recorded, found: found))
      }
    }
  }

  package var passes: Bool { mismatches.isEmpty && failure == nil }
}

extension Scenario.Entry {
  /// The answers that the lesson records for a mode; nil if it need not have any for it.
  func recorded(in mode: IsolationMode, isForAll: Bool) -> [String]? {
    let lines = answers.filter { !$0.isNote }
    guard !lines.isEmpty else { return nil }
    let ours = lines.filter { $0.concerns(mode) }
    return ours.isEmpty && !isForAll ? nil : ours.map(\.answer)
  }
}
