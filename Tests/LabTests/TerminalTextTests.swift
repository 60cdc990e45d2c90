import Language
import Layout
import Telling
import Testing

/// What can be written to a terminal.
@Suite struct TerminalTextTests {
  @Test(arguments: ["", "a\nb\n", "a\tb", "é 日本 ─▏✘", "  ok ; \\u{1B}"])
  func textStaysWhatItIs(text: String) { #expect(TerminalText(text).source == text) }

  @Test func whatATerminalWouldObeyIsWrittenOut() {
    func shown(_ text: String) -> String { TerminalText(text).source }
    #expect(shown("\u{1B}[8m\u{1B}]0;x\u{7}") == "\\u{1B}[8m\\u{1B}]0;x\\u{7}")
    #expect(shown("a\r\nb\u{9B}2J\u{202E}") == "a\\u{D}\nb\\u{9B}2J\\u{202E}")
    #expect(shown("\u{1B}[1;3") == "\\u{1B}[1;3")
  }

  /// A text that holds the very sequence of a look does not get the look.
  @Test(arguments: Style.allCases) func looksComeFromStylesAlone(style: Style) {
    let forged = TerminalText("ok", style).source
    #expect(style == .none || forged == "\(style.start.source)ok\u{1B}[0m")
    let texts = [forged, "a\(forged)"]
    for text in texts.flatMap({ [TerminalText($0), TerminalText($0, .bad)] }) {
      let own = text.source.replacing(Style.bad.start.source, with: "")
        .replacing(Style.end.source, with: "")
      #expect(!own.contains("\u{1B}"))
    }
  }

  /// So it does not matter how often it is called on the way.
  @Test func whatIsPrintableStaysSo() {
    for value in (0..<0x3100 as Range<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = printable(String(scalar))
      #expect(printable(shown) == shown && TerminalText(shown).source == shown)
    }
  }
}
