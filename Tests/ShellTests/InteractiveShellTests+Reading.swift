import Language
import Testing

extension InteractiveShellTests {
  /// What is on the screen is made for eyes: it is short, harmless, and says what to do.
  @Suite struct Reading {
    @Test(arguments: [
      ("PUTT x 1", "there is no word PUTT; did you mean PUT?"),
      ("why", "did you mean .why?"),
      ("bob COMMIT", "did you mean bob: COMMIT?"),
      ("PUT x=1", "did you mean PUT x 1?"),
      ("PUT x x+1", "value(x) + 1"),
      ("SELECT * FROM t", "SCAN shows all keys (.help sql)"),
      ("GET x", "BEGIN first"),
      (".mode repeatable-read", "PostgreSQL's name for snapshot"),
      (".seed x=1 x=2", "x is listed twice"),
    ])
    func aSlipIsToldWhatToType(line: String, advice: String) throws {
      let answer = try TerminalShell().enter(line)
      #expect(answer.hasPrefix("  error "))
      #expect(answer.contains(advice))
      #expect(!answer.contains("\n"))
    }

    @Test func aSemicolonAndAnyCaseAreAccepted() throws {
      let shell = try TerminalShell()
      let transcript = """
        1 alice> begin;
          ok ; T1 sees state 0
        2 alice*> Put x 1 ;
          ok ; only T1 sees it until COMMIT
        3 alice*> commit
          ok ; T1 committed as state 1: x=1
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    @Test(arguments: ["help", "?", "\\?", ".help", "help sql", ".mode", "HELP"])
    func helpFitsASmallScreen(line: String) throws {
      let help = try TerminalShell().enter(line).split(separator: "\n")
      #expect(help.count > 1)
      #expect(help.count <= 22)
      #expect(help.filter { $0.count > 80 } == [])
      #expect(help.filter { !$0.hasPrefix("  ;") } == [])
    }

    @Test func thereIsHelpOnEveryWordThatHelpNames() throws {
      let shell = try TerminalShell()
      let listed = try shell.enter("help").split(separator: "\n").filter { $0.hasPrefix("  ;   ") }
      let words = Set(
        listed.flatMap { line in
          line.split(separator: " ").filter { $0.hasPrefix(".") || Words.named(String($0)) != nil }
        })
      #expect(words.isSuperset(of: ["COMMIT", "IF", ".why", ".seed"]))
      for word in words {
        let help = try shell.enter("help \(word)").split(separator: "\n")
        #expect(help.first?.hasPrefix("  ; \(word)") == true)
        #expect(help.count > 1)
        #expect(help.filter { $0.count > 80 } == [])
      }
    }

    @Test(arguments: [
      "\"\\u{1B}[31m\"", "\"\\u{7}\"", "\"\\u{202E}txt\"", "\"\\u{9B}2J\"", "\"a\\nb\"",
      "\"\\u{2066}\"", "\"\\u{0}\"",
    ])
    func controlCharactersAreShownAndNotObeyed(value: String) throws {
      let shell = try TerminalShell()
      try shell.enter("BEGIN")
      #expect(try shell.enter("PUT x \(value)") == "  ok ; only T1 sees it until COMMIT")
      #expect(try shell.enter("GET x") == "  x=\(value)")
      #expect(try shell.enter("COMMIT") == "  ok ; T1 committed as state 1: x=\(value)")
      #expect(try shell.enter(".versions").contains("\(value)"))
    }

    @Test func controlCharactersInNamesAndErrorsAreNotObeyedEither() throws {
      let shell = try TerminalShell()
      try shell.enter("BEGIN")
      try shell.enter("PUT \"\\u{1B}c\" 1")
      #expect(try shell.enter("SCAN") == "  \"\\u{1B}c\"=1")
      let controlV = "\u{16}"
      #expect(try shell.enter("\(controlV)\u{1b}[2J").contains("\\u{1B}"))
    }

    @Test func anotherModesBeginIsTold() throws {
      let shell = try TerminalShell()
      #expect(try shell.enter("BEGIN rc").contains("read-committed"))
      try shell.enter("ROLLBACK")
      #expect(try shell.enter(".mode ssi").contains("serializable-snapshot"))
      #expect(try shell.enter(".mode").contains("* serializable-snapshot"))
    }

    @Test func resetStartsAgain() throws {
      let shell = try TerminalShell()
      for line in [".seed x=1", "BEGIN", "bob: BEGIN", "bob:"] { try shell.enter(line) }
      #expect(try shell.enter(".reset").hasPrefix("  ok ; "))
      #expect(shell.prompt == "1 alice> ")
      try shell.enter("BEGIN")
      #expect(try shell.enter("SCAN") == "  (none)")
    }
  }
}
