import Foundation
import Testing

/// Shells that are killed at random moments: whatever they had answered is there again.
///
/// `scripts/faults` kills more of them. The moments differ from run to run, the lines only with the
/// seed, which is printed; ISOLAB_SEED repeats it.
@Suite struct CrashTests {
  private static let count = number("ISOLAB_CRASHES").map { Int($0) } ?? 5

  private static let seed: UInt64 = {
    let seed = number("ISOLAB_SEED") ?? .random(in: 0..<1_000_000)
    print("CrashTests: \(count) shells from seed \(seed)")
    return seed
  }()

  private static func number(_ variable: String) -> UInt64? {
    ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
  }

  @Test(arguments: 0..<count) func nothingThatWasAnsweredIsLost(number: Int) throws {
    var crash = try Crash(seed: Self.seed &+ UInt64(number))
    let found = try crash.found()
    let possible = try crash.possible()
    #expect(possible.contains(found), "\(crash.report)")
  }
}

/// One shell that was killed, and what could be known of it.
private struct Crash {
  /// What can be looked at, and how many lines were run again.
  struct State: Equatable {
    let lines: Int
    let transcript: String
  }

  private let seed: UInt64
  private let home: Scratch
  private var program: CrashProgram
  private let mode: String
  /// The accepted lines whose answers were seen.
  private var accepted: [String] = []
  /// The line that was being worked at.
  private var inFlight: String?
  /// Whether the answer to it had begun, so that it has to be there.
  private var isAnswered = false

  private static let scenario = """
    .seed a=0 b=0
    .rule few: count(*) < 4
    alice: BEGIN
    bob: BEGIN
    \((0..<40).map { "alice: PUT a \($0)\nbob: PUT b \($0)" }.joined(separator: "\n"))
    bob:

    """

  /// Starts a shell, types into it, and kills it.
  init(seed: UInt64) throws {
    self.seed = seed
    home = try Scratch()
    let file = try home.write(Self.scenario, to: "file.isolab")
    program = CrashProgram(seed: seed, file: file)
    mode = program.pick(["si", "ssi", "wsi", "rc", "2pl"])
    let shell = try start()
    for _ in 0..<program.below(20) {
      let line = program.next()
      note(line, try shell.enter(line))
    }
    let batch = (0..<program.below(10)).map { _ in program.next() }
    let seen = shell.terminal.plainText.utf8.count
    try shell.terminal.send(batch.map { $0 + "\r" }.joined())
    usleep(UInt32(program.below(800 * batch.count + 500)))
    try shell.kill()
    note(batch, seen: String(shell.terminal.plainText.utf8.dropFirst(seen)) ?? "")
  }

  private func start() throws -> TerminalShell {
    try TerminalShell(
      ["--mode", mode], home: home, environment: ["TERM": "dumb"], columns: 400)
  }

  private mutating func note(_ line: String, _ answer: String) {
    if !answer.hasPrefix("  error "), !line.hasPrefix("#") { accepted.append(line) }
  }

  /// Finds the answers to lines that were typed at once: each ends where the next prompt begins.
  private mutating func note(_ batch: [String], seen: String) {
    let prompt = #/\n[0-9]+ [a-z]+[*~!]?> /#
    let parts = seen.split(separator: prompt, omittingEmptySubsequences: false)
    for (index, line) in batch.prefix(parts.count).enumerated() {
      let answer = parts[index].drop { $0 != "\n" }.dropFirst()
      if index < parts.count - 1 {
        note(line, String(answer))
      } else {
        inFlight = answer.hasPrefix("  error ") ? nil : line
        isAnswered = answer.hasPrefix("  ") && !"  error ".hasPrefix(answer)
      }
    }
  }

  /// What another shell finds, perhaps after a third one was killed while it looked.
  mutating func found() throws -> State {
    if program.below(2) == 0 {
      let unlucky = try start()
      try unlucky.terminal.send(".resume\r")
      usleep(UInt32(program.below(30_000)))
      try unlucky.kill()
    }
    let shell = try start()
    let answer = try shell.enter(".resume")
    let lines = answer.firstMatch(of: #/ ok ; ([0-9]+) lines? run again/#).flatMap { Int($0.1) }
    return State(lines: lines ?? 0, transcript: try shell.replay(words.joined(separator: "\n")))
  }

  /// What may be found: all that was answered, and at most the line that was being worked at.
  func possible() throws -> [State] {
    guard let inFlight else { return [try replayed(accepted)] }
    let with = try replayed(accepted + [inFlight])
    return isAnswered ? [with] : [try replayed(accepted), with]
  }

  private var words: [String] {
    [".versions", ".transactions", ".locks"] + (program.opensFiles ? [] : [".branches"])
  }

  /// The state after these lines, replayed from a pipe.
  private func replayed(_ lines: [String]) throws -> State {
    let all = lines.flatMap { line in
      line.hasPrefix(".open ")
        ? [".reset"] + Self.scenario.split(separator: "\n").map(String.init) : [line]
    }
    let output = try isolab(
      ["--mode", mode, "--keep-going", "--ascii"], input: (all + words).joined(separator: "\n")
    ).output
    let rows = output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = rows.lastIndex { $0.hasSuffix("> .versions") } ?? 0
    return State(
      lines: lines.count, transcript: rows[start...].dropLast().joined(separator: "\n"))
  }

  /// How to find out more.
  var report: String {
    """
    seed \(seed): ISOLAB_SEED=\(seed) ISOLAB_CRASHES=1 scripts/test --filter CrashTests
    mode \(mode)
    \(accepted.joined(separator: "\n"))
    in flight: \(inFlight ?? "nothing")\(isAnswered ? ", and answered" : "")
    """
  }
}
