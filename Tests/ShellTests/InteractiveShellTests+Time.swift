import Testing

extension InteractiveShellTests {
  /// Real time, which passes at the prompt too.
  @Suite struct Time {
    private let home: Scratch

    init() throws { home = try Scratch() }

    private func shell(_ lines: [String], environment: [String: String] = [:]) throws
      -> TerminalShell
    {
      let shell = try TerminalShell(home: home, environment: environment, columns: 80)
      try shell.enter(lines)
      return shell
    }

    private static let expired = "EXPIRED alice ABORTED timeout ; T1 had been open for 1s"

    /// The line stays, with its cursor, and the prompt is the new one.
    @Test(arguments: ["xterm", "dumb"]) func comesWhileALineIsTyped(terminal: String) throws {
      let shell = try shell(
        [".seed x=1", "BEGIN", "PUT x 2"], environment: ["TERM": terminal])
      try shell.enter(".timeout 1s")
      #expect(shell.prompt == "3 alice*> ")
      try shell.terminal.send("bob: BEGI")
      try shell.terminal.expect(Self.expired)
      try shell.terminal.expect("4 alice!> bob: BEGI")
      let answer = try shell.enter("N")
      #expect(answer == "  ok ; bob: T2 sees state 0")
      #expect(shell.prompt == "5 alice!> ")
      #expect(try shell.enter("GET x").hasPrefix("  error aborted"))
      #expect(
        try shell.enter("RETRY").hasPrefix("  ok ; T3 sees state 0, attempt 2\n  ok ; step 6"))
      try shell.quit()
    }

    @Test func aLineLongerThanARowStays() throws {
      let shell = try shell([".seed x=1", "BEGIN"])
      try shell.enter(".timeout 1s")
      let word = String(repeating: "ab", count: 50)
      try shell.terminal.send("bob: PUT x \(word)")
      try shell.terminal.expect(Self.expired)
      try shell.terminal.expect("3 alice!> bob: PUT x abab")
      try shell.terminal.send("\u{1}carol: \u{5}z\r")
      try shell.terminal.expect("syntax")
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice!> ")
      try shell.quit()
    }

    @Test func isUndoneAsTimeThatPassed() throws {
      let shell = try shell([".seed x=1", "BEGIN"])
      try shell.enter(".timeout 1s")
      try shell.terminal.expect(Self.expired)
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice!> ")
      #expect(try shell.enter(".undo").hasPrefix("  ok ; undone: .advance 1"))
      #expect(shell.prompt == "2 alice*> ")
      try shell.enter(".timeout off")
      #expect(shell.prompt == "2 alice*> ")
      try shell.quit()
    }

    @Test func aResumedLabKnowsWhatTimeHasEnded() throws {
      let killed = try shell([".seed x=1", "BEGIN", "PUT x 2", "bob: BEGIN", "bob: PUT x 3"])
      try killed.enter(".timeout 1s")
      try killed.terminal.expect("EXPIRED bob ABORTED timeout")
      try killed.waitForPrompt()
      let before = try killed.enter(".transactions")
      #expect(before.contains("T1  alice    si    state 0  1      aborted, timeout"))
      try killed.kill()
      let next = try shell([])
      #expect(try next.enter(".resume").hasPrefix("  ok ; 7 lines run again"))
      #expect(try next.enter(".transactions") == before)
      #expect(next.prompt == "7 alice!> ")
      try next.quit()
    }
  }
}
