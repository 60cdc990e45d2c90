import Foundation
import Testing

extension CommandLineTests {
  /// `isolab explore --on`, with the database that every build has.
  @Suite struct ExploreStore {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let command = ["explore", "double-booking", "--on", "sqlite:", "--part", "1"]

    @Test func theTableShowsBothSides() throws {
      let all = try isolab(Self.command)
      #expect(all.errors.hasSuffix(": SQLite \(try version) has no such levels\n"))
      #expect(all.output.contains("\nBEGIN IMMEDIATE  42 "))
      let run = try isolab(Self.command + ["--mode", "si"])
      #expect(run.status == .code(0) && run.errors == "")
      #expect(
        run.output.contains(
          """
                                si  BEGIN DEFERRED
          possible              70  50
          outcomes              3   4
          clean                 2   2
          predicate-write-skew  68  0
          """))
      #expect(
        run.output.contains(
          """
          how the orders match isolab's:
          level           orders  event by event  in outcome  explained  unexplained
          BEGIN DEFERRED  70      2               0           68         0
          BEGIN DEFERRED: one-writer explains 40 orders
          BEGIN DEFERRED: stale-snapshot explains 28 orders
          BEGIN DEFERRED: the shortest explained order: 5
          """))
    }

    @Test func programsGetBothSidesAndThePlace() throws {
      let runs = try ["1", "3"].map { jobs in
        try isolab(Self.command + ["--mode", "all", "--limit", "30", "--json", "--jobs", jobs])
      }
      #expect(runs[0].output == runs[1].output && runs[0].errors == "")
      let objects = try runs[0].output.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(objects.map { $0["level"] as? String } == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"])
      for object in objects {
        #expect((object["on"] as? String)?.hasPrefix("SQLite 3.") == true)
        let match = try #require(object["match"] as? [String: Any])
        let counts = ["events", "outcome", "explained", "unexplained"].map {
          match[$0] as? Int ?? -1
        }
        #expect(counts.reduce(0, +) == match["orders"] as? Int && counts[3] == 0)
        let own = try #require(object["isolab"] as? [String: Any])
        #expect(own["mode"] as? String == object["mode"] as? String)
        #expect((own["basis"] as? [String: Any])?["because"] as? String == "limit")
      }
    }

    @Test func whatIsSavedReplaysThere() throws {
      let run = try isolab(Self.command + ["--mode", "si", "--save", "found"], in: scratch)
      let names = run.output.split(separator: "\n").filter { $0.hasPrefix("found/") }
      #expect(
        names == [
          "found/double-booking-1-sqlite-si-abort-needed.md",
          "found/double-booking-1-sqlite-si-waits.md",
          "found/double-booking-1-sqlite-si-explained.md",
        ])
      for name in names {
        let again = try isolab(["run", String(name), "--on", "sqlite:"], in: scratch)
        #expect(again.status == .code(0))
      }
      let shown = try isolab(
        ["run", String(try #require(names.first)), "--on=sqlite:"], in: scratch)
      #expect(shown.output.contains("\n  ABORTED concurrent-update, needed ; SQLITE_BUSY_SNAPSHOT"))
    }

    @Test func aDifferenceIsShownOnBothSides() throws {
      let run = try isolab(Self.command + ["--mode", "si", "--show", "explained"])
      let sides = run.output.components(separatedBy: "\n# isolab's own snapshot:\n")
      #expect(run.status == .code(0) && sides.count == 2)
      #expect(sides.first?.contains("\n  WAITS alice") == true)
      #expect(sides.last?.contains("WAITS") == false)
      let none = try isolab(Self.command + ["--mode", "si", "--show", "unexplained"])
      #expect(none.status == .code(1))
      #expect(none.errors == "isolab: no order of double-booking shows unexplained\n")
      #expect(try isolab(["explore", "phantom", "--show", "explained"]).status == .code(2))
    }

    /// Statements appear under their commands.
    @Test func anOrderIsShownWithItsStatements() throws {
      let run = try isolab(Self.command + ["--mode", "si", "--show", "1", "--sql"])
      #expect(run.status == .code(0) && run.output.contains("BEGIN DEFERRED"))
      #expect(run.output.contains("# on SQLite "))
    }

    @Test func ctrlCLeavesAPartialTableAndNoFiles() throws {
      let lines = (1...3).flatMap { round in
        ["alice", "bob", "carol", "dave"].map { "\($0): PUT \($0) \(round)" }
      }
      try scratch.write(
        ([".sessions carol dave", ".autocommit on"] + lines).joined(separator: "\n") + "\n",
        to: "many.isolab")
      let program = try PipedProgram(
        ["explore", "many.isolab", "--on", "sqlite:", "--mode", "si", "--limit", "300000"],
        environment: ["TMPDIR": scratch.path], in: scratch.path)
      try program.interrupt(after: 2)
      let run = try program.finish()
      #expect(run.status == .code(130) && run.errors == "isolab: interrupted\n")
      #expect(run.output.contains("\nsnapshot: partial, interrupted after "))
      #expect(run.output.contains("\nBEGIN DEFERRED  "))
      let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
      #expect(left == ["many.isolab"])
    }

    @Test func whatFailsIsNamed() throws {
      let gone = try isolab(["explore", "phantom", "--on", "exec:exit 3"])
      #expect(gone.status == .code(2) && gone.output == "" && gone.errors.hasPrefix("isolab: "))
      let two = try isolab(["explore", "phantom", "--on", "sqlite:,sqlite:"])
      #expect(two.status == .code(2) || two.status == .code(64))
      let level = try isolab(Self.command + ["--mode", "rc"])
      #expect(level.errors.contains("no counterpart for read-committed"))
    }

    private var version: String {
      get throws {
        let run = try isolab(["run", "phantom", "--on", "sqlite:", "--mode", "si", "--json"])
        let line = try #require(run.output.split(separator: "\n").first)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return String(try #require(object?["on"] as? String).dropFirst("SQLite ".count))
      }
    }
  }
}
