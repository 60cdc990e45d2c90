import Chance
import Foundation
import Scripting
import Sessions
import Testing
import Vocabulary

@testable import Lab

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
    var bench = Workbench(isInteractive: true)
    for line in Self.lines(seed) {
      bench.type(line)
      guard dice.chance(1, in: 4), bench.branches[bench.here].next == nil else { continue }
      let position = bench.branches[bench.here].position
      let isAtEnd = position == bench.branches[bench.here].moves.count
      guard isAtEnd, position > 0 else { continue }
      var copy = bench
      let count = 1 + dice.below(position)
      copy.type(".undo \(count)")
      copy.type(".redo \(count)")
      #expect(copy.state == bench.state, "seed \(seed), after \(line)")
    }
  }

  /// A lab that has gone back is the lab that never went on.
  @Test(arguments: seeds) func undoneIsAsNeverDone(seed: UInt64) {
    var bench = Workbench(isInteractive: true)
    for line in RandomProgram(seed: seed, mode: nil).lines {
      let before = bench
      bench.type(line)
      guard bench.branches[0].position > before.branches[0].position else { continue }
      var copy = bench
      copy.type(".undo")
      #expect(copy.state == before.state, "seed \(seed), after \(line)")
    }
  }

  @Test(arguments: seeds) func aSavedLessonGivesTheSameAnswers(seed: UInt64) throws {
    var bench = Workbench(mode: .snapshot, isInteractive: true)
    bench.type(Self.lines(seed))
    guard let text = bench.lesson(titled: "Saved") else { return }
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "saved.md")
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      #expect(test.passes, "seed \(seed): \(test.mismatches) \(String(describing: test.failure))")
    }
    var again = Workbench(mode: scenario.modes[0], isInteractive: false)
    for entry in scenario.entries {
      if case .success(let statement) = entry.statement { _ = again.enter(statement) }
    }
    #expect(again.laboratory.closing == bench.laboratory.closing, "seed \(seed)\n\(text)")
  }

  @Test(arguments: seeds) func aJournalBringsTheLabBack(seed: UInt64) {
    var bench = Workbench(mode: .readCommitted, isInteractive: true)
    var records: [Journal.Record] = [.opened(.readCommitted)]
    for line in Self.lines(seed) {
      guard case .success(let statement)? = bench.laboratory.read(line) else { continue }
      let entry = bench.enter(statement)
      if entry.problem == nil || entry.effect != .none { records.append(.line(line)) }
    }
    let bytes = records.flatMap { Journal.encode($0) }
    let resumed = Workbench(resuming: Journal(bytes: bytes))
    #expect(resumed.state == bench.state, "seed \(seed)")
    #expect(resumed.branchList == bench.branchList)
  }
}
