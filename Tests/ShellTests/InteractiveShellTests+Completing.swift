import Testing

extension InteractiveShellTests {
  /// What Tab types and what it shows.
  @Suite struct Completing {
    private let shell: TerminalShell
    private var home: Scratch { shell.home }

    init() throws { shell = try TerminalShell() }

    /// Types keys with Tabs in them; the line that came of it.
    private func completed(_ keys: String, with shell: TerminalShell? = nil) throws -> String {
      let shell = shell ?? self.shell
      try shell.enter(keys)
      let lines = try home.read("isolab/history").split(separator: "\n")
      return lines.last.map(String.init) ?? ""
    }

    @Test func wordsAreCompletedInTheCaseTyped() throws {
      #expect(try completed("be\t") == "begin ")
      #expect(shell.prompt == "2 alice*> ")
      #expect(try completed("RO\t") == "ROLLBACK ")
      #expect(try completed("7 alice> Be\tREAD ON\t") == "7 alice> BEGIN READ ONLY ")
      #expect(try completed(".un\t3") == ".undo 3")
      #expect(shell.prompt == "1 alice> ")
    }

    @Test func keysSessionsAndModesAreCompleted() throws {
      try shell.enter([".seed apple=1 日本語=2 \"two words\"=3 b1=4 b2=5", ".sessions carol"])
      #expect(try completed("beg\tread-c\t") == "begin read-committed ")
      for (keys, line, answer) in [
        ("GET ap\t", "GET apple ", "  apple=1"), ("GET 日\t", "GET 日本語 ", "  日本語=2"),
        ("GET tw\t", "GET \"two words\" ", "  \"two words\"=3"),
        ("SCAN b\t*", "SCAN b*", "  b1=4 b2=5"),
        ("PUT new v\tap\t + 1", "PUT new value(apple) + 1", "  ok ; only T1 sees it until COMMIT"),
        ("GET n\t", "GET new ", "  new=2"), ("ca\tbegin", "carol: begin", nil),
        (".mode serializab\t", ".mode serializable-snapshot ", nil),
      ] as [(String, String, String?)] {
        try shell.terminal.send(keys + "\r")
        let told = try shell.answer()
        if let answer { #expect("\n\(told)".hasSuffix("\n\(answer)")) }
        let history = try home.read("isolab/history")
        #expect(history.hasSuffix("\n\(line)\n"))
      }
      #expect(try shell.enter(".mode").contains("* serializable-snapshot"))
      #expect(try completed(".lesson needl\t") == ".lesson needless-abort ")
    }

    @Test func filesAreCompleted() throws {
      try home.write("BEGIN\n", to: "scenario one.isolab")
      try home.write("BEGIN\nBEGIN\n", to: "日本.isolab")
      try home.write("", to: "evil\u{1B}[31m.isolab")
      let path = home.path
      #expect(try completed(".open \(path)/sc\t") == ".open \(path)/scenario one.isolab ")
      #expect(shell.prompt == "2 alice*> ")
      #expect(try completed(".open \"~/日\t") == ".open \"~/日本.isolab\"")
      #expect(try completed(".save ~/iso\tx\t.md") == ".save ~/isolab/x.md")
      #expect(try home.files("isolab").contains("x.md"))
      #expect(try completed(".open \(path)/evil\t") == ".open \(path)/evil")
    }

    @Test func severalCandidatesAreListedAboveTheLine() throws {
      try shell.terminal.send("c\t\t")  // first what they share
      try shell.terminal.expect("\ncount   commit\n1 alice> co")
      try shell.terminal.send("\u{15}.ver")  // Ctrl-U
      #expect(try completed("\t") == ".versions ")
      #expect(try completed(".l\tesson\t") == ".lesson ")
    }

    @Test func theFormOfACommandIsShown() throws {
      try shell.enter([".seed x=1 y=2", "BEGIN"])
      try shell.terminal.send("PUT \t")
      try shell.terminal.expect("\n  ; PUT key expression\n")
      try shell.terminal.expect("\n2 alice*> PUT ")
      try shell.terminal.send("x \t")
      try shell.terminal.expect("\n  ; PUT key expression\nvalue(  count(  sum(\n2 alice*> PUT x ")
      #expect(try shell.enter("7") == "  ok ; only T1 sees it until COMMIT")
      #expect(try shell.enter("GET x") == "  x=7")
    }

    @Test func wordsInTheMiddleOfALineAreCompleted() throws {
      try shell.enter([".seed apple=1", "BEGIN"])
      // Back over " FOR UPDATE", then Tab behind "ap".
      let back = String(repeating: "\u{2}", count: " FOR UPDATE".count)
      #expect(try shell.enter("GET ap FOR UPDATE\(back)\t") == "  apple=1")
    }

    @Test func whereNothingFitsTheBellRings() throws {
      #expect(!shell.terminal.raw.contains(0x07))
      #expect(try shell.enter("xyz\t").hasPrefix("  error syntax ; there is no word xyz"))
      #expect(shell.terminal.raw.contains(0x07))
      try shell.enter("carol: BEGIN")
      #expect(try shell.enter("\ty").hasSuffix("  ok ; carol: T1 sees state 0"))
    }

    @Test func keysThatATerminalWouldObeyAreOfferedEscaped() throws {
      try shell.enter([#".seed "e\u{1B}[31m"=1 "e\u{202E}"=2 e=3"#, "BEGIN"])
      try shell.terminal.send("GET \t")
      try shell.terminal.expect(#" "e\u{1B}[31m"  "e\u{202E}""#)
      try shell.enter("\u{15}")
      #expect(try shell.enter("GET \"e\\u{1\t") == #"  "e\u{1B}[31m"=1"#)
    }

    @Test func tabCompletesInViToo() throws {
      try home.write("bind -v\n", to: ".editrc")
      let shell = try TerminalShell(home: home)
      #expect(try completed("be\t", with: shell) == "begin ")
      #expect(shell.prompt == "2 alice*> ")
    }
  }
}
