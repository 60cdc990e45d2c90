import Foundation
import Importing
import Language
import Pages
import Testing
import Vocabulary

@testable import Runs

/// Scripts of several windows as lessons.
@Suite struct TranscriptTests {
  private func commands(_ text: String) throws -> [String] {
    let lesson = try Import(text, named: "x", .sql).lesson
    let scenario = try Scenario.read(bytes: Array(lesson.utf8), file: "x.md")
    return scenario.entries.map(\.text).filter { !$0.hasPrefix(".") }
  }

  private static let tables = """
    create table test (id int primary key, value int not null); -- one table
    insert into test (id, value) values (1, 10), (2, 20);


    """

  @Test func aCommentAfterAStatementNamesItsSession() throws {
    let text =
      Self.tables + """
        begin; set transaction isolation level repeatable read; -- T1
        begin; set transaction isolation level repeatable read; /* T2 */
        update test set value = 11 where id = 1; -- T1
        update test set value = 12 where id = 1; -- T2, BLOCKS
        commit; -- T1. This unblocks T2
        select * from test -- of everything
          where id = 1; -- either. Shows 1 => 11
        abort; -- T2
        """
    #expect(
      try commands(text) == [
        "T1: BEGIN snapshot", "T1: PUT 1 11", "T2: BEGIN snapshot", "T2: PUT 1 12", "T1: COMMIT",
        "T1: GET 1", "T2: ROLLBACK",
      ])
  }

  @Test func aCommentOfItsOwnAndAPromptNameTheSessionOfWhatFollows() throws {
    let text =
      Self.tables + """
        -- alice
        begin;
        select value from test where id = 1;
        bob> begin; update test set value = value + 1
               where id = 2;
        commit;
        -- a comment about alice
        /* alice: */
        commit;
        """
    #expect(
      try commands(text) == [
        "alice: BEGIN", "alice: GET 1", "bob: BEGIN", "bob: UPDATE 2 SET $value + 1",
        "bob: COMMIT", "alice: COMMIT",
      ])
  }

  @Test(arguments: [
    ("begin; -- T1\ncommit;", "5:1: this statement names no session"),
    (
      "begin; -- T1\nselect * from test -- T1",
      "5:1: this statement does not end with a semicolon"
    ),
    ("\\copy test -- T1", "4:1: isolab does not know this psql command here"),
    ("insert into test values (3, 1);", "1:1: no session reads or writes anything here"),
  ]) func whatIsNotClearIsRefused(text: String, reason: String) {
    do throws(Objections) {
      _ = try Import(Self.tables + text, named: "x", .sql)
      Issue.record("imported")
    } catch {
      let first = error.all[0]
      #expect("\(first.place.line):\(first.place.column): \(first.message)".hasPrefix(reason))
    }
  }

  /// The transcript on docs/import.md is one that can be imported.
  @Test func theExampleOfThePageIsATranscript() throws {
    let page = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/import.md"), encoding: .utf8)
    let start = try #require(page.range(of: "```sql\n")).upperBound
    let end = try #require(page[start...].range(of: "```")).lowerBound
    #expect(
      try commands(String(page[start..<end])) == [
        "T1: BEGIN snapshot", "T1: PUT 1 11", "T1: SCAN", "T2: SCAN", "alice: PUT 1 12",
      ])
  }

  // MARK: There and back

  /// isolab's own script of a lesson becomes a lesson whose script has the same statements.
  ///
  /// The comments differ, where they quote isolab's commands. A ROLLBACK that finds no transaction
  /// and the query that takes a snapshot depend on the mode, which SQL names by its level.
  @Test(arguments: Lesson.names) func aScriptIsALessonAgain(name: String) throws {
    let lesson = try Course.scenario(name)
    for mode in lesson.modes where Self.levels.contains(mode) {
      let run = Run(lesson, in: mode)
      for part in 1...run.partCount {
        guard let script = run.export(as: .sql, part: part) else { continue }
        do {
          let text = try Import(script, named: name, .sql).lesson
          let scenario = try #require(try? Scenario.read(bytes: Array(text.utf8), file: name))
          let again = Run(scenario, in: scenario.standardMode).export(as: .sql, part: 1)
          #expect(Self.statements(again ?? "") == Self.statements(script), "\(mode) \(part)")
        } catch let error as Objections {
          // A time limit is an error of psql's, and PostgreSQL reads before it waits.
          let isKnown = error.all.allSatisfy { objection in
            objection.message.hasPrefix("without a table")
              && script.contains("in place of the time limit")
              || objection.message.hasPrefix("in READ COMMITTED")
                && script.contains("LEVEL READ COMMITTED")
          }
          #expect(isKnown, "\(error)")
        }
      }
    }
  }

  private static let levels: [IsolationMode] = [.readCommitted, .snapshot, .serializableSnapshot]

  private static func statements(_ script: String) -> [Substring] {
    let end = script.range(of: "-- ===== at the end")?.lowerBound ?? script.endIndex
    return script[..<end].split(separator: "\n").filter { line in
      !line.hasPrefix("-- ") && line != "--" && line != "ROLLBACK;" && line != "SELECT 'snapshot';"
        || line.hasPrefix("-- ===== window")
    }
  }
}
