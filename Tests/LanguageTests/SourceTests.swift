import Language
import Testing
import Vocabulary

@Suite struct SourceTests {
  private func source(_ text: String) throws -> Scenario.Source {
    try Scenario.Source(bytes: Array(text.utf8), file: "x")
  }

  private func rewritten(_ text: String, _ edits: [Scenario.Source.Edit]) throws -> String {
    String(decoding: try source(text).rewriting(edits), as: UTF8.self)
  }

  @Test(arguments: [
    "", "\n", "a", "a\n", "a\r\nb\n\r\n", "\u{FEFF}a\r\n\tb \r", "\u{FEFF}", "\r\r\n\n",
  ])
  func bytesComeBack(text: String) throws {
    #expect(try source(text).bytes == Array(text.utf8))
    #expect(try source(text).rewriting([]) == Array(text.utf8))
  }

  @Test func lines() throws {
    #expect(try source("").lines == [])
    #expect(try source("a\n").lines == ["a"])
    #expect(try source("\u{FEFF}a\r\n\nb").lines == ["a", "", "b"])
  }

  @Test func replacing() throws {
    let text = "\u{FEFF}SCAN  \r\n  ?\r\nGET x\n  old\n  older\n"
    let edits: [Scenario.Source.Edit] = [
      .init(2..<3, with: ["  (none)", "  ; n"]), .init(4..<6, with: ["  new"]),
    ]
    #expect(try rewritten(text, edits) == "\u{FEFF}SCAN  \r\n  (none)\r\n  ; n\r\nGET x\n  new\n")
    #expect(try rewritten(text, [.init(4..<6, with: [])]) == "\u{FEFF}SCAN  \r\n  ?\r\nGET x\n")
  }

  @Test func inserting() throws {
    #expect(try rewritten("a\nb\n", [.init(2..<2, with: ["x"])]) == "a\nx\nb\n")
    #expect(try rewritten("a\nb\n", [.init(1..<1, with: ["x"])]) == "x\na\nb\n")
    #expect(try rewritten("a\r\nb\n", [.init(3..<3, with: ["x"])]) == "a\r\nb\nx\n")
    #expect(try rewritten("", [.init(1..<1, with: ["x", "y"])]) == "x\ny\n")
  }

  @Test func fileWithoutNewlineAtItsEnd() throws {
    #expect(try rewritten("a\r\nb", [.init(3..<3, with: ["x"])]) == "a\r\nb\r\nx")
    #expect(try rewritten("a\r\nb", [.init(2..<3, with: [])]) == "a")
    #expect(try rewritten("b", [.init(2..<2, with: ["x", "y"])]) == "b\nx\ny")
  }

  /// What `test --update` does: new answers under each command, the rest as it was.
  @Test func answersOfALesson() throws {
    let text = "# T\n\n  ```isolab\n  BEGIN\n  COMMIT\n    ?\n  ```\nend"
    let source = try source(text)
    let edits = try Scenario(source).entries.map { entry in
      let indentation = String(repeating: " ", count: entry.indentation + 2)
      let first = entry.line + 1
      return Scenario.Source.Edit(
        first..<(entry.answers.last.map { $0.line + 1 } ?? first), with: [indentation + "ok"])
    }
    #expect(
      String(decoding: source.rewriting(edits), as: UTF8.self)
        == "# T\n\n  ```isolab\n  BEGIN\n    ok\n  COMMIT\n    ok\n  ```\nend")
  }
}
