import Exploring
import Language
import Sessions
import Vocabulary

/// The cost of counting every order of a program, by merging and one by one.
///
/// In a ring, each session gets its key and the next one's, puts its own, and commits; the BEGINs
/// come first. The other programs are tests of PostgreSQL's isolationtester, with their BEGINs as
/// steps; `scripts/explore-speed` runs the same ones there.
enum ExploreBenchmark {
  /// The four modes of the classic exploration of a ring of four: 63,063,000 orders each.
  private static let classic: [IsolationMode] = [
    .readCommitted, .snapshot, .serializableSnapshot, .twoPhaseLocking,
  ]

  static func run(rings: Bool) {
    if rings {
      for sessions in 3...5 {
        for mode in IsolationMode.allCases { merge(ring(sessions, mode), mode, "ring\(sessions)") }
      }
      for mode in IsolationMode.allCases { oneByOne(ring(3, mode), "\(mode.name).ring3") }
      return
    }
    for mode in classic { merge(ring(4, mode), mode, "ring4") }
    oneByOne(program(Self.writeSkew, seed: ["05=apple", "07=pear", "11=banana"]), "write-skew")
    oneByOne(program(Self.twoIDs, seed: ["d1=1", "d2=1"]), "two-ids")
  }

  private static let writeSkew = [
    ["BEGIN", #"UPDATE * = pear SET "apple""#, "COMMIT"],
    ["BEGIN", #"UPDATE * = apple SET "pear""#, "COMMIT"],
  ].map { $0 + $0 }
  private static let twoIDs = [
    ["BEGIN", "UPDATE d1 SET $value + 1", "COMMIT"],
    ["BEGIN", "PUT d2 value(d1) + 1", "COMMIT"],
    ["BEGIN", "GET d2", "COMMIT"],
  ]

  /// Prints the CPU milliseconds for all orders.
  private static func merge(_ program: ConcurrentProgram, _ mode: IsolationMode, _ name: String) {
    var states: Int?
    let seconds = CPU.seconds { states = Exploration().tally(of: program).states }
    print("\(mode.name).\(name).states", states ?? 0)
    print("\(mode.name).\(name).ms", Double(Int(seconds * 10_000)) / 10)
  }

  /// Prints the CPU nanoseconds for each order, judged; short programs run several times.
  private static func oneByOne(_ program: ConcurrentProgram, _ name: String) {
    var orders = 0
    var exploration = Exploration()
    exploration.merges = false
    let seconds = CPU.seconds {
      while orders < 10_000 {
        let tally = exploration.tally(of: program)
        orders += max(1, Int(tally.possible))
      }
    }
    print("\(name).order", Int(seconds * 1e9 / Double(orders)))
  }

  private static func ring(_ sessions: Int, _ mode: IsolationMode) -> ConcurrentProgram {
    let names = (1...sessions).map { SessionName("s\($0)") }
    var start = SessionRunner(mode: mode, sessions: names, manner: .replay)
    for name in names {
      _ = start.run(.begin(nil, readOnly: false, deferrable: false), text: "BEGIN", in: name)
    }
    let lanes = names.indices.map { index in
      let (own, next) = ("k\(index + 1)", "k\((index + 1) % sessions + 1)")
      return lane(names[index], ["GET \(own)", "GET \(next)", "PUT \(own) \(index + 1)", "COMMIT"])
    }
    return known(ConcurrentProgram(start: start, lanes: lanes))
  }

  private static func program(_ lines: [[String]], seed: [String]) -> ConcurrentProgram {
    let names = lines.indices.map { SessionName("s\($0)") }
    var start = SessionRunner(mode: .serializableSnapshot, sessions: names, manner: .replay)
    for pair in seed {
      let words = pair.split(separator: "=")
      _ = start.run(known(parse("PUT \(words[0]) \(words[1])")), text: "PUT", in: names[0])
    }
    let lanes = names.indices.map { lane(names[$0], lines[$0]) }
    return known(ConcurrentProgram(start: start, lanes: lanes))
  }

  private static func lane(_ session: SessionName, _ lines: [String]) -> ConcurrentProgram.Lane {
    ConcurrentProgram.Lane(
      session: session, lines: lines.map { ConcurrentProgram.Line(known(parse($0)), text: $0) })
  }

  private static func parse(_ text: String) -> Command? {
    guard case .command(let command)? = try? Statement.parse(line: text, sessions: [])?.body else {
      return nil
    }
    return command
  }

  private static func known<Thing>(_ thing: Thing?) -> Thing {
    guard let thing else { preconditionFailure("the programs above are well formed") }
    return thing
  }
}
