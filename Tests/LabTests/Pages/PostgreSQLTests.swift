import Foundation
import Language
import Pages
import SQL
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Runs

/// What scripts say of PostgreSQL.
///
/// That PostgreSQL does so, `scripts/sql` sees on a server.
@Suite struct PostgreSQLTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Exports/PostgreSQL")

  /// One small lesson for each way in which PostgreSQL differs.
  private static let names = [
    "delete-of-an-unseen-row", "delete-of-no-row", "doomed-without-a-row", "lock-of-no-row",
    "new-row-after-a-delete", "order-is-chance", "read-only-refuses", "reads-by-pages",
    "retry-after-a-failure", "timeouts-and-ctrl-c",
    "update-fails-at-once", "upsert-of-a-deleted-row", "upsert-waits-first",
    "value-before-the-wait", "variables", "writers-wait",
  ]

  @Test func everyLessonIsTested() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let lessons = files.filter { $0.hasSuffix(".isolab") }.map { String($0.dropLast(7)) }
    #expect(lessons.sorted() == Self.names)
  }

  /// With the variable UPDATE_EXPORTS set, the files are written anew, to be read as a difference.
  @Test(arguments: names) func isAsRecorded(name: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).isolab"))
    let lesson = try Scenario.read(bytes: Array(bytes), file: "\(name).isolab")
    let run = Run(lesson, in: lesson.standardMode)
    #expect(run.failure == nil)
    let text = try #require(run.export(as: .sql, part: 1))
    let file = Self.folder.appendingPathComponent("\(name).sql")
    if ProcessInfo.processInfo.environment["UPDATE_EXPORTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// No variable of psql's own can be set, whatever a lesson calls its own.
  @Test func variablesHaveAPrefix() throws {
    for name in ["PROMPT1", "AUTOCOMMIT", "ON_ERROR_STOP", "condition", "ROW_COUNT"] {
      let text = try Self.sql(["alice: BEGIN", "alice: GET x AS \(name)", "alice: SCAN AS \(name)"])
      #expect(text.contains("AS \"isolab_\(name)\""))
      #expect(text.contains("\\set isolab_\(name) "))
      #expect(!text.contains("\"\(name)\""))
      #expect(!text.contains("\\set \(name)"))
    }
  }

  /// In random programs of all modes each difference has a reason that is told.
  @Test(arguments: IsolationMode.allCases) func everyDifferenceIsExplained(mode: IsolationMode) {
    for seed in 0..<60 as Range<UInt64> {
      let program = RandomProgram(seed: seed, mode: mode)
      var workspace = Bench(program)
      var replies: [Reply] = []
      for line in program.lines {
        workspace.play(line)
        replies += workspace.reply.map { [$0] } ?? []
      }
      let text = Narrator(workspace.runner).sql(replies, title: "").joined(separator: "\n")
      #expect(!text.contains("for an unknown reason"), "seed \(seed) in \(mode.name)")
    }
  }

  private static func sql(_ lines: [String]) throws -> String {
    let lesson = try Scenario.read(
      bytes: Array(lines.map { $0 + "\n" }.joined().utf8), file: "lesson.isolab")
    return try #require(Run(lesson, in: .snapshot).export(as: .sql, part: 1))
  }
}
