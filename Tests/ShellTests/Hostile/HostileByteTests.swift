import Foundation
import Runs
import Testing

@testable import Terminal

/// Bytes that are no text, and files that a shell reads at its start.
@Suite struct HostileByteTests {
  /// A NUL, bytes that UTF-8 never has, halves of pairs, and a character in too many bytes.
  private static let bytes: [UInt8] =
    [0, 0x1B, 0x5B, 0x32, 0x4A, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80, 0x80, 0x9B]
    + [0xF4, 0x90, 0x80, 0x80, 0xE2, 0x28]

  /// `BYTES` is the bytes, and `HALF` a half of a pair as JSON writes it.
  private static let files = [
    ("lesson.md", "# BYTES\n\nBYTES\n\n```isolab\nBEGIN\nPUT x \"BYTES\"\n  BYTES\n```\n"),
    ("plain.isolab", "BEGIN\nPUT BYTES 1\nBYTES\n"),
    ("history.json", "{\"isolab-history\":1,\"initial\":[[\"BYTES\",\"HALF\"]]}\n{\"BYTES\":1}\n"),
    ("half.json", "{\"isolab-history\":1,\"initial\":[[\"HALF\",\"1\"]]}\n"),
    ("windows.sql", "SELECT 'BYTES'; -- BYTES\n"), ("a.spec", "session \"BYTES\" { BYTES }\n"),
  ]

  private static let commands = [
    ["run", "FILE"], ["run", "FILE", "--json"], ["test", "FILE"], ["explore", "FILE"],
    ["compare", "FILE"], ["check", "FILE"], ["import", "FILE"], ["export", "FILE", "-o", "-"],
    ["export", "FILE", "-o", "-", "--format", "html"],
  ]

  private static func filled(_ text: String) -> [UInt8] {
    var (result, rest) = ([UInt8](), Array(text.replacing("HALF", with: "\\ud800").utf8)[...])
    while let place = rest.firstRange(of: Array("BYTES".utf8)) {
      result += rest[..<place.lowerBound] + bytes
      rest = rest[place.upperBound...]
    }
    return result + rest
  }

  /// What is written is text, and does no harm.
  private func expectText(
    _ output: [UInt8], _ what: some Any, looks: Bool = false,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let text = try #require(
      String(validating: output, as: UTF8.self), "\(what)", sourceLocation: location)
    #expect(!text.unicodeScalars.contains("\0"), "\(what)", sourceLocation: location)
    expectHarmless(text, what, looks: looks, tabs: true, location)
  }

  @Test(arguments: commands) func inFiles(command: [String]) throws {
    for (name, text) in Self.files {
      let scratch = try Scratch()
      try scratch.write(Self.filled(text), to: name)
      let words = command.map { $0.replacing("FILE", with: name) }
      try expectText(try bytes(of: words, in: scratch), words)
    }
  }

  /// In arguments, and in the names of files.
  @Test func inArguments() throws {
    let scratch = try Scratch()
    let text = #"$(printf '\033[2J\377\355\240\200\302\233')"#
    for words in [["run", text], ["-e", text], ["-e", "PUT x \(text)"], ["help", text], [text]] {
      let quoted = words.map { "\"\($0.replacing("\"", with: ""))\"" }.joined(separator: " ")
      try expectText(try bytes(of: [], quoted, in: scratch), words)
    }
  }

  /// The bytes of both streams of a command.
  private func bytes(
    of words: [String], _ more: String = "", in scratch: Scratch
  ) throws -> [UInt8] {
    let shell = ["-c", "exec \"$0\" \"$@\" \(more) >out 2>&1 </dev/null", TerminalShell.program]
    let run = try PipedProgram(shell + words, program: "/bin/sh", in: scratch.path).finish()
    let output = try Data(contentsOf: URL(filePath: scratch.path + "/out"))
    let known = (0...2).map { ChildProcess.Exit.code($0) }
    #expect(known.contains(run.status), "\(words) \(more): \(run.status)")
    #expect(!output.isEmpty, "\(words)")
    return Array(output)
  }

  // MARK: What a shell keeps

  @Test(arguments: Hostile.texts) func aJournal(text: String) throws {
    let home = try Scratch()
    try home.makeFolder("isolab")
    let lines = Hostile.scene(text) + [text, "PUTT \(text)", "SCAN \"\(text)\""]
    let records = [.opened(nil)] + lines.map { Journal.Record.line($0) }
    for (name, end) in [("journal-1-1", []), ("journal-2-1", Self.bytes), ("journal-3-1", [0x0A])] {
      try home.write(records.flatMap(Journal.encode) + end, to: "isolab/\(name)")
    }
    try home.write(Self.bytes + [0x0A], to: "isolab/journal-4-1")
    let shell = try TerminalShell(home: home, environment: ["TERM": "dumb"], columns: 2000)
    #expect(shell.greeting.contains("A shell was cut off after "))
    try shell.enter([".resume", ".timeline", ".versions", ".resume", ".resume"])
    let shown = String(decoding: shell.terminal.raw, as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing("\u{7}", with: "")
    expectHarmless(shown, "a journal", looks: true, tabs: true)
  }

  @Test func aHistory() throws {
    let home = try Scratch()
    try home.makeFolder("isolab")
    try home.write(
      Array("GET a\n".utf8) + Self.bytes + Array("\nPUT b 1\u{202E}\n".utf8), to: "isolab/history")
    let shell = try TerminalShell(home: home, environment: ["TERM": "dumb"], columns: 2000)
    try shell.terminal.send("\u{10}\u{10}\u{10}\u{3}")
    try shell.waitForPrompt()
    let shown = String(decoding: shell.terminal.raw, as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing(#/[\u{7}\u{8}\r]/#, with: "")
    #expect(shown.contains("\\u{202E}"))
    expectHarmless(shown, "a history", looks: true)
  }
}
