import Testing

extension CommandLineTests {
  /// What `isolab test` says of lessons in which there is nothing to check, and of all lessons.
  @Suite struct Coverage {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [
      (".modes si\nBEGIN\n", "no answers are recorded", 1),
      (".modes si\nBEGIN\n  ; a note\n", "no answers are recorded", 1),
      (
        ".modes si\nBEGIN\n.expect si: never abort\n",
        "no answers are recorded (--explore checks its .expect)", 1
      ),
      ("", "there are no commands", 0), ("# only a comment\n", "there are no commands", 0),
    ])
    func nothingIsChecked(text: String, reason: String, passed: Int) throws {
      try scratch.write(text, to: "bare.isolab")
      let blank = String(repeating: " ", count: 22)
      let run = try isolab(["test", "bare.isolab"], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      #expect(
        run.output.hasSuffix(
          """
          note   \(blank) bare.isolab: nothing is checked: \(reason)
          \(passed) passed, 0 failed

          """))
      let strict = try isolab(["test", "--strict", "bare.isolab"], in: scratch)
      #expect(strict.status == .code(1))
      #expect(
        strict.output.hasSuffix(
          """
          FAILED \(blank) bare.isolab: nothing is checked: \(reason)
          \(passed) passed, 1 failed

          """))
    }

    @Test(arguments: [
      (".modes rc si\nBEGIN\n  [si] ok\n", []),
      (".modes si\nBEGIN\n.expect si: never abort\n", ["--explore"]),
    ])
    func somethingIsChecked(text: String, options: [String]) throws {
      try scratch.write(text, to: "some.isolab")
      let run = try isolab(["test", "--strict", "some.isolab"] + options, in: scratch)
      #expect(run.status == .code(0))
      #expect(run.output.hasSuffix("\n2 passed, 0 failed\n"))
      #expect(!run.output.contains("nothing is checked"))
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
        #expect(row == "ok     read-committed         \(name)" || row.hasPrefix("skipped "))
        #expect(row.contains(" \(name)"))
      }
      #expect(run.output.contains("ok     read-committed         write-skew\n"))
    }

    @Test(arguments: [["--all", "x"], ["--all", "--update"], []])
    func filesOrAll(arguments: [String]) throws {
      let run = try isolab(["test"] + arguments, in: scratch)
      #expect(run.status == .code(2) && run.output == "")
      #expect(run.errors.contains("--all"))
    }
  }
}
