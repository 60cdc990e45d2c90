import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Ctrl-C, at the prompt and during work, and what is told to somebody who does nothing.
  @Suite struct Interrupting {
    private static let cancelled = "  error cancelled ; interrupted; nothing has changed"

    /// Breaks off what the shell is at.
    private func breakOff(_ shell: TerminalShell) throws -> String {
      try shell.terminal.expectWork()
      usleep(100_000)  // it forgets the signals that came while it read the line
      try shell.terminal.send("\u{3}")
      return try shell.answer()
    }

    @Test func longWorkIsBrokenOffAndNothingHasChanged() throws {
      let home = try Scratch()
      let file = try home.write(
        "BEGIN\n" + String(repeating: "PUT x 1\n", count: 30_000), to: "long.isolab")
      let shell = try TerminalShell(home: home)
      try shell.enter([".seed x=0", "BEGIN", "PUT x 5"])
      let before = try shell.enter(".versions")
      try shell.terminal.send(".open \(file)\r")
      #expect(try breakOff(shell).hasSuffix(Self.cancelled))
      #expect(shell.prompt == "3 alice*> ")
      #expect(try shell.enter(".versions") == before)
      #expect(try shell.enter(".branches").contains("*  1       the start  si    3     0"))
      try shell.kill()
      let next = try TerminalShell(home: home)
      #expect(!next.greeting.contains(".open"))
      try next.enter(".resume")
      #expect(next.prompt == "3 alice*> ")
    }

    @Test func whatWasTypedAheadGoesToo() throws {
      let home = try Scratch()
      let file = try home.write(
        "BEGIN\n" + String(repeating: "PUT x 1\n", count: 30_000), to: "long.isolab")
      let shell = try TerminalShell(home: home)
      try shell.terminal.send(".open \(file)\rBEGIN\rPUT y 1\r")
      #expect(try breakOff(shell).hasSuffix(Self.cancelled))
      #expect(try shell.enter("GET x").hasPrefix("  error no-transaction ; "))
      #expect(shell.prompt == "1 alice> ")
    }

    @Test func aLongAnswerIsBrokenOffToo() throws {
      let home = try Scratch()
      let pairs = (1...4000).map { "key\($0)=\($0)" }.joined(separator: " ")
      let file = try home.write(".seed \(pairs)\n", to: "keys.isolab")
      let shell = try TerminalShell(home: home)
      try shell.enter(".open \(file)")
      try shell.terminal.send(".versions\r")
      try shell.terminal.expect("key1 ")
      try shell.terminal.send("\u{3}")
      #expect(try shell.waitForPrompt().contains("\n  ; interrupted: "))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
    }

    @Test func theWayOutIsToldOnceInARow() throws {
      let shell = try TerminalShell()
      func interrupt(_ text: String = "") throws -> String {
        try shell.terminal.send(text + "\u{3}")
        return try shell.answer()
      }
      let wayOut = "  ; Ctrl-D or .quit leaves; \"help\" lists what you can do here"
      #expect(try interrupt() == wayOut)
      #expect(try interrupt() == "")
      #expect(try interrupt("GET") == "")
      #expect(try interrupt() == wayOut)
      try shell.enter("BEGIN")
      #expect(try interrupt() == wayOut)
      try shell.enter(["PUT x 1", "bob: BEGIN", "bob: PUT x 2"])
      let ends =
        "  ; bob has been waiting for alice on x since step 4: "
        + "type COMMIT or ROLLBACK in alice, or .cancel bob"
      #expect(try interrupt() == ends)
      #expect(try interrupt() == "")
    }

    @Test func whoHesitatesIsToldWhoWaits() throws {
      let shell = try TerminalShell(environment: ["ISOLAB_HINT_SECONDS": "1"])
      try shell.enter(["BEGIN", "bob: BEGIN", "PUT x 1"])
      try shell.terminal.send("GE")
      usleep(1_500_000)
      try shell.enter("T x")
      #expect(!shell.terminal.plainText.contains(" waits "))
      try shell.enter("bob: PUT x 2")
      try shell.terminal.send("GET")
      try shell.terminal.expect(
        "  ; bob has been waiting for alice on x since step 5: "
          + "type COMMIT or ROLLBACK in alice, or .cancel bob\n"
          + "6 alice*> GET")
      usleep(1_500_000)
      #expect(try shell.enter(" x") == "  x=1")
      #expect(shell.terminal.plainText.matches(of: /waiting for alice/).count == 1)
      #expect(try shell.enter("COMMIT").contains("\n  RESUMED bob ABORTED"))
    }
  }
}
