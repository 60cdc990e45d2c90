import Drawing
import Language
import Layout
import Telling
import Testing
import Vocabulary

@testable import Runs

/// What is true of every comparison, whatever is compared.
@Suite struct ComparePropertyTests {
  /// Nil mixes the modes.
  private static let modes: [IsolationMode?] = [nil, .readCommitted, .serializableSnapshot]

  @Test(arguments: modes) func linesFit(mode: IsolationMode?) {
    for seed in 0..<20 as Range<UInt64> {
      let program = RandomProgram(seed: seed, mode: mode)
      var workspace = Workspace(mode: program.mode, isInteractive: true)
      if seed.isMultiple(of: 3) { workspace.type(".autocommit on") }
      workspace.type(program.lines)
      for words in [".compare rc si", ".compare ru si ssi", ".compare", ".compare \(Self.all)"] {
        for columns in [120, 80, 76, 60, 40, 24, 7] {
          workspace.display.columns = columns
          workspace.display.isASCII = seed.isMultiple(of: 2)
          for line in workspace.type(words).split(separator: "\n").map({ $0.dropFirst(2) }) {
            let isWrong =
              displayWidth(of: String(line)) > columns || line.hasSuffix(" ")
              || line.unicodeScalars.contains(where: \.isUnprintable)
            #expect(!isWrong, "seed \(seed), \(words), \(columns): \(line)|")
          }
        }
      }
    }
  }

  private static let all = IsolationMode.allCases.map(\.shortName).joined(separator: " ")

  /// The same verdicts, too, as lessons record them.
  @Test func answersAreThoseOfARun() throws {
    for seed in 0..<20 as Range<UInt64> {
      let program = RandomProgram(seed: seed, mode: .snapshot)
      let lines = program.lines.filter { !$0.contains(".conflicts") }
      let text = lines.joined(separator: "\n") + "\n"
      let scenario = try Scenario.read(bytes: Array(text.utf8), file: "test.isolab")
      let sides = LessonComparison(
        scenario, IsolationMode.lab, conflicts: nil, keepGoing: true
      ).sides
      for (index, mode) in sides.modes.enumerated() {
        let found = LessonTest(scenario, mode: mode).answers
        let steps = zip(scenario.entries, found).filter { entry, _ in
          guard case .success(let statement) = entry.statement else { return false }
          return statement.isStep || statement.body == .directive(.retry(nil))
        }
        let rows = sides.parts.flatMap(\.rows).map(\.answers[index].lines)
        #expect(rows == steps.map(\.1), "seed \(seed), \(mode.name)")
      }
    }
  }
}
