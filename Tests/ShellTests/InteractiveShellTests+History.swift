import Testing

@testable import Terminal

extension InteractiveShellTests {
  /// The lines that a shell leaves to later ones, and how they are found again.
  @Suite struct History {
    private let home: Scratch

    init() throws { home = try Scratch() }

    @Test func aLaterShellFindsTheLinesOfAnEarlierOne() throws {
      let earlier = try TerminalShell(home: home)
      try earlier.enter(["BEGIN", "PUT x 7", "  ok ; an answer", "", "COMMIT"])
      try earlier.quit()
      #expect(try home.read("isolab/history") == "BEGIN\nPUT x 7\nCOMMIT\n")
      #expect(permissions(of: "\(home.path)/isolab/history") == 0o600)

      let later = try TerminalShell(home: home)
      try later.enter("\u{1b}[A\u{1b}[A\u{1b}[A")  // three lines up: BEGIN
      #expect(later.prompt == "2 alice*> ")
      try later.search("7")
      #expect(later.prompt == "3 alice*> ")
      #expect(try later.enter("GET x") == "  x=7")
    }

    @Test func twoShellsAtOnceBothKeepTheirLines() throws {
      let shells = try [TerminalShell(home: home), TerminalShell(home: home)]
      for line in ["BEGIN", "PUT a 1"] {
        for (shell, name) in zip(shells, ["bob", "alice"]) { try shell.enter("\(name): \(line)") }
      }
      for shell in shells.reversed() { try shell.quit() }
      let lines = ["bob: BEGIN", "alice: BEGIN", "bob: PUT a 1", "alice: PUT a 1"]
      #expect(try home.read("isolab/history").split(separator: "\n").map(String.init) == lines)

      let third = try TerminalShell(home: home)
      for (key, prompt) in [("b: B", "2 alice> "), ("e: B", "3 alice*> ")] {
        try third.search(key)
        #expect(third.prompt == prompt)
      }
    }

    @Test func whatIsTypedInPlaceOfAnAnswerIsALineToo() throws {
      let shell = try TerminalShell(home: home)
      try shell.enter(["carol: BEGIN", "y", "dave: BEGIN", "n", "dave: BEGIN", "bob: BEGIN"])
      #expect(shell.prompt == "3 alice> ")
      let lines = ["carol: BEGIN", "dave: BEGIN", "dave: BEGIN", "bob: BEGIN"]
      #expect(try home.read("isolab/history").split(separator: "\n").map(String.init) == lines)
    }

    @Test func withoutConfigurationNothingIsReadOrWritten() throws {
      try home.write("bind -s % SCAN\n", to: ".editrc")
      let configured = try TerminalShell(home: home)
      try configured.enter("BEGIN")
      #expect(try configured.enter("%") == "  (none)")
      try configured.kill()
      let before = try home.files("isolab")

      let bare = try TerminalShell(["--no-config"], home: home)
      #expect(!bare.greeting.contains(".resume"))
      #expect(try bare.enter(".resume").hasPrefix("  error unavailable ; "))
      #expect(try bare.enter("%").hasPrefix("  error syntax ; "))
      try bare.enter(["\u{1b}[A\u{1b}[A", "BEGIN"])  // up to its own first line, no further
      #expect(bare.prompt == "2 alice*> ")
      try bare.kill()
      #expect(try home.files("isolab") == before)
      #expect(try home.files() == [".editrc", "isolab"])
      #expect(try home.read("isolab/history") == "BEGIN\nSCAN\n")
    }

    @Test func theEditorMayBeVi() throws {
      try home.write("bind -v\n", to: ".editrc")
      let shell = try TerminalShell(home: home)
      try shell.enter(["BEGIN", "PUT x 1"])
      // Escape, to the start, delete a letter; then append at the end.
      #expect(try shell.enter("GGET \u{1b}0x$ax") == "  x=1")
      try shell.terminal.send("PUT x 9\u{3}")
      try shell.waitForPrompt()
      try shell.search("UT")  // while inserting
      #expect(shell.prompt == "5 alice*> ")
      #expect(try shell.enter("\u{1b}kkA").hasPrefix("  x=1"))  // up twice: GET x
    }

    @Test func controlRSearchesWhileViAwaitsACommand() throws {
      try home.write("bind -v\n", to: ".editrc")
      let shell = try TerminalShell(home: home)
      try shell.enter(["BEGIN", "PUT x 1", "SCAN"])
      try shell.search("UT", after: "\u{1b}")
      #expect(shell.prompt == "5 alice*> ")
      #expect(try shell.enter("COUNT").hasPrefix("  count 1"))
    }
  }

  /// Where nothing can be kept the shell goes on.
  @Suite struct Unkept {
    @Test(arguments: ["/dev/null/x", "/proc/isolab/none"])
    func aStateDirectoryThatCannotBeIsToldOnce(place: String) throws {
      let shell = try TerminalShell(environment: ["XDG_STATE_HOME": place])
      let told = "  ; isolab: cannot create \(place)/isolab: "
      let first = try shell.enter("BEGIN")
      #expect(first.hasPrefix("  ok ; T1 sees state 0\n\(told)"))
      #expect(first.hasSuffix(". The shell continues without a journal."))
      #expect(try shell.enter("PUT x 1") == "  ok ; only T1 sees it until COMMIT")
      #expect(try shell.enter("SCAN") == "  x=1")
      #expect(try shell.enter("\u{1b}[A\u{1b}[Avalue(x) + 1").hasPrefix("  error "))
      try shell.quit()
      #expect(shell.terminal.plainText.ranges(of: told).count == 1)
    }

    @Test(arguments: FileKind.allCases)
    func whatIsInThePlaceOfTheHistoryIsTold(kind: FileKind) throws {
      let home = try Scratch()
      try home.makeFolder("isolab")
      try home.place(kind, at: "isolab/history")
      let shell = try TerminalShell(home: home)
      let told = "isolab: cannot read \(home.path)/isolab/history: \(kind.reason)."
      #expect(shell.greeting.hasSuffix("\n  ; \(told) The shell continues without a history."))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
      #expect(try shell.enter("PUT x 1") == "  ok ; only T1 sees it until COMMIT")
      try shell.kill()
      let next = try TerminalShell(home: home)
      #expect(next.greeting.contains("cut off after 2 lines"), "the journal is kept")
    }

    @Test func noHomeIsToldBeforeTheFirstLine() throws {
      let shell = try TerminalShell(environment: ["XDG_STATE_HOME": "", "HOME": ""])
      #expect(shell.greeting.contains("\n  ; isolab: there is no place for the journal"))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
    }
  }
}
