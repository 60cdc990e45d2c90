import Exploring
import Language
import Sessions
import Vocabulary

/// How fast every order of a program is counted, by merging and one by one.
enum ExploreBenchmark {
  static func run() {
    print("ring: each session gets its key and the next one's, puts its own, commits; BEGINs first")
    for sessions in 3...5 {
      for mode in IsolationMode.allCases {
        guard let program = ring(sessions, mode) else { continue }
        merge(program, "\(sessions)x4 \(mode.name)")
      }
    }
    for mode in IsolationMode.allCases {
      guard let program = ring(3, mode) else { continue }
      oneByOne(program, "3x4 \(mode.name)")
    }
  }

  private static func merge(_ program: ConcurrentProgram, _ name: String) {
    var tally: Tally?
    let seconds = time { tally = Exploration().tally(of: program) }
    guard let tally else { return print("\(name)  not counted") }
    print(
      "\(name)  \(tally.possible) of \(tally.orders ?? 0) orders  \(tally.states ?? 0) states  "
        + "\(milliseconds(seconds)) ms")
  }

  private static func oneByOne(_ program: ConcurrentProgram, _ name: String) {
    var tally: Tally?
    var exploration = Exploration()
    exploration.merges = false
    let seconds = time { tally = exploration.tally(of: program) }
    let rate = Double(tally?.possible ?? 0) / seconds
    print("\(name)  one by one, judged  \(Int(rate)) orders/s")
  }

  private static func ring(_ sessions: Int, _ mode: IsolationMode) -> ConcurrentProgram? {
    let names = (1...sessions).map { SessionName("s\($0)") }
    var start = SessionRunner(mode: mode, sessions: names, manner: .replay)
    let lanes = names.indices.map { index in
      let own = "k\(index + 1)"
      let next = "k\((index + 1) % sessions + 1)"
      let lines = ["GET \(own)", "GET \(next)", "PUT \(own) \(index + 1)", "COMMIT"].map { text in
        parse(text).map { ConcurrentProgram.Line($0, text: text) }
      }
      return ConcurrentProgram.Lane(session: names[index], lines: lines.compactMap { $0 })
    }
    for name in names {
      _ = start.run(.begin(nil, readOnly: false, deferrable: false), text: "BEGIN", in: name)
    }
    return ConcurrentProgram(start: start, lanes: lanes)
  }

  private static func parse(_ text: String) -> Command? {
    guard case .command(let command)? = try? Statement.parse(line: text, sessions: [])?.body else {
      return nil
    }
    return command
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int(seconds * 1_000) }

  private static func time(_ work: () -> Void) -> Double {
    let duration = ContinuousClock().measure(work)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
