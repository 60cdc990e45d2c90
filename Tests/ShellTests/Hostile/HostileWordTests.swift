import Language
import Testing

/// Whatever is typed behind a word, no terminal is made to obey its answer.
@Suite struct HostileWordTests {
  /// Each word in a lab of its own, in which there is much to tell.
  private static func script(_ text: String) -> String {
    Words.all.flatMap { word in
      Hostile.uses(of: word, text).flatMap { use in
        // What ends the run is tried by itself.
        [use].filter { $0.keywords != [".QUIT"] }
      } + Hostile.scene(text)
    }.joined(separator: "\n")
  }

  @Test(arguments: Hostile.texts, [[], ["--json"], ["--plain"], ["--color", "always"]])
  func inAFile(text: String, options: [String]) throws {
    let run = try isolab(["run", "-", "--keep-going"] + options, input: Self.script(text))
    #expect(run.status == .code(1))
    #expect(run.errors == "")
    #expect(run.output.count > 100_000)
    expectHarmless(run.output, options, looks: options.contains("always"), tabs: true)
  }

  /// So it can be played again, whatever is in it.
  @Test(arguments: Hostile.texts)
  func aTranscriptIsAScenario(text: String) throws {
    let scratch = try Scratch()
    let lines = Hostile.scene(text) + ["bob: ROLLBACK", "carol: COMMIT", "alice: RETRY"]
    let first = try isolab(["run", "-"], input: lines.joined(separator: "\n"))
    #expect(first.status == .code(0))
    let second = try isolab(["run", "-"], input: first.output)
    #expect(second.output == first.output)
    try scratch.write(first.output, to: "again.isolab")
    let test = try isolab(["test", "again.isolab", "--mode", "si"], in: scratch)
    #expect(test.output.contains("1 passed, 0 failed"))
  }

  @Test(arguments: Hostile.texts)
  func onATerminal(text: String) throws {
    let shell = try TerminalShell(environment: ["TERM": "dumb"], columns: 2000)
    for word in Words.all {
      for tail in Self.tails(of: word, text) {
        expectHarmless(try answer(to: "\(word.name) \(tail)", in: shell), word.name, tabs: true)
      }
    }
    expectHarmless(try answer(to: "\(Hostile.typed(text)): BEGIN", in: shell), "a session")
  }

  /// What is typed behind a word; files are made where they go with the test.
  private static func tails(of word: Word, _ text: String) -> [String] {
    let (typed, literal) = (Hostile.typed(text), Hostile.literal(text))
    return word.usage.hasSuffix("FILE")
      ? ["~/\(typed)", "\"~/\(typed)\"", "~/\(typed).md", "~/\(typed).svg"]
      : [typed, "\"\(typed)\"", "\(literal) \(literal)", "a: \(typed)"]
  }

  @Test(arguments: Hostile.texts)
  func whatTabOffers(text: String) throws {
    let shell = try TerminalShell(environment: ["TERM": "dumb"], columns: 2000)
    try shell.enter(".seed \(Hostile.literal(text))=1 a=1 \(Hostile.literal(text + "b"))=2")
    let start = shell.terminal.raw.count
    try shell.terminal.send("GET \t\t\u{3}")
    try shell.waitForPrompt()
    let offered = String(decoding: shell.terminal.raw[start...], as: UTF8.self).withoutKeys
    #expect(offered.contains(Hostile.shown(text)))
    expectHarmless(offered, "Tab")
  }

  @Test(arguments: Hostile.texts)
  func whatTheEditorItselfShows(text: String) throws {
    let home = try Scratch()
    try home.makeFolder("isolab")
    try home.write("PUT x \"\(Hostile.line(text))\"\nSCAN \u{202E}x\n", to: "isolab/history")
    let shell = try TerminalShell(home: home, environment: ["TERM": "a\(text)"], columns: 2000)
    for keys in ["\u{10}", "\u{10}\u{10}"] {
      try shell.terminal.send(keys + "\u{3}")
      try shell.waitForPrompt()
    }
    let shown = String(decoding: shell.terminal.raw, as: UTF8.self).withoutKeys
    #expect(shown.contains("SCAN \\u{202E}x"))
    // These move the cursor within the line.
    let text = shown.replacing("\u{8}", with: "").replacing("\r", with: "")
    expectHarmless(text, "the editor", looks: true, tabs: true)
  }

  /// What the terminal was sent behind the echo of a line.
  private func answer(to line: String, in shell: TerminalShell) throws -> String {
    let start = shell.terminal.raw.count
    try shell.enter(line)
    let rows = String(decoding: shell.terminal.raw[start...], as: UTF8.self).withoutKeys
      .split(separator: "\n", omittingEmptySubsequences: false)
    return rows.dropFirst(1 + line.unicodeScalars.count { $0 == "\n" }).joined(separator: "\n")
  }
}

extension String {
  /// The words of a line in capitals.
  fileprivate var keywords: [String] { split(separator: " ").map { $0.uppercased() } }

  /// Without what a terminal is sent at the end of each row, and to ring its bell for a key.
  fileprivate var withoutKeys: String { replacing("\r\n", with: "\n").replacing("\u{7}", with: "") }
}
