import Foundation
import Testing

extension CommandLineTests {
  /// Subcommands with `--on`.
  @Suite struct OnDatabases {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write(
        """
        # Two keys
        ```isolab
        .modes rc si
        .seed x=0
        alice: BEGIN
          ok
        bob: BEGIN
          ok
        alice: PUT x 1
          ok
        bob: PUT y 1
          ok
        alice: COMMIT
          ok
        bob: COMMIT
          ok
        .conflicts first-committer
        .reset
        alice: BEGIN rc
          ok
        alice: COMMIT
          ok
        ```

        """, to: "keys.md")
    }

    @Test func compareExplainsTheFirstDifference() throws {
      let compare = try isolab(["compare", "keys.md", "--on", "sqlite:"], in: scratch)
      #expect(compare.status == .code(0))
      #expect(compare.errors == "")
      #expect(compare.output.hasPrefix("keys.md: first difference at step 4\n"))
      #expect(compare.output.contains("BEGIN DEFERRED\n"))
      #expect(compare.output.contains("\n>  4  bob: PUT y 1\n      ok  "))
      #expect(compare.output.contains(": step 4, one-writer: Only one\n"))
      #expect(compare.output.contains("\nPart 2 names read-committed, for which SQLite "))
      #expect(compare.output.contains("\nNo database here has a level for read-committed.\n"))
    }

    @Test func compareTakesSeveralDatabasesAndLevels() throws {
      let compare = try isolab(
        [
          "compare", "keys.md", "--on", "sqlite:,sqlite:?journal=delete", "--mode",
          "begin immediate", "--part", "1",
        ], in: scratch)
      #expect(compare.status == .code(0))
      #expect(
        compare.output.contains(
          "\n      ok                       WAITS alice              WAITS alice\n"))
      let words = compare.output.split { $0.isWhitespace }.joined(separator: " ")
      #expect(words.components(separatedBy: ": step 2, one-writer:").count == 3)
    }

    @Test func compareNamesPlacesForPrograms() throws {
      let compare = try isolab(
        ["compare", "keys.md", "--on", "sqlite:", "--json", "--mode", "si"], in: scratch)
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(compare.output.utf8)) as? [String: Any])
      let places = try #require(object["places"] as? [Any])
      #expect(places.first is NSNull)
      #expect((places.last as? [String: String])?["level"] == "BEGIN DEFERRED")
      let part = try #require((object["parts"] as? [[String: Any]])?.first)
      let difference = try #require((part["differences"] as? [[String: Any]])?.first)
      #expect(difference["step"] as? Int == 4)
      #expect(difference["explained"] as? Bool == true)
    }

    @Test func testSkipsModesWithoutALevel() throws {
      let test = try isolab(["test", "keys.md", "--on", "sqlite:"], in: scratch)
      #expect(test.status == .code(0))
      #expect(test.output.contains("level for it: read-committed (1 test, 1 part)\n"))
      let line = "known  snapshot               keys.md  (6 answers compared)\n"
      #expect(test.output.hasPrefix(line), "\(test.output)")
      let reason = "       known difference: one-writer, in lines 11, 13, and 15"
      #expect(test.output.contains(reason), "\(test.output)")
      #expect(
        test.output.hasSuffix(
          "0 passed, 0 failed, 1 with known differences, 6 answers compared\n"))
      let strict = try isolab(["test", "keys.md", "--on", "sqlite:", "--strict"], in: scratch)
      #expect(strict.status == .code(1))
      #expect(strict.output.hasSuffix("0 passed, 1 failed, 6 answers compared\n"))
    }

    /// An answer that isolab's engine does not give either has no known reason.
    @Test func testFailsForUnknownReasons() throws {
      try scratch.write("BEGIN\n  ok\nPUT x 1\n  WAITS bob\n", to: "wrong.isolab")
      let test = try isolab(
        ["test", "wrong.isolab", "--on", "sqlite:", "--mode", "si"], in: scratch)
      #expect(test.status == .code(1))
      #expect(test.output.contains("wrong.isolab:3: PUT x 1\n       - WAITS bob\n       + ok\n"))
    }

    @Test func aPipeMayNameLevels() throws {
      let lines = [
        ".mode begin immediate", "bob: BEGIN IMMEDIATE", "bob: ROLLBACK", "bob: BEGIN Deferred",
        ".rerun BEGIN DEFERRED",
      ]
      let run = try isolab(
        ["--on", "sqlite:"], input: lines.joined(separator: "\n") + "\n", in: scratch)
      #expect(run.status == .code(0), "\(run.errors)")
      #expect(run.output.contains("1 bob> BEGIN two-phase-locking\n"), "\(run.output)")
      #expect(run.output.contains("bob> BEGIN snapshot\n"))
      let unknown = try isolab(["--on", "sqlite:"], input: ".mode foo\n", in: scratch)
      #expect(unknown.status == .code(2))
      #expect(
        unknown.errors.contains("the levels of this database are BEGIN DEFERRED, BEGIN IMMEDIATE"),
        "\(unknown.errors)")
    }

    @Test func columnsOfOneDatabaseAreDistinguished() throws {
      let compare = try isolab(
        ["compare", "keys.md", "--part", "1", "--mode", "si"]
          + ["--on", "sqlite:,sqlite:?journal=delete", "--plain"], in: scratch)
      #expect(compare.output.contains(" ?journal=delete BEGIN DEFERRED"), "\(compare.output)")
    }

    @Test(arguments: ["--update", "--explore"]) func testRefuses(option: String) throws {
      let test = try isolab(["test", "keys.md", "--on", "sqlite:", option], in: scratch)
      #expect(test.status == .code(2))
      #expect(test.errors.contains("work only without --on"))
    }

    @Test(arguments: ["html", "svg", "md"]) func exportSaysWhere(form: String) throws {
      let export = try isolab(
        ["export", "write-skew", "--on", "sqlite:", "-o", "out.\(form)"], in: scratch)
      #expect(export.status == .code(0), "\(export.errors)")
      #expect(try scratch.read("out.\(form)").contains("SQLite 3"))
    }

    @Test func aScriptIsNoRun() throws {
      let export = try isolab(
        ["export", "write-skew", "--on", "sqlite:", "-o", "out.sql"], in: scratch)
      #expect(export.status == .code(2))
    }

    @Test(arguments: [
      ["compare", "write-skew"], ["test", "write-skew"], ["play", "write-skew"],
      ["export", "write-skew", "-o", "out.html"],
    ]) func aStoreThatFailsIsNamed(command: [String]) throws {
      let failed = try isolab(command + ["--on", "sqlite:/nowhere/at/all.db"], in: scratch)
      #expect(failed.status == .code(2))
      #expect(failed.errors.contains("sqlite:/nowhere/at/all.db"))
    }
  }
}
