import Foundation
import Language
import Runs
import Testing
import Vocabulary

/// The scripts of `Regressions` and `Examples` answer in each of their modes as they record.
///
/// What they record was derived from the specification, not from the program.
@Suite struct RecordedScriptsTests {
  @Test(arguments: RecordedScript.all)
  func answersAsRecorded(script: RecordedScript) throws {
    let scenario = try script.scenario()
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      for mismatch in test.mismatches {
        Issue.record("\(mode.name), \(script.path):\(mismatch.line): \(mismatch.report)")
      }
      if let failure = test.failure { Issue.record("\(mode.name): \(failure.text)") }
    }
  }

  /// Each says what it is about and where it is from, and leaves no answer to chance.
  @Test(arguments: RecordedScript.all)
  func isComplete(script: RecordedScript) throws {
    let lines = try script.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.hasPrefix("# \(script.title)") == true)
    #expect(lines.dropFirst().first?.hasPrefix("# Source: ") == true)
    for entry in try script.scenario().entries where entry.answers.isEmpty {
      let statement = try entry.statement.get()
      switch statement.body {
      case .directive, .command(.begin): continue
      default: Issue.record("\(script.path):\(entry.line): \(entry.text) has no recorded answer")
      }
    }
  }

  /// None can vanish: section 8 of the specification, R15, which random programs found, and the
  /// verdicts of R16 and R17.
  @Test func allRegressionsAreThere() {
    let found = RecordedScript.all.filter { $0.folder == "Regressions" }
    #expect(found.map(\.number) == Array(1...17))
  }

  /// None can vanish: sections 2, 3 and 3.1 of the specification.
  @Test(arguments: [
    "H6-one-stale-read", "H4-overwrite-unread", "BW-blind-overlap", "LU-lost-update",
    "H4-prime-overwrite-read", "DS-structure-without-cycle", "PF-pivot-first",
    "RF-readers-first", "E9-ignored-delete", "read-only-anomaly-scan-late",
    "read-only-anomaly-scan-early", "read-only-anomaly-old-snapshot",
    "read-only-anomaly-without-reader", "read-only-anomaly-scan-only",
    "read-only-anomaly-deferrable", "victims-in-order", "seed-001-delete-twice",
    "seed-001-delete-twice-rollback", "seed-001-delete-twice-both-read", "seed-001-on-call",
    "seed-002-doctors",
  ])
  func exampleIsThere(name: String) {
    #expect(RecordedScript.all.contains { $0.folder == "Examples" && $0.name == name })
  }
}

/// A file of one of the two folders.
struct RecordedScript: CustomTestStringConvertible, Sendable {
  let folder: String
  let name: String

  /// All, in the order of their names.
  static let all: [RecordedScript] = ["Regressions", "Examples"].flatMap { folder in
    let files = (try? FileManager.default.contentsOfDirectory(atPath: location(of: folder))) ?? []
    return files.sorted().filter { $0.hasSuffix(".isolab") }.map {
      RecordedScript(folder: folder, name: String($0.dropLast(".isolab".count)))
    }
  }

  /// Of a regression: 1 for `R01-...`; else 0.
  var number: Int { Int(name.dropFirst().prefix(2)) ?? 0 }

  /// What the first line must start with: `R1: `, or nothing in particular.
  var title: String { folder == "Regressions" ? "R\(number): " : "" }

  /// Below this file's folder.
  var path: String { "\(folder)/\(name).isolab" }
  var testDescription: String { name }

  func text() throws -> String {
    try String(contentsOfFile: Self.location(of: path), encoding: .utf8)
  }

  func scenario() throws -> Scenario {
    try Scenario.read(bytes: Array(try text().utf8), file: path)
  }

  private static func location(of name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name).path
  }
}

extension LessonTest.Mismatch {
  /// The command, the recorded answers and those found, each on a line of its own.
  fileprivate var report: String {
    let lines = recorded.map { "  recorded  \($0)" } + found.map { "  found     \($0)" }
    return ([command] + lines).joined(separator: "\n")
  }
}
