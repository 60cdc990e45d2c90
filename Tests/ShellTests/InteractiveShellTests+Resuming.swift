import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Nothing is lost, however a shell ends.
  @Suite struct Resuming {
    private let home: Scratch
    private static let listings = [".versions", ".transactions", ".locks", ".rules", ".sessions"]

    init() throws { home = try Scratch() }

    private func shell(_ lines: [String] = []) throws -> TerminalShell {
      let shell = try TerminalShell(home: home)
      try shell.enter(lines)
      return shell
    }

    /// All that can be looked at.
    private func state(of shell: TerminalShell) throws -> [String] {
      try Self.listings.map { try shell.enter($0) } + [shell.prompt]
    }

    @Test func aKilledShellIsAsItWas() throws {
      let killed = try shell([
        ".seed x=0", ".rule small: value(x) < 2", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2",
        "GET", "3 bob~> GET x",
      ])
      let before = try state(of: killed)
      #expect(before.last == "5 bob~> ")
      try killed.kill()
      #expect(killed.terminal.plainText.hasSuffix("5 bob~> "))

      let next = try shell()
      #expect(
        next.greeting.hasSuffix(
          "\n  ; A shell was cut off after 12 lines; the last was: .sessions."
            + " .resume brings its lab back, now or in a later shell."))
      #expect(
        try next.enter(".resume")
          == "  ok ; 12 lines run again: mode snapshot  sessions alice, bob")
      #expect(next.prompt == "5 bob~> ")
      #expect(try state(of: next) == before)
      let answer = try next.enter("alice: COMMIT")
      #expect(answer.contains("\n  RESUMED bob ABORTED concurrent-update, not needed ; "))
      #expect(try next.enter(".resume").hasPrefix("  error unavailable ; no shell was cut off"))
      try next.quit()
      #expect(try home.journals() == [])
      #expect(!(try shell().greeting.contains(".resume")))
    }

    @Test func whatIsResumedCanBeUndone() throws {
      try shell([".seed x=0", "BEGIN", "PUT x 1", "COMMIT", ".undo", "ROLLBACK"]).kill()
      let next = try shell([".resume"])
      #expect(next.prompt == "4 alice> ")
      #expect(try next.enter(".undo") == "  ok ; undone: alice: ROLLBACK")
      #expect(try next.enter("COMMIT") == "  ok ; T1 committed as state 1: x=1")
      #expect(try next.enter(".branches").split(separator: "\n").count == 4)
    }

    @Test func theJournalOfALivingShellIsItsOwn() throws {
      let living = try shell(["BEGIN", "PUT x 1"])
      let journals = try home.journals()
      #expect(journals.count == 1)
      let text = try home.read(journals[0])
      try shell(["BEGIN", "PUT y 2"]).kill()
      let next = try shell([".resume"])
      #expect(try next.enter("SCAN") == "  y=2")
      try next.quit()
      #expect(try home.journals() == journals)
      #expect(try home.read(journals[0]) == text)
      #expect(try living.enter("SCAN") == "  x=1")
      try living.quit()
      #expect(try home.journals() == [])
    }

    @Test(arguments: [
      (["BEGIN", "COMMIT"], ".quit\r"), (["BEGIN", "COMMIT"], "\u{4}"), (["BEGIN"], "\u{4}\u{4}"),
      (["BEGIN"], ".quit\r.quit\r"),
    ])
    func anOrderlyEndLeavesNoJournal(lines: [String], keys: String) throws {
      let shell = try shell(lines)
      #expect(try home.journals().count == 1)
      try shell.terminal.send(keys)
      #expect(try shell.terminal.exitStatus() == .code(0))
      #expect(try home.files("isolab") == ["history"])
    }

    @Test(arguments: [nil, SIGHUP, SIGTERM])
    func anyOtherEndLeavesIt(signal: Int32?) throws {
      let closed = try shell(["BEGIN", "PUT x 1"])
      try closed.terminal.send("half")
      try closed.terminal.expect("half")
      if let signal { closed.terminal.signal(signal) } else { closed.terminal.closeMaster() }
      try closed.terminal.exitStatus()
      #expect(try home.journals().count == 1)
      let next = try shell([".resume"])
      #expect(next.prompt == "3 alice*> ")
      #expect(try next.enter("SCAN") == "  x=1")
    }

    @Test func aTornLastLineIsDroppedAndTold() throws {
      try shell(["BEGIN", "PUT x 1", "PUT x 2"]).kill()
      try home.cut(3, from: home.journals()[0])
      let next = try shell()
      #expect(next.greeting.contains("cut off after 2 lines; the last was: PUT x 1."))
      #expect(
        try next.enter(".resume")
          == "  ok ; 2 lines run again: mode snapshot  sessions alice, bob; "
          + "the last line of the journal was cut off and has been dropped")
      #expect(try next.enter("SCAN") == "  x=1")
      try next.kill()
      let again = try shell([".resume"])
      #expect(try again.enter("SCAN") == "  x=1")
      #expect(!again.terminal.plainText.contains("dropped"))
    }

    @Test func aJournalWhoseFirstLineIsDamagedIsToldAndKept() throws {
      try shell(["BEGIN", "PUT x 1"]).kill()
      let name = try #require(try home.journals().first)
      let whole = Array(try home.read(name).utf8)
      // A digit of the checksum, the version, the mode, the end.
      for place in [0, 32, 34, 35] {
        var bytes = whole
        bytes[place] = bytes[place] == 0x30 ? 0x31 : 0x30
        try home.write(bytes, to: name)
        let refusal =
          "cannot resume \(home.path)/\(name): its first line is damaged, so it cannot be read"
        let next = try shell()
        #expect(next.greeting.hasSuffix("\n  ; \(refusal). The file stays where it is."))
        #expect(try next.enter(".resume") == "  error file ; \(refusal)")
        #expect(try next.enter("BEGIN") == "  ok ; T1 sees state 0")
        try next.quit()
        #expect(try Array(home.read(name).utf8) == bytes)
      }
    }

    @Test func theLabBeforeCanBeResumedInItsTurn() throws {
      try shell(["BEGIN", "PUT x 1"]).kill()
      let next = try shell(["BEGIN", "PUT y 2"])
      #expect(
        try next.enter(".resume").hasSuffix("; the lab that was here can be resumed later"))
      #expect(try next.enter("SCAN") == "  x=1")
      try next.enter(".resume")
      #expect(try next.enter("SCAN") == "  y=2")
      try next.quit()
      #expect(try shell().greeting.contains("cut off after 3 lines; the last was: SCAN."))
    }

    @Test func ofManyTheNewestComesFirst() throws {
      for value in 1...3 { try shell(["BEGIN", "PUT x \(value)"]).kill() }
      let next = try shell()
      #expect(next.greeting.contains("; the last was: PUT x 3."))
      #expect(next.greeting.hasSuffix(" There are 2 older ones."))
      for value in [3, 2] {
        try next.enter(".resume")
        #expect(try next.enter("GET x") == "  x=\(value)")
      }
    }

    /// A shell that was cut off is mentioned by one shell; later ones can still resume it.
    @Test func aCutOffShellIsMentionedOnce() throws {
      try shell(["BEGIN", "PUT x 1"]).kill()
      #expect(try shell().greeting.contains("; the last was: PUT x 1. .resume"))
      for _ in 1...2 {
        let next = try shell()
        #expect(!next.greeting.contains(".resume"))
        try next.quit()
      }
      try shell(["BEGIN", "PUT y 2"]).kill()
      #expect(try shell().greeting.hasSuffix(" There is an older one."))
      #expect(try !shell().greeting.contains(".resume"))
      let resumed = try shell([".resume"])
      #expect(try resumed.enter("SCAN") == "  y=2")
      try resumed.kill()
      let last = try shell()
      #expect(last.greeting.contains("; the last was: SCAN. .resume"))
      for wanted in ["  y=2", "  x=1"] {
        try last.enter(".resume")
        #expect(try last.enter("SCAN") == wanted)
      }
      try last.quit()
    }

    /// Even if it was cut off before the first line after `.resume`.
    @Test func whatWasResumedAndCutOffIsMentionedAgain() throws {
      try shell(["BEGIN"]).kill()
      try shell([".resume"]).kill()
      #expect(try shell().greeting.contains("cut off after 1 line; the last was: BEGIN. .resume"))
    }

    /// A list that cannot be written costs no more than another mention.
    @Test func withoutTheListItIsMentionedAgain() throws {
      try shell(["BEGIN"]).kill()
      try #require(mkdir("\(home.path)/isolab/mentioned", 0o700) == 0)
      for _ in 1...2 { #expect(try shell().greeting.contains(".resume brings its lab back")) }
    }

    @Test func aFileIsResumedAlthoughItIsGone() throws {
      let file = try home.write("BEGIN\nPUT x \"é 日本\"\nbob:\n", to: "a b.isolab")
      try shell([".mode ssi", ".open \"\(file)\"", "BEGIN"]).kill()
      unlink(file)
      let next = try shell([".resume"])
      #expect(next.prompt == "4 bob*> ")
      #expect(try next.enter("alice: GET x") == "  x=\"é 日本\"")
      let undone = try next.enter(".undo 3")
      #expect(undone.hasPrefix("  ok ; undone: 3 changes, back to the state before .open \"/"))
      #expect(try next.enter(".mode").contains("* serializable-snapshot"))
    }

    @Test func theModeOfTheShellIsKept() throws {
      let first = try TerminalShell(["--mode", "2pl"], home: home)
      try first.enter("BEGIN")
      try first.kill()
      #expect(try shell().enter(".resume").contains("mode two-phase-locking"))
    }
  }
}
