import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// `isolab play` on a terminal of its own, and in a pipe.
  @Suite struct Playing {
    private static let entered = "\u{1B}[?1049h\u{1B}[?25l"
    private static let left = "\u{1B}[?25h\u{1B}[?1049l"

    private func play(
      _ arguments: [String] = ["write-skew"], environment: [String: String] = [:]
    ) throws -> PTY {
      let usual = ["TERM": "xterm", "LANG": "C.UTF-8", "ISOLAB_LETTER_MILLISECONDS": "0"]
      return try PTY(
        TerminalShell.program, ["play"] + arguments,
        environment: usual.merging(environment) { $1 })
    }

    private func raw(_ terminal: PTY) -> String { String(decoding: terminal.raw, as: UTF8.self) }

    @Test func aLostDatabaseIsNamedAndTheDemonstrationStays() throws {
      let scratch = try Scratch()
      let script = """
        while read -r line; do
          case "$line" in
            *'"isolab"'*) echo '{"store":"short 1","levels":["snapshot","read-committed"]}' ;;
            *'"get"'*) echo '{"value":null}' ;;
            *) echo '{"ok":true}' ;;
          esac
          [ ! -e gone ] || exit 1
        done
        """
      try scratch.write(script, to: "short.sh")
      try scratch.write(
        ".modes si rc\nalice: BEGIN\nalice: PUT x 1\nalice: PUT y 1\nalice: COMMIT\n",
        to: "x.isolab")
      let terminal = try PTY(
        "/bin/sh",
        [
          "-c",
          "cd \(scratch.path) && exec \(TerminalShell.program) play x.isolab"
            + " --on 'exec:sh short.sh'",
        ], environment: ["TERM": "xterm", "LANG": "C.UTF-8", "ISOLAB_LETTER_MILLISECONDS": "0"])
      try terminal.expect("step 0 of 4")
      try terminal.send("2g")
      try terminal.expect("step 2 of 4")
      try scratch.write("", to: "gone")
      try terminal.send("m")
      try terminal.expect("The database is lost, so the lesson stays at this step.")
      try terminal.send("w")
      try terminal.expect("The database is lost: exec:sh short.sh ended with exit status 1")
      try terminal.send(" q")
      try terminal.expect("left at step 2 of 4")
      #expect(try terminal.exitStatus() == .code(2))
    }

    @Test func keysGoForwardBackAndLeave() throws {
      let terminal = try play()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send("9g")
      try terminal.expect("part 1, step 9 of 14")
      try terminal.send(" ")
      try terminal.expect("Bob made his decision before that")
      try terminal.send(" ")
      try terminal.expect("Your answer: ")
      try terminal.send("aborted\r")
      try terminal.expect("Wrong: you said aborted")
      try terminal.expect("part 1, step 10 of 14")
      try terminal.send("m")
      try terminal.expect("write-snapshot  part 1, step 10 of 18")
      try terminal.send("w")
      try terminal.expect("had bob committed, no serial order would fit")
      try terminal.send(" b")
      try terminal.expect("Predict: What does Bob's COMMIT answer")
      try terminal.send("qq\r")
      try terminal.expect("\"qq\" cannot be compared. Type ok, waits, or aborted. (Esc: keys)")
      try terminal.send("\u{1B}")
      try terminal.expect("Enter to answer")
      try terminal.send("\u{1B}q")
      try terminal.expect("step 9 of 18 (1.9g in play returns there). 0 of 1 prediction was right.")
      #expect(try terminal.exitStatus() == .code(0))
      #expect(raw(terminal).contains(Self.entered))
      #expect(raw(terminal).contains(Self.left))
    }

    /// Whoever has deleted an answer does not undo a press; `q` is no answer here.
    @Test func aQuestionIsLeftByOneLetter() throws {
      let terminal = try play()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send("f")
      try terminal.expect("q Enter leaves")
      try terminal.send("x\u{7F}\u{7F}\u{7F}q\r")
      try terminal.expect("step 9 of 14 (1.9g in play returns there).")
      #expect(try terminal.exitStatus() == .code(0))
    }

    @Test func aCommandOfOnesOwnIsLeftByBack() throws {
      let terminal = try play()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send("9g:bob: GET alice_status\r")
      try terminal.expect("your own commands, from here on")
      try terminal.expect("  alice_status=on")
      try terminal.send("b")
      try terminal.expect("9 alice*> COMMIT")
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    @Test func arrowsAndPageKeysMove() throws {
      let terminal = try play()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send("\u{1B}[6~\u{1B}[C")
      try terminal.expect("4 alice*> GET bob_status")
      try terminal.send("\u{1B}[5~\u{1B}[D")
      try terminal.expect("Alice and Bob are the doctors")
      try terminal.send("\u{3}")
      #expect(try terminal.exitStatus() == .code(130))
      #expect(raw(terminal).contains(Self.left))
    }

    @Test func itIsDrawnAgainInAnotherSize() throws {
      let terminal = try play()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.resize(rows: 8, columns: 30)
      try terminal.expect("play needs 40 columns")
      try terminal.resize(rows: 12, columns: 40)
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGTRAP, SIGILL, SIGSEGV, SIGABRT])
    func whateverEndsItGivesTheTerminalBack(_ number: Int32) throws {
      let terminal = try play()
      let before = try terminal.modes()
      try terminal.expect("part 1, step 0 of 14")
      #expect(try terminal.modes() & tcflag_t(ICANON | ECHO | ISIG) == 0)
      terminal.signal(number)
      #expect(try terminal.exitStatus() == .signal(number))
      #expect(raw(terminal).hasSuffix(Self.left))
      #expect(try terminal.modes() == before)
      #expect(before & tcflag_t(ICANON | ECHO | ISIG) != 0)
    }

    @Test(arguments: ["q", "\u{3}"])
    func leavingGivesTheTerminalBack(_ key: String) throws {
      let terminal = try play()
      let before = try terminal.modes()
      try terminal.expect("part 1, step 0 of 14")
      try terminal.send(key)
      try terminal.expect("left at part 1,\n  step 0 of 14.\n")
      #expect(try terminal.modes() == before)
      try terminal.exitStatus()
    }

    @Test func withoutAScreenItSpeaks() throws {
      let terminal = try play(["write-skew", "--plain"])
      try terminal.expect("Alice and Bob are the doctors")
      try terminal.send("3g")
      try terminal.expect("3 alice*> GET alice_status")
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
      #expect(!raw(terminal).contains("\u{1B}[?1049h"))
    }

    @Test func itTellsWhatBothModesAnswer() throws {
      let terminal = try play(["write-skew", "--plain"])
      try terminal.expect("Alice and Bob are the doctors")
      try terminal.send("3gm")
      try terminal.expect("In write-snapshot:")
      try terminal.expect("As in snapshot: every answer so far is the same.")
      try terminal.send("10g m")
      try terminal.expect("In serializable-snapshot:\n11 alice> .why\n")
      try terminal.expect("In write-snapshot, the first difference:\n10 bob*> COMMIT\n  Aborted")
      try terminal.send("0gm")
      try terminal.expect("In read-committed:\n")
      try terminal.send("mm10gmm")
      try terminal.expect(
        "In serializable-snapshot:\n10 bob*> COMMIT\n  Aborted, dangerous structure")
      try terminal.expect("In read-committed:\n10 bob*> COMMIT\n  Done.")
      try terminal.expect(
        "In serializable-snapshot:\n10 bob*> COMMIT\n  Aborted, dangerous structure")
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    @Test func itsReasonsWaitForTheKey() throws {
      let terminal = try play(["lost-update", "--plain", "--mode", "si"])
      try terminal.expect("Lost update: one and one make one. Mode snapshot.")
      try terminal.expect("? lists all keys.")
      try terminal.send("6g")
      let told = try terminal.expect("Waits for alice.")
      #expect(!told.contains("alice wrote counter"))
      try terminal.send("w")
      try terminal.expect("alice wrote counter")
      try terminal.send(" n")
      try terminal.expect("notes on, but none here")
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    /// How long the letters take does not matter: each is drawn unless a key is pressed.
    @Test func theNextCommandIsTypedLetterByLetter() throws {
      let terminal = try play(["first-steps"], environment: ["ISOLAB_LETTER_MILLISECONDS": "1"])
      try terminal.expect("step 0 of")
      try terminal.send("1g")
      try terminal.expect("step 1 of")
      try terminal.send(" ")
      try terminal.expect("2 alice*> GET tea")
      #expect(terminal.plainText.contains("2 alice*> GE▏"))
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    /// Keys pressed while letters are typed are not lost.
    @Test func aKeyCompletesWhatIsTyped() throws {
      let terminal = try play(
        ["first-steps"], environment: ["ISOLAB_LETTER_MILLISECONDS": "600"])
      try terminal.expect("step 0 of")
      try terminal.send("1g  ")
      try terminal.expect("step 2 of")
      try terminal.send("q")
      try terminal.expect("left at part 1,\n  step 2 of 12 (1.2g in play returns there).\n")
      #expect(try terminal.exitStatus() == .code(0))
    }

    @Test func aLessonWithAnErrorIsNotShown() throws {
      let home = try Scratch()
      let file = try home.write("BEGIN\ncarol: BEGIN\n", to: "wrong.isolab")
      let terminal = try play([file])
      #expect(try terminal.exitStatus() == .code(1))
      #expect(terminal.plainText.contains("wrong.isolab:2:8: error: there is no session carol"))
      let brave = try play([file, "--keep-going"])
      try brave.expect("step 0 of")
      try brave.send("q")
      #expect(try brave.exitStatus() == .code(0))
    }

    @Test func aDumbTerminalGetsTheTranscript() throws {
      let terminal = try play(environment: ["TERM": "dumb"])
      #expect(try terminal.exitStatus() == .code(0))
      #expect(terminal.plainText.contains("# Predict: What does Bob's COMMIT answer"))
      #expect(!raw(terminal).contains("\u{1B}"))
    }

    @Test func aPipeGetsATranscriptThatIsAScenario() throws {
      let played = try isolab(["play", "lost-update"])
      #expect(played.status == .code(0))
      #expect(played.output.contains("# Predict: What does the counter hold"))
      let again = try isolab([], input: played.output).output
      #expect(again == (try isolab(["run", "lost-update"]).output))
      #expect(
        played.output.split(separator: "\n").filter { !$0.hasPrefix("#") }
          == again.split(separator: "\n").filter { !$0.hasPrefix("#") })
    }

    @Test func inTheShellTheLabStaysAsItIs() throws {
      let shell = try TerminalShell(["--no-config"], environment: ["TERM": "xterm"], columns: 80)
      #expect(try shell.enter(".play").contains("no command has been given yet"))
      try shell.enter(["BEGIN", "PUT x 1"])
      try shell.terminal.send(".play write-skew\r")
      try shell.terminal.expect("part 1, step 0 of 14")
      try shell.terminal.send("q")
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice*> ")
      try shell.terminal.send(".play\r")
      try shell.terminal.expect("step 0 of 2")
      try shell.terminal.send("q")
      try shell.waitForPrompt()
      #expect(try shell.enter("GET x").contains("x=1"))
      try shell.quit()
    }
  }
}
