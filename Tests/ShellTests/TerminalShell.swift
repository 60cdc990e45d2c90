#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// isolab's shell on a terminal of its own, used as a person would: a line, then its answer.
///
/// Its files are in a folder that goes with the object, so that no test sees another's history;
/// unless several shells are given the same one.
final class TerminalShell {
  static let program = PTY.productsDirectory + "/isolab"

  let terminal: PTY
  /// The prompt that waits now.
  private(set) var prompt = ""
  /// What it said before its first prompt.
  private(set) var greeting = ""
  let home: Scratch

  /// Starts the shell, and waits for its first prompt.
  ///
  /// Its terminal is so high that no lesson has a second page.
  init(
    _ arguments: [String] = [], home: Scratch? = nil, environment: [String: String] = [:],
    rows: UInt16 = 1_000, columns: UInt16 = 200
  ) throws {
    let home = try home ?? Scratch()
    self.home = home
    let places = ["HOME": home.path, "XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path]
    terminal = try PTY(
      Self.program, arguments, environment: places.merging(environment) { $1 }, rows: rows,
      columns: columns)
    greeting = try waitForPrompt()
  }

  /// Types a line; returns its answer, which ends where the next prompt begins.
  ///
  /// The line must leave room on its row, or its echo would be taken for a part of the answer.
  @discardableResult
  func enter(_ line: String) throws -> String {
    try terminal.send(line + "\r")
    return try answer()
  }

  /// The answer to what has been typed, without its echo.
  func answer() throws -> String {
    let lines = try waitForPrompt().split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().joined(separator: "\n")
  }

  /// Types lines, whatever the answers are.
  func enter(_ lines: [String]) throws {
    for line in lines { try enter(line) }
  }

  /// Types Ctrl-R, and part of an earlier line when it is asked for; runs what is found.
  func search(_ part: String, after keys: String = "") throws {
    try terminal.send(keys + "\u{12}")
    try terminal.expect("bck: search back. ")
    try terminal.expect("\nbck:")
    try enter(part)
  }

  /// Leaves it in good order, whatever is open, and waits for its end.
  func quit() throws {
    try terminal.send("\u{4}\u{4}")
    try terminal.exitStatus()
  }

  /// Ends it as nobody should.
  func kill() throws {
    terminal.signal(SIGKILL)
    try terminal.exitStatus()
  }

  /// Types the commands of a transcript one by one; returns the transcript that came of it.
  func replay(_ transcript: String) throws -> String {
    var result: [String] = []
    for line in transcript.split(separator: "\n") where !line.hasPrefix("  ") {
      let command = line.firstRange(of: "> ").map { line[$0.upperBound...] } ?? line
      let prompt = prompt
      let answer = try enter(String(command))
      result += [prompt + command] + (answer.isEmpty ? [] : [answer])
    }
    return result.joined(separator: "\n")
  }

  /// Waits until a prompt or a question stands at the end of the last row; returns what came
  /// before it.
  @discardableResult
  func waitForPrompt() throws -> String {
    try terminal.expect("prompt") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let match = text.firstMatch(of: /\n([0-9]+ [^\n ]+(?:, [a-z]+)?> |y\/n[^\n ]*> )$/)
      else { return nil }
      prompt = String(match.1)
      return bytes.endIndex - match.0.utf8.count..<bytes.endIndex
    }
  }
}
