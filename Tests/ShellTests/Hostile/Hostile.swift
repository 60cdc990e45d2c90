import Testing

/// What a file from elsewhere may hold to make a terminal obey it, or people misread it.
enum Hostile {
  /// Controls of ASCII and of Latin 1, changes of direction, what has no width, ends of lines.
  static let scalars: [Unicode.Scalar] = [
    "\u{7}", "\u{8}", "\u{9}", "\u{A}", "\u{D}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}",
    "\u{9D}", "\u{61C}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}",
    "\u{2029}", "\u{202A}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{FEFF}",
    "\u{E0041}",
  ]

  /// All of them, in halves, of which no message leaves anything out.
  ///
  /// An escape begins a look that isolab uses itself, and what follows a newline looks like an
  /// answer of its own.
  static let texts = [scalars.prefix(13), scalars.suffix(13)].map { half in
    half.map { "\($0)\(sequels[$0] ?? "")" }.joined() + "e"
  }

  private static let sequels: [Unicode.Scalar: String] = ["\u{1B}": "[1;31m", "\n": "FORGED"]

  /// The text on one line.
  static func line(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\n" }))
  }

  /// The text between quotes of the language.
  static func literal(_ text: String) -> String {
    "\"" + text.unicodeScalars.map { "\\u{" + String($0.value, radix: 16) + "}" }.joined() + "\""
  }

  /// A piece of what is shown for the text.
  static func shown(_ text: String) -> String {
    text.contains("\u{1B}") ? "\\u{1B}[1;31m\\u{7F}\\u{80}" : "\\u{202A}\\u{202E}\\u{2060}"
  }

  /// The keys that put the text into a line of the editor.
  static func typed(_ text: String) -> String {
    text.unicodeScalars.map { "\u{16}\($0)" }.joined()
  }

  /// Those of them that a text holds as they are; and its lines that only look like its own.
  ///
  /// Lines of files are shown with their tabs where they are commands.
  static func faults(in text: String, tabs: Bool = false) -> [String] {
    let alarms = #/\u{1B}\[1;38;5;(231;48;5;160|16;48;5;(214|77))m/#
    let bare = text.replacing(alarms, with: "")
      .replacing(#/\u{1B}\[(0|1|1;38;5;(?:29|63|98|163))m/#, with: "")
    let harmless: Set<Unicode.Scalar> = tabs ? ["\n", "\t"] : ["\n"]
    let found = Set(bare.unicodeScalars).intersection(scalars).subtracting(harmless)
    let forged = text.split(whereSeparator: \.isNewline).filter {
      $0.drop { $0 == " " || $0 == ";" }.hasPrefix("FORGED")
    }
    return found.sorted().map { "U+" + String($0.value, radix: 16) } + forged.map(String.init)
  }
}

/// Whether a text can do no harm on a terminal.
func expectHarmless(
  _ text: String, _ what: some Any, looks: Bool = false, tabs: Bool = false,
  _ location: SourceLocation = #_sourceLocation
) {
  let faults = Hostile.faults(in: text, tabs: tabs)
  #expect(faults == [], "\(what): \(text.debugDescription)", sourceLocation: location)
  #expect(looks || !text.contains("\u{1B}"), "\(what)", sourceLocation: location)
}
