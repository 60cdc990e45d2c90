import Language
import Layout
import Pages
import Telling
import Testing

/// Prose in rows of text and as HTML.
@Suite struct ProseTests {
  private static func read(_ text: String) -> [ProseBlock] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return ProseBlock.read(lines[...])
  }

  @Test func itemsKeepTheirIndentation() {
    let prose = Self.read(
      """
      Two ways:
      - one
        - and half
      10. ten
      1. first of
         all
      2. second
      """)
    #expect(
      prose.rows(columns: 14) == [
        "Two ways:", "- one", "  - and half", "    10. ten", "1. first of", "   all", "2. second",
      ])
  }

  @Test func tablesAreAsWideAsTheyMayBe() {
    let prose = Self.read(
      """
      | what *it* is | [why](why.md) |
      |---|:-:|
      | a \\| b | because of what came before |
      | c |
      """)
    #expect(
      prose.rows(lessons: ["why"]) == [
        "what it is  why (.lesson why)", "a | b       because of what came before", "c",
      ])
    #expect(
      prose.rows(columns: 28) == [
        "what it is  why", "a | b       because of what", "              came before", "c",
      ])
    for columns in [12, 20] {
      #expect(prose.rows(columns: columns).allSatisfy { $0.count <= max(16, columns) })
    }
    #expect(
      prose.rows(isPlain: true) == [
        "what it is a | b, why because of what came before.", "what it is c.",
      ])
    let page = PassageMarkup(prose) { _ in nil }.html.source
    #expect(page.contains("<tr><td>a | b</td><td>because of what came before</td></tr>"))
  }

  /// However many marks there are that never close, or only in vain.
  @Test(arguments: [
    "[", "`a", "*", "**", "<", "]", "[](", "[a](", "*a", "[*", "`[", "(", "*a ", "[x](y) ",
    "**a** ", "|", "|a", "<!--", "- ", "1. ",
  ])
  func aPageTakesTimeInProportionToItsProse(mark: String) {
    let clock = ContinuousClock()
    let lines = [String](repeating: String(repeating: mark, count: 20_000), count: 5)
    let time = clock.measure {
      let prose = ProseBlock.read(lines[...])
      #expect(!PassageMarkup(prose) { _ in nil }.html.source.isEmpty || mark == "<!--")
      #expect(!prose.rows(columns: 80).isEmpty || mark == "<!--")
    }
    #expect(time < .seconds(8))
  }
}
