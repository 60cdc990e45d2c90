import Foundation
import Testing

extension CommandLineTests {
  /// What `isolab test` says of lessons in which there is nothing to check, and of all lessons.
  @Suite struct Coverage {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [
      (".modes si\nBEGIN\n", "no answers are recorded"),
      (".modes si\nBEGIN\n  ; a note\n", "no answers are recorded"),
      (
        ".modes si\nBEGIN\n.expect si: never abort\n",
        "no answers are recorded (--explore checks its .expect lines)"
      ),
      ("", "there are no commands"), ("# only a comment\n", "there are no commands"),
    ])
    func nothingIsChecked(text: String, reason: String) throws {
      try scratch.write(text, to: "bare.isolab")
      let blank = String(repeating: " ", count: 22)
      let run = try isolab(["test", "bare.isolab"], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      #expect(
        run.output == """
          note   \(blank) bare.isolab: nothing is checked, 0 answers compared: \(reason)
          0 passed, 0 failed, 0 answers compared

          """)
      let strict = try isolab(["test", "--strict", "bare.isolab"], in: scratch)
      #expect(strict.status == .code(1))
      #expect(
        strict.output == """
          FAILED \(blank) bare.isolab: nothing is checked, 0 answers compared: \(reason)
          0 passed, 1 failed, 0 answers compared

          """)
    }

    @Test(arguments: [
      (".modes rc si\nBEGIN\n  [si] ok\n", [], 1),
      (".modes si\nBEGIN\n.expect si: never abort\n", ["--strict", "--explore"], 0),
    ])
    func somethingIsChecked(text: String, options: [String], compared: Int) throws {
      try scratch.write(text, to: "some.isolab")
      let run = try isolab(["test", "some.isolab"] + options, in: scratch)
      #expect(run.status == .code(0))
      let count = compared == 1 ? "1 answer" : "0 answers"
      #expect(run.output.hasSuffix("\n1 passed, 0 failed, \(count) compared\n"))
      #expect(run.output.hasPrefix("note "), "a replay in which nothing is compared has not passed")
      #expect(!run.output.contains("nothing is checked"))
    }

    /// A mode for which nothing is recorded is not checked, whatever the others are.
    @Test func aModeWithoutAnswersIsAGap() throws {
      try scratch.write(".modes rc si\nBEGIN\n  [si] ok\n", to: "some.isolab")
      let run = try isolab(["test", "--strict", "some.isolab"], in: scratch)
      #expect(run.status == .code(1))
      #expect(run.output.hasPrefix("FAILED read-committed "))
      #expect(run.output.contains("(0 answers compared: none is recorded for this mode)"))
      #expect(run.output.hasSuffix("\n1 passed, 1 failed, 1 answer compared\n"))
    }

    /// What lies in a folder may be a page to read; what is named is meant as a lesson.
    @Test func aFolderHoldsPagesToo() throws {
      try scratch.write("# Only text\n", to: "page.md")
      try scratch.write("# A lesson\n```isolab\n.modes si\nBEGIN\n  ok\n```\n", to: "lesson.md")
      let run = try isolab(["test", "."], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      let blank = String(repeating: " ", count: 22)
      #expect(
        run.output == """
          ok     snapshot               ./lesson.md  (1 answer compared)
          note   \(blank) ./page.md: nothing is checked, 0 answers compared: it has no isolab block
          1 passed, 0 failed, 1 answer compared

          """)
      #expect(try isolab(["test", "--strict", "."], in: scratch).status == .code(1))
      let named = try isolab(["test", "page.md"], in: scratch)
      #expect(named.status == .code(2) && named.errors.contains("the file has no isolab block"))
    }

    /// Such as an editor leaves behind; what is named is missed.
    @Test func aLinkThatLeadsNowhereIsPassedOver() throws {
      try scratch.write("BEGIN\n  ok\n", to: "good.isolab")
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/dead.md", withDestinationPath: "nowhere")
      let run = try isolab(["test", "."], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      #expect(!run.output.contains("dead"))
      #expect(try isolab(["test", "dead.md"], in: scratch).status == .code(2))
    }

    @Test func aBareModeIsExplained() throws {
      try scratch.write(".modes rc si\nBEGIN\n  [si] ok\n", to: "some.isolab")
      let run = try isolab(["test", "some.isolab"], in: scratch)
      #expect(run.output.contains("  (0 answers compared: none is recorded for this mode)\n"))
    }

    /// `.modes all` is every mode, and what is recorded for some has to be recorded for each.
    @Test func allModesAreAsked() throws {
      let start = ".modes all\nBEGIN\nbob: BEGIN\nPUT x 1\nbob: PUT x 2\n"
      try scratch.write(start + "  [si] WAITS alice\n", to: "some.isolab")
      let run = try isolab(["test", "some.isolab"], in: scratch)
      #expect(run.status == .code(1))
      #expect(run.output.hasSuffix("\n1 passed, 6 failed, 7 answers compared\n"))
      let update = try isolab(["test", "--update", "some.isolab"], in: scratch)
      #expect(update.status == .code(0))
      #expect(
        try scratch.read("some.isolab")
          == start + "  [ru,rc,si,2pl] WAITS alice\n  [wsi,ssi,sgt]  ok\n")
    }

    /// A verdict is that of the run in which the abort was, also if another run follows.
    @Test func aRerunEndsARun() throws {
      let text = """
        .modes si
        BEGIN
        bob: BEGIN
        bob: GET x
        PUT x 1
        COMMIT
        bob: PUT x 2
          ABORTED concurrent-update, needed
        .rerun read-committed

        """
      try scratch.write(text, to: "rerun.isolab")
      #expect(try isolab(["test", "rerun.isolab"], in: scratch).status == .code(0))
    }

    /// Whatever files have the names of lessons.
    @Test func allLessonsAreThoseOfTheProgram() throws {
      try scratch.write("BEGINN", to: "write-skew")
      let run = try isolab(["test", "--all", "--strict", "--mode", "rc"], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      let names = try isolab(["lessons"]).output.split(separator: "\n").map {
        $0.prefix { $0 != " " }
      }
      let rows = run.output.split(separator: "\n").dropLast()
      #expect(rows.count == names.count)
      for (row, name) in zip(rows, names) {
        #expect(
          row.hasPrefix("ok     read-committed         \(name)  (") || row.hasPrefix("skipped "))
        #expect(row.contains(" \(name)"))
      }
      #expect(
        run.output.contains("ok     read-committed         write-skew  (30 answers compared)\n"))
    }

    @Test(arguments: [["--all", "x"], ["--all", "--update"], []])
    func filesOrAll(arguments: [String]) throws {
      let run = try isolab(["test"] + arguments, in: scratch)
      #expect(run.status == .code(2) && run.output == "")
      #expect(run.errors.contains("--all"))
    }
  }
}
