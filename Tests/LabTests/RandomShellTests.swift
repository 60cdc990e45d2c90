import Chance
import Foundation
import Language
import Sessions
import Testing
import Vocabulary

@testable import Runs

/// What is true of every shell, whatever is typed there.
@Suite struct RandomShellTests {
  private static let seeds: Range<UInt64> = {
    let count = ProcessInfo.processInfo.environment["ISOLAB_PROGRAMS"].flatMap { UInt64($0) } ?? 30
    return 1..<count + 1
  }()

  /// A shell in which a random program was typed, with words of the bench in between.
  private static func lines(_ seed: UInt64) -> [String] {
    var dice = Dice(seed: seed &* 31)
    var lines: [String] = []
    for line in RandomProgram(seed: seed, mode: nil).lines {
      lines.append(line)
      guard dice.chance(1, in: 6) else { continue }
      lines.append(
        dice.pick([
          ".undo", ".undo 3", ".redo", ".redo 2", ".branches 1", ".rerun ssi", ".reset", "bob:",
          ".autocommit on", ".autocommit off", ".lesson lost-update", ".retry bob", ".rerun 2pl",
          ".compare", ".compare ru 2pl sgt",
          "7 alice*> GET a", "PUT a 1", "DELETE d", "UPDATE * SET $value + 1", ".timeline",
        ]))
    }
    return lines
  }

  @Test(arguments: seeds) func undoThenRedoGivesTheSameBytes(seed: UInt64) {
    var dice = Dice(seed: seed)
    var workspace = Workspace(isInteractive: true)
    for line in Self.lines(seed) {
      workspace.type(line)
      guard dice.chance(1, in: 4), workspace.branches[workspace.here].next == nil else { continue }
      let position = workspace.branches[workspace.here].position
      let isAtEnd = position == workspace.branches[workspace.here].changes.count
      guard isAtEnd, position > 0 else { continue }
      var copy = workspace
      let count = 1 + dice.below(position)
      copy.type(".undo \(count)")
      copy.type(".redo \(count)")
      #expect(copy.state == workspace.state, "seed \(seed), after \(line)")
    }
  }

  /// A lab that has gone back is the lab that never went on.
  @Test(arguments: seeds) func undoneIsAsNeverDone(seed: UInt64) {
    var workspace = Workspace(isInteractive: true)
    for line in RandomProgram(seed: seed, mode: nil).lines {
      let before = workspace
      workspace.type(line)
      guard workspace.branches[0].position > before.branches[0].position else { continue }
      var copy = workspace
      copy.type(".undo")
      #expect(copy.state == before.state, "seed \(seed), after \(line)")
    }
  }

  @Test(arguments: seeds) func aSavedLessonGivesTheSameAnswers(seed: UInt64) throws {
    var workspace = Workspace(mode: .snapshot, isInteractive: true)
    workspace.type(Self.lines(seed))
    guard let text = try workspace.lesson(titled: "Saved") else { return }
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "saved.md")
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      #expect(test.passes, "seed \(seed): \(test.mismatches) \(String(describing: test.failure))")
    }
    var again = Workspace(mode: scenario.modes[0], isInteractive: false)
    for entry in scenario.entries {
      if case .success(let statement) = entry.statement { _ = again.enter(statement) }
    }
    #expect(again.lab.closing == workspace.lab.closing, "seed \(seed)\n\(text)")
  }

  @Test(arguments: seeds) func aJournalBringsTheLabBack(seed: UInt64) {
    var workspace = Workspace(mode: .readCommitted, isInteractive: true)
    var records: [Journal.Record] = [.opened(.readCommitted)]
    for line in Self.lines(seed) {
      guard case .success(let statement)? = workspace.lab.read(line) else { continue }
      let entry = workspace.enter(statement)
      if entry.problem == nil || entry.effect != .none { records.append(.line(line)) }
    }
    let bytes = records.flatMap { Journal.encode($0) }
    let resumed = Workspace(resuming: Journal(bytes: bytes))
    #expect(resumed.state == workspace.state, "seed \(seed)")
    #expect(resumed.branchList == workspace.branchList)
  }
}
