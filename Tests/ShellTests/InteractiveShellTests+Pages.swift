import Testing

/// Lessons in a terminal that is smaller than they are.
extension InteractiveShellTests {
  @Suite struct Pages {
    private static let footer = "Space: next page. q: leave"

    @Test func turnsPagesWithSpaceAndLeavesWithQ() throws {
      let shell = try TerminalShell(rows: 24, columns: 80)
      try shell.terminal.send(".lesson lost-update\r")
      let first = try shell.terminal.expect(Self.footer)
      #expect(first.contains("Played in read-committed:"))
      #expect(first.split(separator: "\n").count <= 24)
      try shell.terminal.send(" ")
      let second = try shell.terminal.expect(Self.footer)
      #expect(!second.contains("Played in"))
      try shell.terminal.send("q")
      #expect(try shell.waitForPrompt().contains("; .play NAME shows a lesson step by step"))
      #expect(try shell.enter("bob: COUNT").contains("no transaction"))
    }

    @Test(arguments: ["\u{3}", "\u{1B}", "Q"]) func leavesWithOtherKeysToo(key: String) throws {
      let shell = try TerminalShell(rows: 24, columns: 80)
      try shell.terminal.send(".open pivot\r")
      try shell.terminal.expect(Self.footer)
      try shell.terminal.send(key)
      try shell.waitForPrompt()
      #expect(try shell.enter(".undo").contains(".open pivot"))
    }

    @Test func anotherSizeCountsFromTheNextPage() throws {
      let shell = try TerminalShell(rows: 24, columns: 80)
      try shell.terminal.send(".lesson lost-update\r")
      try shell.terminal.expect(Self.footer)
      try shell.terminal.resize(rows: 1_000, columns: 80)
      try shell.terminal.send(" ")
      #expect(try !shell.waitForPrompt().contains("q: leave"))
    }

    @Test func whatIsPastedBehindALessonIsNotTakenForKeys() throws {
      let shell = try TerminalShell(rows: 24, columns: 80)
      try shell.terminal.send(".lesson lost-update\r.reset\rBEGIN\r")
      let all = try shell.terminal.expect("T1 sees state 0")
      #expect(!all.contains(Self.footer))
    }

    @Test func theListFitsOneScreen() throws {
      let shell = try TerminalShell(rows: 24, columns: 80)
      let rows = try shell.enter(".lesson").split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(rows.count <= 23 && rows.allSatisfy { $0.count <= 80 })
      #expect(rows.contains { $0.contains(".play NAME") })
    }
  }
}
