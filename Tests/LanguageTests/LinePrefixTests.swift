import Language
import Testing
import Vocabulary

@Suite struct LinePrefixTests {
  @Test(
    arguments: [
      ("COMMIT", nil, nil, "COMMIT"),
      ("  COMMIT ; ", nil, nil, "COMMIT"),
      ("bob: COMMIT", nil, "bob", "COMMIT"),
      ("bob:COMMIT", nil, "bob", "COMMIT"),
      ("bob : PUT  x  1;", nil, "bob", "PUT  x  1"),
      ("3 alice*> SCAN", "alice", nil, "SCAN"),
      ("3 alice> SCAN", "alice", nil, "SCAN"),
      ("12 T-1!> ROLLBACK", "T-1", nil, "ROLLBACK"),
      ("12 é~> .cancel", "é", nil, ".cancel"),
      ("3 alice*> bob: PUT x 2", "alice", "bob", "PUT x 2"),
      ("3 alice*>\tSCAN", "alice", nil, "SCAN"),
      ("bob: .why 3", nil, "bob", ".why 3"),
      ("3 bob> help me;", "bob", nil, "help me"),
      ("IF: COMMIT", nil, "IF", "COMMIT"),
      ("2: COMMIT", nil, "2", "COMMIT"),
    ] as [(String, SessionName?, SessionName?, String)])
  func prefixes(
    line: String, prompt: SessionName?, session: SessionName?, text: String
  ) throws {
    let statement = try #require(try Statement.parse(line: line))
    #expect(statement.promptSession == prompt)
    #expect(statement.session == session)
    #expect(statement.text == text)
    #expect(statement.body == (try Statement.parse(line: padded(text, like: line)))?.body)
  }

  /// The text at the place where it stands in the line, so that columns agree.
  private func padded(_ text: String, like line: String) -> String {
    let blanks = line.unicodeScalars.count - line.drop { $0 != text.first }.unicodeScalars.count
    return line.hasSuffix(text) ? String(repeating: " ", count: blanks) + text : line
  }

  @Test(arguments: ["bob:", "bob: ", "bob :", "bob: ;", "3 alice> bob:"])
  func switching(line: String) throws {
    let statement = try #require(try Statement.parse(line: line))
    #expect(statement.body == .switchSession)
    #expect(statement.session == "bob")
    #expect(statement.text == "")
  }

  @Test(arguments: ["3 bob*>", "3 bob> ", "3 bob!> ;"])
  func switchingByPrompt(line: String) throws {
    let statement = try #require(try Statement.parse(line: line))
    #expect(statement.body == .switchSession)
    #expect(statement.promptSession == "bob")
    #expect(statement.session == nil)
  }

  @Test(arguments: [
    "", " ", "\t \t", ";", " ; ", "# comment", "#", "#! x", "3 alice> # x",
  ])
  func nothing(line: String) throws {
    #expect(try Statement.parse(line: line) == nil)
  }

  @Test(arguments: ["3 alice*>SCAN", "3alice> SCAN", "alice> SCAN", "3 alice?> SCAN", " # x"])
  func noPrompt(line: String) {
    #expect(throws: ScriptError.self) { try Statement.parse(line: line) }
  }
}
