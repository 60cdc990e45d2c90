import Language
import Layout
import Testing
import Vocabulary

@Suite struct DiagnosticTests {
  private func diagnostic(_ line: String) throws -> String {
    try failure(line).diagnostic(file: "write-skew.md", line: 14, sourceLine: line)
  }

  @Test func whole() throws {
    #expect(
      try diagnostic("bob: PUT x hello world") == """
        write-skew.md:14:12: error: this is more than one word
        bob: PUT x hello world
                   ^~~~~~~~~~~
        hint: quote it: "hello world"
        """)
  }

  @Test func withoutHint() throws {
    #expect(
      try diagnostic("PUT x (1") == """
        write-skew.md:14:9: error: ( needs a closing )
        PUT x (1
                ^
        """)
  }

  @Test func aboutAWholeCommand() {
    #expect(
      Diagnostic.text(
        file: "x.md", line: 3, column: 3, message: "bob waits", hint: nil, sourceLine: "  GET x")
          == """
          x.md:3:3: error: bob waits
            GET x
            ^~~~~
          """)
  }

  @Test func tabsStayTabs() throws {
    #expect(
      try diagnostic("\tGET\t.x") == """
        write-skew.md:14:6: error: .x is not a key
        \tGET\t.x
        \t   \t^~
        hint: a key is a bare word that does not start with a dot, or "quoted text"
        """)
  }

  @Test func controlsAreEscapedAndWideScalarsCountTwo() throws {
    #expect(
      try diagnostic("PUT \"\u{1B}日e\u{301}\" .日本 語") == """
        write-skew.md:14:12: error: this is more than one word
        PUT "\\u{1B}日e\u{301}" .日本 語
                        ^~~~~~~~
        hint: quote it: ".日本 語"
        """)
  }

  @Test func longLinesAreCutAroundTheColumn() throws {
    let line = "PUT x \"" + String(repeating: "a", count: 200) + "\" + ? "
    let text = try diagnostic(line + String(repeating: "b", count: 200))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "write-skew.md:14:212: error: unexpected character ?")
    #expect(
      lines[1] == "…" + String(repeating: "a", count: 36) + "\" + ? "
        + String(repeating: "b", count: 54) + "…")
    #expect(lines[2] == String(repeating: " ", count: 41) + "^")
    let end = try diagnostic("PUT x " + String(repeating: "1 * ", count: 60)).split(separator: "\n")
    #expect(end[1].hasPrefix("…") && !end[1].hasSuffix("…"))
    #expect(end[2].count == 42)
  }

  @Test func longUnderlinesEndWithTheExcerpt() throws {
    let text = try diagnostic("PUT x a " + String(repeating: "b", count: 300))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[1].count == 6 + 56 + 1)
    #expect(lines[2] == "      ^" + String(repeating: "~", count: 55))
  }

  @Test func fileNamesAreEscaped() throws {
    let text = try failure("x").diagnostic(file: "a\u{1B}b", line: 1, sourceLine: "x")
    #expect(text.hasPrefix("a\\u{1B}b:1:1: error: "))
  }

  @Test func widths() {
    #expect(displayWidth(of: "abc") == 3)
    #expect(displayWidth(of: "e\u{301}") == 1)
    #expect(displayWidth(of: "日本") == 4)
    #expect(displayWidth(of: "ｱ") == 1)
    #expect(displayWidth(of: "한🙂") == 4)
  }
}
