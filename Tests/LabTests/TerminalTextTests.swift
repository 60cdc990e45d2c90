import Language
import Layout
import Telling
import Testing

/// What the last writer lets through.
@Suite struct TerminalTextTests {
  @Test(arguments: ["", "a\nb\n", "a\tb", "é 日本 ─▏✘", "  ok ; \\u{1B}"])
  func textStaysWhatItIs(text: String) { #expect(terminalText(text) == text) }

  @Test func looksOfItsOwnStay() {
    for style in Style.allCases {
      let text = "a \(style.painting("ok")) b"
      #expect(terminalText(text) == text)
    }
  }

  @Test func allElseIsWrittenOut() {
    #expect(terminalText("\u{1B}[8m\u{1B}]0;x\u{7}") == "\\u{1B}[8m\\u{1B}]0;x\\u{7}")
    #expect(terminalText("a\r\nb\u{9B}2J\u{202E}") == "a\\u{D}\nb\\u{9B}2J\\u{202E}")
    #expect(terminalText("\u{1B}[1;3") == "\\u{1B}[1;3")
  }

  /// So it does not matter how often it is called on the way.
  @Test func whatIsPrintableStaysSo() {
    for value in (0..<0x3100 as Range<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = printable(String(scalar))
      #expect(printable(shown) == shown && terminalText(shown) == shown)
    }
  }
}
