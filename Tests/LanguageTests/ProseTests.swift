import Chance
import Testing

@testable import Language

/// Markdown as blocks.
@Suite struct ProseTests {
  private static func kinds(_ text: String) -> [ProseBlock.Kind] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return ProseBlock.read(lines[...]).map(\.kind)
  }

  @Test func blocksAreReadOnce() {
    let text = """
      # Title
      A [wrapped
      link](x.md) and `code`.
      <!-- Note:  say
        this --> and nothing else
      <!-- for nobody -->
      #5 is no heading, and 2.5 is
      7. no item
      ## Why
      ---
      **Predict:** what
      *now*?
      """
    #expect(
      Self.kinds(text) == [
        .heading(level: 1, [.text("Title")]),
        .paragraph([
          .text("A "), .link([.text("wrapped link")], to: "x.md"), .text(" and "), .code("code"),
          .text("."),
        ]), .comment(note: "say this"), .comment(note: nil),
        .paragraph([.text("#5 is no heading, and 2.5 is 7. no item")]),
        .heading(level: 2, [.text("Why")]), .pause,
        .question([
          .strong([.text("Predict:")]), .text(" what "), .emphasis([.text("now")]), .text("?"),
        ]),
      ])
  }

  @Test func codeHoldsWhatLooksLikeProse() throws {
    let text = "~~~\n# no title\n<!-- note: none -->\n```\n~~~\n<!-- open\n```sh\n-->"
    guard case .code(let lines, let fence?) = try #require(Self.kinds(text).first) else {
      Issue.record("no code")
      return
    }
    #expect(lines == ["# no title", "<!-- note: none -->", "```"] && fence.marks == "~~~")
    #expect(Self.kinds(text).dropFirst() == [.comment(note: nil)])
  }

  /// Commands are commands wherever they stand, even where a comment is never closed.
  @Test func commentsSwallowNoCommands() throws {
    let read = try scenario("<!-- note: say\n```isolab\nBEGIN\n```\nand -->\n")
    #expect(read.entries.map(\.line) == [3])
    #expect(read.passages.flatMap(\.blocks).map(\.isComment) == [true, false])
  }

  /// Blocks follow each other, and what is in none of them is blank.
  @Test func everyLineIsInOneBlock() {
    var dice = Dice(seed: 83)
    let starts = [
      "", " ", "---", "# a", "#a", "- a", "  * b", "1. c", "2. d", "| e |", "|-|", "```", "~~~ x",
      "```isolab", "<!--", "-->", "<!-- note: f -->", "**Predict:** g", "h", "    i",
    ]
    for _ in 0..<3_000 {
      let lines = (0..<dice.below(12)).map { _ in starts[dice.below(starts.count)] }
      var seen = 1
      for block in ProseBlock.read(lines[...]) {
        #expect(!block.lines.isEmpty && block.lines.lowerBound >= seen, "\(lines)")
        let between = lines[(seen - 1)..<(block.lines.lowerBound - 1)]
        #expect(between.allSatisfy { $0.allSatisfy(\.isWhitespace) }, "\(lines)")
        seen = block.lines.upperBound
      }
      #expect(lines[(seen - 1)...].allSatisfy { $0.allSatisfy(\.isWhitespace) }, "\(lines)")
    }
  }
}
