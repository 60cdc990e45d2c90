import Checking
import Foundation
import Language
import Runs
import Telling
import Testing
import Vocabulary

/// The pages of the tour: what they show below a command is what it answers, prose included.
///
/// A page may leave lines of prose out, but shows none that is not there.
@Suite struct TourTests {
  private static let folder = URL(fileURLWithPath: #filePath + "/../../../docs/tour").standardized

  @Test(arguments: [
    "versions", "visibility", "snapshots", "write-conflicts", "reading-a-cycle", "write-snapshot",
    "pivots", "predicates", "vacuum", "retries", "choosing-a-mode", "../for-teachers",
  ])
  func showsWhatHappens(page: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: page + ".md"), encoding: .utf8)
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: page + ".md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let mode = try #require(scenario.modes.first)
    #expect(scenario.modes == [mode])
    let test = LessonTest(scenario, mode: mode)
    #expect(test.mismatches == [])
    #expect(test.failure?.text == nil)

    let run = Run(Replay(scenario.lines, of: page, in: mode), keepGoing: true)
    #expect(run.lines.count == scenario.entries.count)
    for played in run.lines {
      var found = played.answer.lines.map(\.text)[...]
      for answer in played.line.answers {
        let shown = lines[answer.line - 1].dropFirst(2)
        guard shown.contains("; ") else { continue }
        #expect(found.contains { $0 == shown }, "\(page):\(answer.line): \(shown)")
        found = found.drop { $0 != shown }.dropFirst()
      }
    }
  }

  /// The table of anomalies is that of the judge.
  @Test(arguments: Checking.Anomaly.all)
  func namesEveryAnomaly(anomaly: Checking.Anomaly) throws {
    let page = Self.folder.appending(path: "anomalies.md")
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let row = try #require(rows.first { $0.hasPrefix("| \(anomaly.slug) | ") })
    let cells = row.split(separator: "|").map { $0.drop { $0 == " " } }
    #expect(cells[3].hasPrefix("\(try #require(anomaly.weakestMode).shortName) "))
    #expect(cells[4].contains("Scenarios/\(try #require(anomaly.lesson)).md)"))
    for code in anomaly.code.split(separator: ", ") where anomaly.slug != "cycle" {
      #expect(cells[1].contains(code), "\(anomaly.slug): \(code)")
    }
  }
}
