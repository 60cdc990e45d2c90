import Testing

extension InteractiveShellTests {
  /// A session that is not there: it may be new, or misspelt.
  @Suite struct Questions {
    private let shell: TerminalShell

    init() throws {
      shell = try TerminalShell()
      try shell.enter("BEGIN")
    }

    @Test(arguments: ["y", "yes", " Y "])
    func yesMakesTheSessionAndRunsTheLine(answer: String) throws {
      #expect(try shell.enter("carol: BEGIN") == "  ; new session carol?")
      #expect(shell.prompt == "y/n> ")
      #expect(
        try shell.enter(answer) == """
            ok ; sessions alice, bob, carol
            ok ; carol: T2 sees state 0
          """)
      #expect(shell.prompt == "3 alice*> ")
      #expect(try shell.enter("carol: GET x") == "  (none)")
    }

    @Test(arguments: ["n\r", "NO\r", "\r", "\u{3}", "\u{4}"])
    func anythingLikeNoRefusesTheLine(keys: String) throws {
      try shell.enter("carol: BEGIN")
      try shell.terminal.send(keys)
      let answer = try shell.answer()
      #expect(answer.hasPrefix("  error unknown-session ; "))
      #expect(answer.hasSuffix("there is no session carol; .sessions carol adds it"))
      #expect(shell.prompt == "2 alice*> ")
      #expect(!(try shell.enter(".sessions").contains("carol")))
    }

    @Test(arguments: ["alice", "alice:"])
    func aMisspeltNameIsOfferedAsItShouldBe(answer: String) throws {
      #expect(try shell.enter("alcie: PUT x 1") == "  ; new session alcie? Did you mean alice?")
      #expect(shell.prompt == "y/n/alice> ")
      #expect(try shell.enter(answer) == "  ok ; only T1 sees it until COMMIT")
      #expect(shell.prompt == "3 alice*> ")
      #expect(try shell.enter("bbo:").hasSuffix("Did you mean bob?"))
      try shell.enter("bob")
      #expect(shell.prompt == "3 bob> ")
      try shell.enter("7 alcie*> GET x")
      #expect(try shell.enter(answer) == "  x=1")
      #expect(shell.prompt == "4 alice*> ")
    }

    @Test func soItIsBehindAWordOfTheLab() throws {
      try shell.enter(["PUT x 1", "bob: BEGIN", "bob: PUT x 2", ".cancel bbo"])
      #expect(shell.prompt == "y/n/bob> ")
      #expect(try shell.enter("bob") == "  ok ; bob no longer waits; T2 is still open")
      try shell.enter([".retry boob"])
      #expect(try shell.enter("bob").hasPrefix("  error "))
      #expect(shell.prompt == "6 alice*> ")
    }

    @Test func anyOtherLineIsRun() throws {
      let dropped =
        "  ; No session was created and its command was dropped. Running your new line instead."
      try shell.enter("carol: BEGIN")
      #expect(
        try shell.enter("PUT x 1") == dropped + "\n  ok ; only T1 sees it until COMMIT")
      #expect(shell.prompt == "3 alice*> ")
      try shell.enter("carol: BEGIN")
      #expect(try shell.enter("PUTT x 1").hasPrefix(dropped + "\n  error syntax ; "))
      try shell.enter("carol: BEGIN")
      #expect(try shell.enter("dave: BEGIN") == dropped + "\n  ; new session dave?")
      #expect(try shell.enter("bob: BEGIN") == dropped + "\n  ok ; bob: T2 sees state 0")
      try shell.enter("carol: BEGIN")
      #expect(try shell.enter(".quit").contains("still open: alice T1, bob T2"))
    }

    @Test func aPasteGoesOnAfterTheQuestion() throws {
      try shell.terminal.send("carol: BEGIN\ry\rcarol: PUT x 1\rGET x\r")
      try shell.terminal.expect("\n5 alice*> ")
      #expect(try shell.enter("carol: GET x") == "  x=1")
    }
  }
}
