/// What may be written to a terminal.
///
/// It is made of texts, which are escaped as they come in, of looks, and of sequences that stand
/// in the code. So nothing that came from a file, a server, or a key can become a sequence. Texts
/// are made printable where they are made; this type does not rely on that. `Markup` is the same
/// for pages.
package struct TerminalText: Hashable, Sendable {
  /// The text as it is sent.
  package private(set) var source = ""

  package init() {}

  fileprivate init(source: String) { self.source = source }

  /// A text.
  ///
  /// What a terminal would obey, and what would hide or turn around the text beside it, is written
  /// `\u{...}`. Ends of lines and tabs stay.
  package init(_ text: String) { source = Self.escaped(text) }

  /// A text in one look.
  package init(_ text: String, _ style: Style) {
    let text = Self(text)
    self = style == .none || text.source.isEmpty ? text : style.start + text + Style.end
  }

  /// A line in its looks.
  package init(_ line: StyledText) {
    self = line.spans.map { TerminalText($0.text, $0.style) }.joined()
  }

  /// A sequence that is part of the program.
  package static func fixed(_ source: StaticString) -> TerminalText {
    TerminalText(source: "\(source)")
  }

  /// A sequence that is part of the program, with a number in it.
  package static func fixed(
    _ start: StaticString, _ number: Int, _ end: StaticString
  ) -> TerminalText {
    TerminalText(source: "\(start)\(number)\(end)")
  }

  package static func + (left: TerminalText, right: TerminalText) -> TerminalText {
    TerminalText(source: left.source + right.source)
  }

  private static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" || !scalar.isUnprintable {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.escaped
      }
    }
    return result
  }

  fileprivate static func joined(_ parts: some Sequence<TerminalText>, _ separator: String)
    -> TerminalText
  {
    TerminalText(source: parts.map { $0.source }.joined(separator: separator))
  }
}

extension Sequence<TerminalText> {
  /// One after the other, with a sequence of the program between two of them.
  package func joined(by separator: StaticString = "") -> TerminalText {
    .joined(self, "\(separator)")
  }
}

extension Style {
  /// What turns this look on.
  package var start: TerminalText {
    self == .none ? TerminalText() : TerminalText(source: "\u{1B}[\(rawValue)m")
  }

  /// What turns any look off.
  package static let end = TerminalText.fixed("\u{1B}[0m")
}
