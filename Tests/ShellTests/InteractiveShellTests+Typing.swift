import Testing

extension InteractiveShellTests {
  /// What the keyboard, the clipboard and the window do to a line.
  @Suite struct Typing {
    /// A shell with x=1 and an open transaction, in which `GET x` tells what has happened.
    private func shell(
      environment: [String: String] = [:], columns: UInt16 = 200
    ) throws -> TerminalShell {
      let shell = try TerminalShell(environment: environment, columns: columns)
      for line in [".seed x=1", "BEGIN"] { try shell.enter(line) }
      return shell
    }

    @Test func theUpArrowBringsTheLastLineBack() throws {
      let shell = try shell()
      try shell.enter("PUT x value(x) + 1")
      try shell.enter("\u{1b}[A")
      #expect(try shell.enter("GET x") == "  x=3")
      try shell.enter("\u{1b}[A\u{1b}[A0")
      #expect(try shell.enter("GET x") == "  x=13")
    }

    @Test func controlRSearchesTheHistory() throws {
      let shell = try shell()
      for line in ["PUT é 日本", "GET x"] { try shell.enter(line) }
      try shell.search("日")
      #expect(shell.prompt == "5 alice*> ")
      #expect(try shell.enter("GET é") == "  é=日本")
    }

    @Test func bytesThatAreNoLettersArePassedOver() throws {
      let shell = try shell()
      try shell.terminal.send(bytes: Array("GE".utf8) + [0xFF, 0xC3] + Array("T x\r".utf8))
      #expect(try shell.answer() == "  x=1")
    }

    @Test func controlCClearsTheLineAndNothingElse() throws {
      let shell = try shell()
      try shell.terminal.send("PUT x 2")
      try shell.terminal.expect("PUT x 2")
      try shell.terminal.send("\u{3}")
      try shell.waitForPrompt()
      #expect(shell.prompt == "2 alice*> ")
      #expect(try shell.enter("GET x") == "  x=1")
    }

    @Test func controlCOnAnEmptyLineStays() throws {
      let shell = try shell()
      for _ in 0..<3 {
        try shell.terminal.send("\u{3}")
        try shell.waitForPrompt()
      }
      #expect(try shell.enter("GET x") == "  x=1")
    }

    @Test(arguments: [
      [:], ["LC_ALL": "C"], ["LC_ALL": "POSIX", "LANG": ""], ["LC_ALL": "xx_YY.UTF-8"],
    ])
    func noLetterIsDroppedInAnyLocale(locale: [String: String]) throws {
      let shell = try shell(environment: locale)
      try shell.enter("PUT é 日本")
      #expect(try shell.enter("GET é") == "  é=日本")
      try shell.enter("PUT 日本 \"Ünïcödé 🎉\"")
      #expect(try shell.enter("SCAN 日*") == "  日本=\"Ünïcödé 🎉\"")
      #expect(try shell.enter("SCAN x..日本") == "  x=1 é=日本")
    }

    @Test func aWideLetterIsErasedAsOne() throws {
      let shell = try shell()
      try shell.enter("PUT x 日本\u{7f}é")
      #expect(try shell.enter("GET x") == "  x=日é")
    }

    @Test(arguments: ["dumb", "", "no-such-terminal"])
    func worksOnAPoorTerminal(kind: String) throws {
      let shell = try shell(environment: ["TERM": kind])
      #expect(try shell.enter("PUT y 3\u{7f}2") == "  ok ; only T1 sees it until COMMIT")
      #expect(try shell.enter("SCAN") == "  x=1 y=2")
      try shell.terminal.send("COMMIT\u{3}")
      try shell.waitForPrompt()
      #expect(shell.prompt == "4 alice*> ")
    }

    @Test func aPasteOfTenThousandLettersArrivesWhole() throws {
      let shell = try shell()
      let long = String(repeating: "0123456789", count: 1000)
      try shell.terminal.send("PUT y \(long)\r")
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice*> ")
      try shell.terminal.send("COUNT = \(long)\r")
      #expect(try shell.waitForPrompt().hasSuffix("\n  count 1"))
    }

    @Test func aPastedTranscriptRunsItsCommandsAndNotItsAnswers() throws {
      let shell = try TerminalShell()
      let lines = [
        "1 alice> .seed x=1 y=1", "  ok ; state 0: x=1 y=1", "1 alice> .rule big: sum(*) >= 2",
        "  RULE big holds", "", "1 alice> BEGIN", "  ok ; T1 sees state 0", "2 alice*> bob: BEGIN",
        "  ok ; bob: T2 sees state 0", "3 alice*> PUT x value(x) + 10",
        "  ok ; was 1; only T1 sees it until COMMIT", "4 bob*> PUT y value(y) + 100",
        "  ok ; was 1; only T2 sees it until COMMIT", "5 alice*> GET y", "  y=1",
        "6 alice*> COMMIT", "  ok ; T1 committed as state 1: x=11", "7 bob*> SCAN", "  x=1 y=101",
        "# a comment", "8 bob*> COMMIT", "  ok ; T2 committed as state 2: y=101", "alice: BEGIN",
      ]
      try shell.terminal.send(lines.map { $0 + "\r" }.joined())
      try shell.terminal.expect("\n10 bob> ")
      #expect(try shell.enter("alice: SCAN") == "  x=11 y=101")
      #expect(!shell.terminal.plainText.contains("error"))
    }

    @Test func linesTypedAheadAreAllRun() throws {
      let shell = try shell()
      try shell.terminal.send(String(repeating: "PUT x value(x) + 1\r", count: 200))
      try shell.terminal.expect("\n202 alice*> ", seconds: 60)
      #expect(try shell.enter("GET x") == "  x=201")
    }

    @Test func theWindowMayChangeItsSizeWhileALineIsTyped() throws {
      let shell = try shell(columns: 60)
      try shell.terminal.send("PUT x \"a value that ")
      try shell.terminal.expect("that ")
      try shell.terminal.resize(rows: 12, columns: 30)
      try shell.terminal.expect("2 alice*> ")
      try shell.terminal.send("needs more than one row\"\r")
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice*> ")
      try shell.terminal.resize(rows: 24, columns: 100)
      #expect(try shell.enter("COUNT = \"a value that needs more than one row\"") == "  count 1")
    }
  }
}
