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
        "no answers are recorded (--explore checks its .expect)"
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
      (".modes si\nBEGIN\n.expect si: never abort\n", ["--explore"], 0),
    ])
    func somethingIsChecked(text: String, options: [String], compared: Int) throws {
      try scratch.write(text, to: "some.isolab")
      let run = try isolab(["test", "--strict", "some.isolab"] + options, in: scratch)
      #expect(run.status == .code(0))
      let count = compared == 1 ? "1 answer" : "0 answers"
      #expect(run.output.hasSuffix("\n1 passed, 0 failed, \(count) compared\n"))
      #expect(run.output.hasPrefix("note "), "a replay in which nothing is compared has not passed")
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
