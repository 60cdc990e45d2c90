import Language
import Testing
import Vocabulary

@testable import Pages
@testable import Runs

/// Whatever a lesson holds, its page and its pictures show it as text.
@Suite struct HostilePageTests {
  /// What would be markup, or the end of what it stands in.
  private static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)",
    "</style></script></title></text></svg><svg onload=alert(1)>", "<!-- --> ]]> &lt;&#60;&amp;",
    "javascript:alert(1)", "data:text/html,<b>", "\u{202E}<b>\u{2066}\u{1B}[31m",
  ]

  /// A write skew that holds the text as prose, in links and notes, as key, as value, in a formula.
  private static func lesson(_ text: String) throws -> Scenario {
    let literal =
      "\"" + text.unicodeScalars.map { "\\u{" + String($0.value, radix: 16) + "}" }.joined() + "\""
    let source = """
      # \(text)

      \(text) **\(text)** *\(text)* `\(text)` [\(text)](\(text)) [x](https://e.org/\(text))

      - \(text)

      <!-- note: \(text) -->

      ## \(text)

      ```isolab
      .modes si ssi
      .seed \(literal)=\(literal) z=1
      .rule same: value(\(literal)) = \(literal) OR value(z) = 1
      alice: BEGIN
        ok ; \(text)
      ```

      **Predict:** what does \(text) answer?

      ```isolab
      bob: BEGIN
      alice: GET \(literal)
      bob: GET z
      alice: PUT z \(literal)
      bob: PUT \(literal) 5
      alice: COMMIT
      bob: COMMIT
      ```
      """
    return try Scenario.read(bytes: Array(source.utf8), file: "\(text).md")
  }

  @Test(arguments: texts) func aPage(text: String) throws {
    let lesson = try Self.lesson(text)
    let page = LessonPage(
      of: lesson.modes.map { Run(lesson, in: $0) }, first: lesson.standardMode, neighbours: [])
    for html in [page.html, try #require(page.handOut)] {
      let check = MarkupCheck(html, isHTML: true)
      #expect(check.fault == nil)
      expectClosed(check)
      #expect(check.elements.count { $0.name == "script" } == 1)
      let plain = text.prefix { $0.isASCII }
      #expect(check.texts.contains { $0.contains(plain) }, "\(text)")
    }
  }

  @Test(arguments: texts) func aPicture(text: String) throws {
    let run = Run(try Self.lesson(text), in: .snapshot)
    for form in [Export.svg, .graph, .versions] {
      let check = MarkupCheck(try #require(run.export(as: form, part: 1)))
      #expect(check.fault == nil)
      expectClosed(check)
      #expect(!check.elements.contains { ["script", "a", "style"].contains($0.name) })
    }
  }
}
