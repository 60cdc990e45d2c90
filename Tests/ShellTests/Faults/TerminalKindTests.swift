import Testing

/// Terminals of every size and kind: the shell and a demonstration work, and end in good order.
@Suite struct TerminalKindTests {
  static let sizes: [(rows: UInt16, columns: UInt16)] = [
    (0, 0), (1, 1), (1, 2), (2, 1), (3, 7), (1, 65_535), (65_535, 1), (24, 80), (65_535, 65_535),
  ]

  /// The names of terminals, among them what is none.
  static let terms = [
    "xterm-256color", "xterm", "vt100", "vt52", "linux", "screen", "ansi", "dumb", "no-terminal",
    "",
  ]

  static let locales = ["C.UTF-8", "C", "POSIX", "en_US.UTF-8", "de_DE.ISO-8859-1", "xx_YY.UTF-8"]

  @Test(arguments: sizes) func aShellOfThatSize(rows: UInt16, columns: UInt16) throws {
    let home = try Scratch()
    let terminal = try PTY(
      TerminalShell.program, environment: ["HOME": home.path, "XDG_STATE_HOME": home.path],
      rows: rows, columns: columns)
    guard Int(rows) * Int(columns) < 1_000_000_000 else {
      // libedit would take 28 GB.
      try terminal.expect("the line editor cannot start on this terminal")
      #expect(try terminal.exitStatus() == .code(3))
      return
    }
    try expectWork(of: terminal, in: home)
  }

  @Test(arguments: sizes) func aDemonstrationOfThatSize(rows: UInt16, columns: UInt16) throws {
    let terminal = try PTY(
      TerminalShell.program, ["play", "write-skew"],
      environment: ["ISOLAB_LETTER_MILLISECONDS": "0"], rows: rows, columns: columns)
    try terminal.expectSingleKeys()
    try terminal.send(String(repeating: " ", count: 12) + "wtvc?b")
    // What is typed while the terminal changes its mode may be dropped.
    var status: ChildProcess.Exit?
    for _ in 0..<20 where status == nil {
      try? terminal.send("\u{3}")
      status = try? terminal.exitStatus(seconds: 3)
    }
    #expect(status == .code(130))
  }

  @Test(arguments: terms) func everyLocale(term: String) throws {
    for locale in Self.locales {
      let home = try Scratch()
      let terminal = try PTY(
        TerminalShell.program,
        environment: [
          "HOME": home.path, "XDG_STATE_HOME": home.path, "TERM": term, "LC_ALL": locale,
        ])
      try expectWork(of: terminal, in: home)
    }
  }

  /// A value that is no ASCII is kept, whatever the terminal can show.
  private func expectWork(of terminal: PTY, in home: Scratch) throws {
    try terminal.expectSingleKeys()
    let save = ".save \(home.path)/lab.isolab\r"
    try terminal.send(".seed x=\"é日本\"\rBEGIN\rGET x\r\(save)\u{4}\u{4}")
    #expect(try terminal.exitStatus(seconds: 60) == .code(0))
    #expect(try home.read("lab.isolab").contains("é日本"))
  }
}
