import Chance
import Language
import Layout
import Testing
import Vocabulary

@Suite struct QuotingTests {
  @Test(arguments: [
    ("x", "x"), ("a-1", "a-1"), ("10/2", "10/2"), ("-5", "-5"), ("3.14", "3.14"), ("é", "é"),
    ("日本", "日本"), ("not", "not"), ("a.", "a."), ("", "\"\""), ("-", "\"-\""), ("/", "\"/\""),
    ("none", "\"none\""), ("None", "\"None\""), (".x", "\".x\""), ("a..b", "\"a..b\""),
    ("two words", "\"two words\""), ("a=b", "\"a=b\""), ("a*", "\"a*\""), ("\"", "\"\\\"\""),
    ("a\\b", "\"a\\\\b\""), ("a\nb\tc\rd", "\"a\\nb\\tc\\u{D}d\""),
    ("\u{1B}[31m", "\"\\u{1B}[31m\""),
    ("a\u{202E}b", "\"a\\u{202E}b\""), ("a\u{200B}b", "\"a\\u{200B}b\""), ("\u{85}", "\"\\u{85}\""),
    ("\u{2028}", "\"\\u{2028}\""), ("\u{61C}", "\"\\u{61C}\""), ("\u{2066}", "\"\\u{2066}\""),
    ("\u{FEFF}", "\"\\u{FEFF}\""), ("\u{E000}", "\"\\u{E000}\""), ("\u{378}", "\"\\u{378}\""),
    ("\u{A0}", "\"\\u{A0}\""), ("\u{301}a", "\"\\u{301}a\""), ("a\u{301}", "a\u{301}"),
    ("\u{3164}", "\"\\u{3164}\""), ("\u{10FFFF}", "\"\\u{10FFFF}\""), ("🙂", "\"🙂\""),
  ])
  func printed(text: String, expected: String) {
    #expect(Array(quoted(text).utf8) == Array(expected.utf8))
  }

  @Test func printable_() {
    #expect(printable("a\u{1B}b\tc \"d\" \u{202E}é") == "a\\u{1B}b\\u{9}c \"d\" \\u{202E}é")
  }

  @Test func whatIsPrintedReadsBack() throws {
    let seed = newSeed(for: "quoting")
    var random = Dice(seed: seed)
    for _ in 0..<5_000 {
      let text = random.text(atMost: 12)
      let printed = quoted(text)
      let comment = Comment(rawValue: "seed \(seed): \(printed)")
      #expect(printed.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }, comment)
      #expect(try command("GET \(printed)") == .get(Key(text), forUpdate: false, as: nil), comment)
      let seeded = try directive(".seed \(printed)=\(printed)")
      #expect(seeded == .seed([.init(Key(text), Value(text))]), comment)
      guard case .scan(let prefix, _) = try command("SCAN \(printed)*") else {
        throw Unexpected(what: printed)
      }
      #expect(prefix.range == .prefix(text), comment)
      #expect(isBareWord(text) == (printed.unicodeScalars.first != "\""), comment)
    }
  }

  @Test(arguments: [
    ("alice", true), ("T-1", true), ("2", true), ("é", true), ("", false), ("-a", false),
    ("a.b", false), ("a/b", false), ("a b", false), ("\u{301}", false),
  ])
  func names(text: String, expected: Bool) { #expect(isName(text) == expected) }
}
