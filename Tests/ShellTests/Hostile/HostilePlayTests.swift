import Testing

/// Whatever a lesson holds and a class answers, a demonstration only shows it.
@Suite struct HostilePlayTests {
  /// At every stop the text as an answer, if it is a question, and as a command; then at each of
  /// them everything that can be looked at, in two modes.
  private static func keys(_ text: String) -> String {
    let looks = "n" + String(repeating: " wwttvvcc??", count: 40)
    // The controls of ASCII are keys of their own.
    let typed = text.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }.map { "\($0)" }
      .joined().replacing("FORGED", with: "")
    func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
    let answers = (0...20).map { stop in
      "\u{1B}g\(spaces(stop))\r\(typed)\r\u{1B}:\(typed)\u{7F}\u{7F}\(typed)\rb\(spaces(24))"
    }
    return answers.joined() + "\u{1B}g\(looks)\u{1B}mg\(looks)\u{3}"
  }

  @Test(arguments: Hostile.texts, [[], ["--plain"]])
  func aLessonOnATerminal(text: String, options: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write(Hostile.lesson(text), to: "\(text).md")
    let terminal = try PTY(
      TerminalShell.program, ["play", path] + options,
      environment: ["ISOLAB_LETTER_MILLISECONDS": "0"], columns: 200)
    try terminal.expect(options.isEmpty ? "Space next" : "Space goes on")
    try terminal.send(Self.keys(text))
    // Some two thousand screens are drawn.
    #expect(try terminal.exitStatus(seconds: 400) == .code(130))
    let shown = String(decoding: terminal.raw, as: UTF8.self)
    // The text is a value of the lesson, so a question about a value can be answered with it.
    #expect(shown.contains("cannot be compared") || shown.contains("Wrong"))
    #expect(shown.contains("\\u{"))
    // What draws the screen, and takes away a letter.
    let drawn = shown.replacing(#/\u{1B}\[(\?[0-9]+[hl]|[0-9;]*H|J|2K)/#, with: "")
      .replacing("\r\n", with: "\n").replacing("\r\n", with: "\n")
      .replacing("\u{8} \u{8}", with: "")
    expectHarmless(drawn, options, looks: true, tabs: true)
  }
}
