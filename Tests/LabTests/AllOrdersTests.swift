import Foundation
import Language
import Runs
import Testing
import Vocabulary

/// The page of the tour that checks two programs: what it expects holds, and what it says fails does.
@Suite struct AllOrdersTests {
  private static let page = URL(fileURLWithPath: #filePath + "/../../../docs/tour/all-orders.md")
    .standardized

  @Test func whatThePageExpectsHolds() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "all-orders.md")
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      #expect(test.mismatches == [])
      #expect(test.failure?.text == nil)
    }
    let checks = try ExpectationCheck.all(of: scenario)
    #expect(checks.count > 15)
    for check in checks { #expect(check.holds, "\(check.line): \(check.claim.text)") }
  }

  /// Every failure that it shows is the one that its last part leads to.
  @Test func whatThePageShowsIsPrinted() throws {
    var (commands, shown, isCommand, failures): ([String], [String]?, Bool, Int) = (
      [], nil, false, 0
    )
    for line in try String(contentsOf: Self.page, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init) {
      switch line {
      case "```isolab": isCommand = true
      case "```text": shown = []
      case "```":
        if let shown, shown.first?.hasPrefix("FAILED") == true {
          try check(shown, after: commands)
          failures += 1
        }
        (shown, isCommand) = (nil, false)
      case ".reset": commands = []
      default:
        shown?.append(line)
        if isCommand { commands.append(line) }
      }
    }
    #expect(failures == 3)
  }

  private func check(_ shown: [String], after commands: [String]) throws {
    let head = try #require(shown[0].wholeMatch(of: /FAILED (\S+) +\w+\.isolab: (.*)/))
    let text = (commands + [".expect \(head.1): \(head.2)", ""]).joined(separator: "\n")
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "booking.isolab")
    let check = try #require(try ExpectationCheck.all(of: scenario).last)
    #expect(!check.holds)
    #expect(["       " + check.complaint] + check.counterexample == Array(shown.dropFirst()))
  }
}
