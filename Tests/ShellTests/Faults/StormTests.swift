import Chance
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Signals, keys, and sizes that arrive faster than they can be handled.
@Suite struct StormTests {
  /// The shell still answers.
  @Test(arguments: 0..<Storms.count) func aShell(number: Int) throws {
    var dice = Storms.dice(number)
    let home = try Scratch()
    let shell = try TerminalShell(home: home)
    for _ in 0..<300 {
      switch dice.below(5) {
      case 0: shell.terminal.signal(SIGINT)
      case 1: shell.terminal.signal(SIGWINCH)
      case 2: try shell.terminal.resize(rows: dice.size(), columns: dice.size())
      case 3: try shell.terminal.send(dice.pick(["\u{3}", "\t", "\u{12}", "\u{1B}[A", "\u{17}"]))
      default: try shell.terminal.send(dice.pick(["PUT x 1\r", "BEGIN\r", "é日本", ".versions\r"]))
      }
      if dice.below(4) == 0 { usleep(UInt32(dice.below(3_000))) }
    }
    try shell.terminal.resize(rows: 24, columns: 80)
    let file = "\(home.path)/after.isolab"
    // A Ctrl-C drops what has been typed behind it, so the line comes when the shell has caught up.
    for _ in 0..<30 where access(file, F_OK) != 0 {
      try shell.terminal.send("\u{3}")
      _ = try? shell.terminal.expect("never printed", seconds: 0.5)
      try shell.terminal.send(".save \(file)\r")
      _ = try? shell.terminal.expect("never printed", seconds: 1)
    }
    #expect(access(file, F_OK) == 0)
  }

  /// A demonstration goes on until Ctrl-C ends it, and gives the terminal back.
  @Test(arguments: 0..<Storms.count, [[], ["--plain"]])
  func aDemonstration(number: Int, options: [String]) throws {
    var dice = Storms.dice(number)
    let terminal = try PTY(TerminalShell.program, ["play", "write-skew"] + options)
    try terminal.expect(options.isEmpty ? "Space next" : "Space goes on")
    for _ in 0..<300 {
      switch dice.below(4) {
      case 0: terminal.signal(SIGWINCH)
      case 1: try terminal.resize(rows: dice.size(), columns: dice.size())
      default: try terminal.send(dice.pick([" ", "b", "w", "t", "v", "m", "?", "n", "g"]))
      }
      if dice.below(4) == 0 { usleep(UInt32(dice.below(3_000))) }
    }
    terminal.signal(SIGINT)
    #expect(try terminal.exitStatus() == .code(130))
    let cooked = tcflag_t(ICANON | ECHO | ISIG)
    #expect(try terminal.modes() & cooked == cooked)
  }
}

extension Dice {
  /// Of a terminal: mostly a usual one, and at times the smallest and the largest.
  fileprivate mutating func size() -> UInt16 {
    [1, 2, UInt16(below(30) + 3), UInt16(below(200) + 30), 1_000][below(5)]
  }
}
