import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CommandLineTests {
  /// Scenario files, good and bad, and the status that scripts see.
  @Suite struct Files {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aLessonThatPasses() throws {
      try scratch.write("alice: BEGIN\n  ok\nalice: GET x\n  (none)\n", to: "good.isolab")
      let test = try isolab(["test", "good.isolab"], in: scratch)
      #expect(test.status == .code(0))
      #expect(
        test.output == """
          ok     read-committed         good.isolab  (2 answers compared)
          ok     snapshot               good.isolab  (2 answers compared)
          ok     write-snapshot         good.isolab  (2 answers compared)
          ok     serializable-snapshot  good.isolab  (2 answers compared)
          4 passed, 0 failed, 8 answers compared

          """)
    }

    @Test func aLessonThatFailsShowsWhatDiffers() throws {
      try scratch.write(".modes si\nBEGIN\nGET x\n  x=1 ; prose\n", to: "bad.isolab")
      let test = try isolab(["test", "bad.isolab"], in: scratch)
      #expect(test.status == .code(1))
      #expect(
        test.output == """
          FAILED snapshot               bad.isolab  (1 answer compared)
                 bad.isolab:3: GET x
                 - x=1
                 + (none)
          0 passed, 1 failed, 1 answer compared

          """)
    }

    @Test func aFolderIsSearchedForLessonsInOrder() throws {
      for name in ["b.isolab", "a.isolab"] {
        try scratch.write(".modes si\nBEGIN\n  ok\n", to: name)
      }
      try scratch.write("# M\n```isolab\n.modes rc\nBEGIN\n  ok\n```\n", to: "m.md")
      try scratch.write("BEGINN", to: "notes.txt")
      let test = try isolab(["test", "."], in: scratch)
      #expect(test.status == .code(0))
      let names = test.output.split(separator: "\n").compactMap { line in
        line.split(separator: " ").first { $0.hasPrefix("./") }
      }
      #expect(names == ["./a.isolab", "./b.isolab", "./m.md"])
    }

    /// Once, by the way that is found first.
    @Test func aLinkThatLeadsBackIsNotFollowed() throws {
      let lesson = ".modes si\nBEGIN\n  ok\n"
      for folder in ["a", "a/deep", "b"] { try scratch.makeFolder(folder) }
      for name in ["a/deep/one.isolab", "b/two.isolab"] { try scratch.write(lesson, to: name) }
      for (link, target) in [("a/deep/up", "../.."), ("a/self", "."), ("b/a", "../a"), ("c", "b")] {
        symlink(target, "\(scratch.path)/\(link)")
      }
      let test = try isolab(["test", "."], in: scratch)
      #expect(test.status == .code(0))
      let names = test.output.split(separator: "\n").compactMap { line in
        line.split(separator: " ").first { $0.hasPrefix("./") }
      }
      #expect(names == ["./a/deep/one.isolab", "./b/two.isolab"])
      #expect(try isolab(["test", "b", "b"], in: scratch).output.contains("\n2 passed, 0 failed"))
    }

    @Test func whatIsNoFileIsNoLessonOfAFolder() throws {
      for kind in FileKind.allCases { try scratch.place(kind, at: "\(kind).md") }
      try scratch.write(".modes si\nBEGIN\n  ok\n", to: "one.isolab")
      #expect(try isolab(["test", "."], in: scratch).output.contains("\n1 passed, 0 failed"))
    }

    /// A folder as standard input can be opened, and not read.
    @Test(arguments: [
      [], ["--json"], ["--mode", "rc"], ["run", "-"], ["run", "-", "--json"], ["play", "-"],
      ["compare", "-"], ["test", "-"], ["explore", "-"], ["check", "-"],
      ["export", "-", "-o", "a.svg"], ["run", "-", "--notation", "rw"],
    ])
    func aReadErrorIsNoEndOfInput(arguments: [String]) throws {
      let run = try PipedProgram(arguments, in: scratch.path, inputFile: scratch.path).finish()
      #expect(run.status == .code(2))
      #expect(run.errors == "isolab: cannot read standard input: Is a directory\n")
    }

    @Test(arguments: FileKind.allCases)
    func whatIsThereIsNotWrittenTo(kind: FileKind) throws {
      try scratch.place(kind, at: "a.svg")
      for (arguments, complaint) in [
        (["export", "write-skew", "-o", "a.svg"], "cannot write a.svg: File exists\n"),
        (["new", "a.svg"], "a.svg exists already, "),
      ] {
        let run = try isolab(arguments, in: scratch)
        #expect(run.status == .code(2))
        #expect(run.errors.hasPrefix("isolab: \(complaint)"))
      }
    }

    @Test(arguments: [["run", "gone.md"], ["test", "gone.md"], ["run", "gone.md", "--json"]])
    func aMissingFileIsNamed(arguments: [String]) throws {
      let run = try isolab(arguments, in: scratch)
      #expect(run.status == .code(2))
      #expect(run.errors == "isolab: cannot read gone.md: no such file or lesson\n")
    }

    @Test(arguments: [["run", "."], ["test", "."]])
    func aFolderWithoutLessonsIsAnError(arguments: [String]) throws {
      let run = try isolab(arguments, in: scratch)
      #expect(run.status == .code(2))
      #expect(run.errors.hasPrefix("isolab: "))
    }

    @Test(arguments: ["run", "test"])
    func aFileInUTF16IsRefused(command: String) throws {
      try scratch.write([0xFF, 0xFE] + "BEGIN\n".utf8.flatMap { [$0, 0] }, to: "wide.isolab")
      let run = try isolab([command, "wide.isolab"], in: scratch)
      #expect(run.status == .code(2))
      #expect(
        run.errors == """
          wide.isolab:1:1: error: the file is UTF-16 or UTF-32
          hint: save it as UTF-8

          """)
    }

    @Test func aSyntaxErrorShowsItsPlaceAndNothingIsRun() throws {
      try scratch.write("# Title\n```isolab\nBEGIN\nbob: PUTT x 1\n```\n", to: "wrong.md")
      for options in [[], ["--json"]] {
        let run = try isolab(["run", "wrong.md"] + options, in: scratch)
        #expect(run.status == .code(2))
        #expect(run.output == "")
        #expect(
          run.errors == """
            wrong.md:4:6: error: there is no word PUTT
            bob: PUTT x 1
                 ^~~~
            hint: did you mean PUT?

            """)
      }
    }

    @Test func aSyntaxErrorInALessonIsNoFailedExpectation() throws {
      try scratch.write(".modes si\nBEGIN\nPUTT x 1\n", to: "wrong.isolab")
      let test = try isolab(["test", "wrong.isolab"], in: scratch)
      #expect(test.status == .code(2))
      #expect(test.errors.contains("wrong.isolab:3:1: error: "))
      let blank = String(repeating: " ", count: 22)
      let untested = """
        FAILED \(blank) wrong.isolab: not tested
        0 passed, 1 failed, 0 answers compared

        """
      #expect(test.output == untested)
      let update = try isolab(["test", "--update", "wrong.isolab"], in: scratch)
      #expect(update.status == .code(2) && update.output == untested)
      #expect(try scratch.read("wrong.isolab") == ".modes si\nBEGIN\nPUTT x 1\n")
    }

    @Test func anErrorThatNoAnswerRecordsEndsTheRun() throws {
      try scratch.write("BEGIN\nbob: GET x\nPUT x 1\n", to: "error.isolab")
      let run = try isolab(["run", "error.isolab"], in: scratch)
      #expect(run.status == .code(1))
      #expect(!run.output.contains("PUT x 1"))
      #expect(
        run.errors == """
          error.isolab:2:6: error: no transaction is open here
          bob: GET x
               ^~~~~
          hint: type BEGIN first, or turn on .autocommit

          """)
      #expect(try isolab(["test", "error.isolab"], in: scratch).status == .code(1))
    }

    @Test func aRecordedErrorIsWell() throws {
      let text = "GET x\n  error no-transaction\nPUTT\n  error syntax\nBEGIN\n"
      try scratch.write(text, to: "error.isolab")
      for command in ["run", "test"] {
        let run = try isolab([command, "error.isolab"], in: scratch)
        #expect(run.status == .code(0))
        #expect(run.errors == "")
      }
    }

    @Test func aFileNameIsShownAndNotObeyed() throws {
      let run = try isolab(["run", "\u{1B}[31m.md"], in: scratch)
      #expect(run.errors.contains("\\u{1B}[31m.md"))
      #expect(!run.errors.contains("\u{1B}"))
    }
  }
}
