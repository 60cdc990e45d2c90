import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Whatever keys, values, names and files hold, no terminal is made to obey it.
  ///
  /// On a dumb terminal, to which the shell itself sends no escape sequences at all.
  @Suite struct Escaping {
    private static let dumb = ["TERM": "dumb"]
    /// What a terminal would obey: escapes, C1 controls, a change of direction.
    private static let evil = "\u{1B}[31m\u{9B}2J\u{85}\u{202E}\u{2066}"
    /// The same as a literal of the language.
    private static let quoted = #""\u{1B}[31m\u{9B}2J\u{85}\u{202E}\u{2066}""#

    private let home: Scratch

    init() throws { home = try Scratch() }

    private func shell(_ environment: [String: String] = [:]) throws -> TerminalShell {
      try TerminalShell(home: home, environment: environment.merging(Self.dumb) { $1 })
    }

    /// What the terminal was sent behind the echo of a line.
    private func answer(to line: String, in shell: TerminalShell) throws -> String {
      let start = shell.terminal.raw.count
      try shell.enter(line)
      let bytes = shell.terminal.raw[start...].drop { $0 != 0x0A }
      return String(decoding: bytes, as: UTF8.self)
    }

    private func expectHarmless(
      _ text: String, _ line: String, _ location: SourceLocation = #_sourceLocation
    ) {
      let obeyed = text.unicodeScalars.filter { scalar in
        switch scalar.value {
        case 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069: true
        default: false
        }
      }
      #expect(obeyed.isEmpty, "\(line): \(text.debugDescription)", sourceLocation: location)
    }

    /// Types each line; all that is answered is harmless.
    private func expectHarmless(_ lines: [String], in shell: TerminalShell) throws {
      for line in lines { expectHarmless(try answer(to: line, in: shell), line) }
    }

    /// Keys as they are typed that put these very characters into the line.
    private func typed(_ text: String) -> String {
      text.unicodeScalars.map { "\u{16}\($0)" }.joined()
    }

    @Test func keysAndValuesAreEscapedInEveryAnswer() throws {
      let shell = try shell()
      let (key, value) = (Self.quoted, Self.quoted)
      #expect(
        try shell.enter(".seed \(key)=\(value) x=0") == "  ok ; state 0: \(key)=\(value) x=0")
      try expectHarmless(
        [
          ".rule same: value(\(key)) = \(value)", "BEGIN", "bob: BEGIN", "GET \(key)", "SCAN",
          "PUT \(key) 2", "bob: PUT \(key) \(value)", ".locks", ".why", ".sessions",
          "bob: GET \(key)", ".versions", "SCAN \(key)..x = \(value)", "COUNT = \(value) AS n",
          "IF value(\(key)) = \(value) THEN PUT x 1", "PUT x value(\(key)) + \(value)",
          "PUT x $\(key)", "UPDATE x SET \(value)", "SUM *", "COMMIT", ".why", ".rules", ".undo",
          ".redo", ".timeline", ".transactions", "bob: RETRY", ".branches", ".rerun ssi",
          ".compare",
          ".rerun 2pl", ".undo 4", ".branches", ".versions \(key)", "bob: DELETE \(key)",
        ], in: shell)
      #expect(shell.terminal.plainText.contains("RESUMED bob ABORTED"))
    }

    @Test func soAreLinesThatAreNotInTheLanguage() throws {
      let shell = try shell()
      let evil = typed(Self.evil)
      try expectHarmless(
        [
          evil, "PUTT \(evil)", "\(evil): BEGIN", ".lesson \(evil)", ".rule \(evil): 1 = 1",
          ".rule a: \(evil)", ".mode \(evil)", ".help \(evil)", ".undo \(evil)", ".why \(evil)",
          ".sessions \(evil)", ".rerun \(evil)", "7 \(evil)> SCAN", ".\(evil)", "help \(evil)",
          ".cancel \(evil)", ".seed \(evil)=1", ".open \(evil)", ".conflicts \(evil)",
        ], in: shell)
      #expect(shell.prompt == "1 alice> ")
    }

    @Test func soAreTheNamesOfFilesAndWhatIsInThem() throws {
      let text = "# \(Self.evil)\n\(Self.evil)\n```isolab\nBEGIN\n# \(Self.evil)\nPUT x 1\n```\n"
      try home.write(text, to: "\(Self.evil).md")
      try home.write("BEGIN\nPUT x \(Self.evil)\n", to: "wrong.isolab")
      let shell = try shell()
      let (path, evil) = ("\(home.path)/", typed(Self.evil))
      try expectHarmless(
        [
          ".open \(path)\(evil).md", ".undo", ".redo", ".branches", "GET x",
          ".open \(path)wrong.isolab", ".open \(path)\(evil)", ".save \(path)\(evil)",
          ".save \(path)\(evil).md", ".save \(path)\(evil)/\(evil)", ".once \(path)\(evil).txt",
          ".versions", ".undo", ".open \"\(path)\(evil).md\"", "GET x",
        ], in: shell)
      #expect(shell.prompt == "4 alice*> ")
      #expect(try home.files().count == 5)
      #expect(try isolab(["test", Self.evil], in: home).output.contains("\\u{1B}"))
    }

    @Test func soIsTheLastLineOfAShellThatWasCutOff() throws {
      try home.write("BEGIN\n", to: "\(Self.evil).isolab")
      let killed = try shell()
      try killed.enter(".open \(home.path)/\(typed(Self.evil)).isolab")
      try killed.kill()
      let next = try shell()
      #expect(next.greeting.contains("cut off after 1 line; the last was: .open "))
      expectHarmless(next.greeting, "the greeting")
      try expectHarmless([".resume", ".undo", ".branches"], in: next)
      expectHarmless(String(decoding: next.terminal.raw, as: UTF8.self), "all of it")
    }

    @Test func soIsThePlaceWhereNothingCanBeKept() throws {
      let shell = try shell(["XDG_STATE_HOME": "/dev/null/\(Self.evil)"])
      let answer = try answer(to: "BEGIN", in: shell)
      #expect(answer.contains(#"isolab: cannot create /dev/null/\u{1B}[31m"#))
      expectHarmless(answer, "BEGIN")
    }
  }
}
