import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Scenarios and answers that go to files and come from them.
  @Suite struct Files {
    private let shell: TerminalShell
    private var home: Scratch { shell.home }

    init() throws { shell = try TerminalShell() }

    @Test func whatIsSavedIsALessonThatPasses() throws {
      try shell.enter([
        ".seed x=0 \"k\\u{1B}\"=日本", ".rule small: value(x) < 2", "BEGIN", "bob: BEGIN", "PUT x 1",
        "bob: PUT x 2", ".sessions carol", "COMMIT", "bob: RETRY", "bob: COMMIT", ".undo",
        "bob: GET x", "PUTT x", ".versions",
      ])
      #expect(
        try shell.enter(".save ~/a lesson.md")
          == "  ok ; ~/a lesson.md: a lesson in snapshot; isolab test ~/a lesson.md checks it")
      let text = try home.read("a lesson.md")
      #expect(text.hasPrefix("# a lesson\n"))
      #expect(text.contains("\nbob: PUT x 2\n  WAITS alice\n"))
      #expect(text.contains("\n  RESUMED bob ABORTED concurrent-update, not needed\n"))
      let test = try isolab(["test", "a lesson.md"], in: home)
      #expect(test.output.hasPrefix("ok     snapshot               a lesson.md  ("))
      #expect(test.output.contains("\n1 passed, 0 failed, "))
      #expect(test.status == .code(0))
    }

    /// Nothing is waited for, and nothing is put in its place.
    @Test(arguments: FileKind.allCases)
    func whatIsNoFileIsRefusedInWords(kind: FileKind) throws {
      let path = try home.place(kind, at: "x.md")
      for word in [".open", ".play"] {
        #expect(
          try shell.enter("\(word) ~/x.md")
            == "  error file ; cannot read \(path): \(kind.reason)")
      }
      try shell.enter("BEGIN")
      let exists = "  error file ; cannot write \(path): File exists"
      #expect(try shell.enter(".save ~/x.md") == exists)
      #expect(try shell.enter(".export ~/x.md") == exists)
      try shell.enter(".once ~/x.md")
      #expect(try shell.enter("SCAN") == exists)
      // The same where the shell has written a file before.
      try shell.enter(".save ~/y.md")
      unlink("\(home.path)/y.md")
      let other = try home.place(kind, at: "y.md")
      #expect(
        try shell.enter(".save ~/y.md")
          == "  error file ; cannot rewrite \(other): \(kind.reason)")
    }

    @Test func aFileOfSomebodyElseIsNotWrittenOver() throws {
      try home.write("mine\n", to: "mine.md")
      try shell.enter("BEGIN")
      for word in [".save", ".once"] {
        try shell.enter("\(word) ~/mine.md")
        let answer = try word == ".save" ? shell.enter("\(word) ~/mine.md") : shell.enter("SCAN")
        #expect(answer == "  error file ; cannot write \(home.path)/mine.md: File exists")
        #expect(try home.read("mine.md") == "mine\n")
      }
      #expect(try shell.enter(".save ~/no/where.md").hasPrefix("  error file ; "))
      #expect(shell.prompt == "3 alice*> ")
      #expect(try shell.enter(".save ~/own.md").hasPrefix("  ok ; "))
      try shell.enter("PUT x 2")
      #expect(try shell.enter(".save ~/own.md").hasPrefix("  ok ; "))
      #expect(try home.read("own.md").contains("\nalice: PUT x 2\n"))
    }

    @Test func nothingDoneIsNotSaved() throws {
      let error = "  error unavailable ; no command has been given yet"
      #expect(try shell.enter(".save ~/none.md") == error)
      #expect(try home.files().contains("none.md") == false)
    }

    /// `isolab run` plays it; here it would be one change, within which nothing goes back.
    @Test func aFileThatGoesBackIsRefusedBeforeAnythingHappens() throws {
      try home.write("BEGIN\nPUT x 1\n.undo\n", to: "back.isolab")
      try shell.enter("BEGIN")
      #expect(
        try shell.enter(".open ~/back.isolab").hasPrefix(
          "  error unavailable ; line 3 has .undo, "
            + "but a file that is played here counts as one change"))
      #expect(shell.prompt == "2 alice*> ")
      #expect(try isolab(["run", "back.isolab"], in: home).status == .code(0))
    }

    @Test func aScenarioIsPlayedOnAFreshLabAndUndoneAsOne() throws {
      try home.write("# A title\nprose\n```isolab\nBEGIN\nPUT x 1\nbob:\n```\n", to: "a.md")
      try shell.enter(["BEGIN", "PUT y 1"])
      let answer = try shell.enter(".open ~/a.md")
      #expect(answer.contains("\n  ; 1 alice> BEGIN\n  ;   ok ; T1 sees state 0\n"))
      #expect(shell.prompt == "3 bob> ")
      #expect(try shell.enter("alice: SCAN") == "  x=1")
      try shell.enter(".undo")
      #expect(try shell.enter(".undo") == "  ok ; undone: .open ~/a.md")
      #expect(try shell.enter("SCAN") == "  y=1")
    }

    @Test func aLessonIsPlayedByItsName() throws {
      for line in [".open lost-update", ".open lost-update.md", ".lesson lost-update"] {
        #expect(try shell.enter(line).contains(" Lost update"))
        #expect(shell.prompt != "1 alice> ")
        try shell.enter(".undo")
        #expect(shell.prompt == "1 alice> ")
      }
      #expect(try shell.enter(".lesson").contains("\n  ;     write-skew, "))
      let errors = [
        ".lesson lost-updat":
          "unavailable ; there is no lesson lost-updat; did you mean lost-update?",
        ".lesson what": "unavailable ; there is no lesson what; .lesson lists them",
        ".open lost-updat":
          "file ; cannot read lost-updat: no such file or lesson; "
          + "did you mean the lesson lost-update?",
        ".open ~/none.md":
          "file ; cannot read \(home.path)/none.md: no such file or lesson",
        ".open ~": "file ; cannot read ~: no such file or lesson",
        ".open \(home.path)": "file ; cannot read \(home.path): Is a directory",
      ]
      for (line, error) in errors {
        #expect(try shell.enter(line) == "  error \(error)")
        #expect(shell.prompt == "1 alice> ")
      }
    }

    @Test(arguments: [
      (".seed x=1\nBEGIN\nbob: PUTT x 1\nGET x\n", "3:6: error: there is no word PUTT"),
      ("BEGIN\nPUT x \0\n", "2:7: error: the file contains a NUL byte"),
    ])
    func aFileThatIsWrongIsRefusedWithThePlace(text: String, place: String) throws {
      let file = try home.write(text, to: "wrong.isolab")
      try shell.enter("BEGIN")
      let answer = try shell.enter(".open \(file)")
      #expect(answer.hasPrefix("  error file ; \(file):\(place)\n"))
      #expect(shell.prompt == "2 alice*> ")
      #expect(try shell.enter("GET x") == "  (none)")
    }

    @Test func onceTheAnswerGoesToAFile() throws {
      try shell.enter([".seed x=1", "BEGIN", "PUT y \(String(repeating: "7", count: 100))"])
      #expect(try shell.enter(".once ~/out.txt") == "  ; the next answer goes to ~/out.txt")
      #expect(try shell.enter(".versions") == "  ok ; ~/out.txt: 3 lines")
      let text = try home.read("out.txt")
      #expect(text.hasPrefix("  ; key  value "))
      #expect(text.contains(String(repeating: "7", count: 100)))
      #expect(!text.contains("\u{1B}"))
      #expect(try shell.enter("GET x") == "  x=1")
      try shell.enter(".once ~/out.txt")
      #expect(try shell.enter("PUTT") == "  ok ; ~/out.txt: 1 line")
      #expect(try home.read("out.txt").hasPrefix("  error syntax ; there is no word PUTT"))
    }

    @Test func whatGoesToAFileIsNotCutNorIsWhatComesAfterItWhole() throws {
      let long = String(repeating: "7", count: 100)
      try home.write(".seed x=\(long)\nBEGIN\nGET x\n", to: "long.isolab")
      for line in [".open ~/long.isolab", "GET x"] {
        try shell.enter(".once ~/out.txt")
        #expect(try shell.enter(line).hasPrefix("  ok ; ~/out.txt: "))
        let text = try home.read("out.txt")
        #expect(text.contains("x=\(long)\n"))
        #expect(!text.contains("bytes)"))
        #expect(try shell.enter(".open ~/long.isolab").contains("…(+40 bytes)"))
      }
    }

    @Test func aScenarioIsNotReadFromTheTerminal() throws {
      try shell.enter(["BEGIN", "PUT x 1"])
      #expect(try shell.enter(".open -").hasPrefix("  error file ; "))
      #expect(try shell.enter("SCAN") == "  x=1")
    }

    @Test func timesAreToldWhereTheyAreWanted() throws {
      #expect(try shell.enter(".timing on") == "  ; each command shows how long it took")
      let answer = try shell.enter("BEGIN")
      #expect(
        answer.wholeMatch(of: #/  ok ; T1 sees state 0\n  ; took [0-9]+\.[0-9]{3} ms/#) != nil)
      try shell.enter(".timing off")
      #expect(try shell.enter("SCAN") == "  (none)")
    }
  }
}
