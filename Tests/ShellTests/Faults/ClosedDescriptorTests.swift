import Testing

/// Standard streams that are not open: no command dies of it, or writes into a file of its own.
@Suite struct ClosedDescriptorTests {
  private static let commands = [
    ["-e", "BEGIN", "-e", "PUT x 1"], ["run", "write-skew"], ["run", "write-skew", "--json"],
    ["test", "write-skew"], ["explore", "lost-update"], ["compare", "lost-update"],
    ["export", "write-skew", "-o", "page.html"], ["new", "lesson.md"], ["help"], ["nonsense"],
    ["play", "write-skew"], ["simulate", "bloat", "-o", "chart.svg"],
  ]

  @Test(arguments: commands) func everySetOfStreams(command: [String]) throws {
    let whole = try files(of: command, closing: "")
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      // Some commands first say what they do, and end there.
      for (name, text) in try files(of: command, closing: closed) {
        #expect(whole[name] == text, "\(command) \(closed): \(name)")
      }
    }
  }

  /// The files that the command leaves.
  private func files(of command: [String], closing closed: String) throws -> [String: String] {
    let scratch = try Scratch()
    let words = ["-c", "exec \"$0\" \"$@\" \(closed)", TerminalShell.program] + command
    let run = try PipedProgram(words, program: "/bin/sh", in: scratch.path).finish()
    guard case .code(let code) = run.status else {
      Issue.record("\(command) \(closed): \(run.status) \(run.errors)")
      return [:]
    }
    #expect((0...3).contains(code))
    return try scratch.files().reduce(into: [:]) { $0[$1] = try scratch.read($1) }
  }
}
