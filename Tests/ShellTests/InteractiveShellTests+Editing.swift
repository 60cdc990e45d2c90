import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Where libedit alone would lose its place in the line, or the line.
  @Suite struct Editing {
    /// A shell in the middle of a transaction, edited as in vi.
    private func vi(_ home: Scratch) throws -> TerminalShell {
      try home.write("bind -v\n", to: ".editrc")
      let shell = try TerminalShell(home: home)
      try shell.enter(["BEGIN", "PUT x 1"])
      return shell
    }

    /// Escape, to the end: of nothing.
    @Test(arguments: ["$", "$x", "$D", "\u{5}", "A\u{1b}$", "$~", "$p"])
    func viMayGoToTheEndOfAnEmptyLine(keys: String) throws {
      let shell = try vi(Scratch())
      #expect(try shell.enter("\u{1b}\(keys)iGET x") == "  x=1")
      try shell.terminal.send("\u{1b}\(keys)\u{3}")
      try shell.waitForPrompt()
      try shell.terminal.send("\u{1b}\(keys)")
      try shell.terminal.resize(rows: 10, columns: 150)
      #expect(try shell.enter("iGET x") == "  x=1")
    }

    @Test(arguments: [(24, 80), (5, 40)] as [(UInt16, UInt16)])
    func aLineLongerThanTheScreenMayBeEdited(rows: UInt16, columns: UInt16) throws {
      let shell = try TerminalShell(rows: rows, columns: columns)
      let screen = String(repeating: "z", count: Int(rows * columns))
      let more = String(repeating: "y", count: 3 * Int(columns))
      try shell.enter("BEGIN")
      // To the start and to the end, a few times, adding to it; then a letter in the middle.
      try shell.terminal.send("PUT x \(screen)\u{1}\u{5}\(more)\u{1}\u{6}\u{5}\(more)\u{2}b\r")
      try shell.waitForPrompt()
      #expect(shell.prompt == "3 alice*> ")
      let value = "\(screen)\(more)\(more.dropLast())by"
      try shell.terminal.send("COUNT = \(value)\r")
      #expect(try shell.waitForPrompt().hasSuffix("\n  count 1"))
      // What the history gives back can be edited too.
      try shell.terminal.send("\u{1b}[A\u{1b}[A\u{1}\u{5}\(more)\u{15}GET y\r")
      #expect(try shell.waitForPrompt().hasSuffix("\n  (none)"))
    }

    @Test func controlDOnAHalfTypedLineStays() throws {
      let shell = try TerminalShell()
      try shell.enter("BEGIN")
      #expect(try shell.enter("GET \u{4}\u{4}x") == "  (none)")
    }

    @Test func aSignalFromElsewhereIsAsControlC() throws {
      let shell = try TerminalShell()
      try shell.terminal.send("BEGIN")
      try shell.terminal.expect("BEGIN")
      shell.terminal.signal(SIGINT)
      try shell.waitForPrompt()
      #expect(shell.prompt == "1 alice> ")
      #expect(try shell.enter("SCAN").hasPrefix("  error no-transaction ; "))
    }
  }
}
