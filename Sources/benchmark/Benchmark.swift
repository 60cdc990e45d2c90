import Chance
import Engine
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Transactions of eight operations on the engine, beside the same gets and puts on a bare
/// Dictionary: both in this process, in turns, so that a noisy machine is noisy for both.
///
/// Events are dropped. Ratios of medians are printed; absolute rates are for orientation only.
@main
struct Benchmark {
  static let keyCount = 100_000
  static let transactions = 20_000
  static let rounds = 11

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "soak" { return soak(arguments.dropFirst()) }
    switch arguments {
    case ["explore"]: ExploreBenchmark.run()
    case ["judge"]: JudgeBenchmark.run(scans: false)
    case ["judge", "scans"]: JudgeBenchmark.run(scans: true)
    case ["judge", "live"]: JudgeBenchmark.runLive()
    default: compareModes()
    }
  }

  private static func soak(_ arguments: ArraySlice<String>) {
    let modes = arguments.compactMap { IsolationMode(named: $0) }
    let count = arguments.compactMap { Int($0) }.first ?? 10_000_000
    guard VacuumSoak.run(count, modes.isEmpty ? IsolationMode.allCases : modes) else { exit(1) }
  }

  private static func compareModes() {
    print("txn8: 4 gets and 4 puts, \(keyCount) keys, uniform, one thread, events dropped")
    let named = CommandLine.arguments.dropFirst().compactMap { IsolationMode(named: $0) }
    for mode in named.isEmpty ? IsolationMode.allCases : named { compare(mode) }
  }

  private static func compare(_ mode: IsolationMode) {
    var plain = PlainStore(keyCount: keyCount)
    var engine = EngineStore(keyCount: keyCount, mode: mode)
    var rates: (plain: [Double], engine: [Double]) = ([], [])
    for round in 0..<rounds {
      let work = Work(seed: UInt64(round + 1), keyCount: keyCount, transactions: transactions)
      rates.plain.append(rate { plain.run(work) })
      rates.engine.append(rate { engine.run(work) })
    }
    precondition(plain.checksum == engine.checksum, "both must read the same")
    let (ours, bare) = (median(rates.engine), median(rates.plain))
    let name = mode.name + String(repeating: " ", count: 22 - mode.name.count)
    print(
      "\(name) \(Int(ours / 1_000)) k/s   Dictionary \(Int(bare / 1_000)) k/s   "
        + "ratio \(Double(Int(ours / bare * 1_000)) / 1_000)")
  }

  /// Transactions per second.
  private static func rate(_ work: () -> Void) -> Double {
    let duration = ContinuousClock().measure(work)
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    return Double(transactions) / seconds
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// Which keys are read and written, drawn and laid out beforehand so that drawing is not measured.
struct Work {
  let names: [String]
  let keys: [Key]

  init(seed: UInt64, keyCount: Int, transactions: Int) {
    var dice = Dice(seed: seed)
    names = (0..<(transactions * 8)).map { _ in Self.name(dice.below(keyCount)) }
    keys = names.map { Key($0) }
  }

  /// Eight bytes.
  static func name(_ number: Int) -> String { "k" + String(10_000_000 + number).dropFirst() }
}

/// A bare Dictionary without transactions.
struct PlainStore {
  private var values: [String: Int] = [:]
  private(set) var checksum = 0

  init(keyCount: Int) {
    for number in 0..<keyCount { values[Work.name(number)] = 0 }
  }

  mutating func run(_ work: Work) {
    for start in stride(from: 0, to: work.names.count, by: 8) {
      for index in start..<(start + 4) { checksum &+= values[work.names[index]] ?? 0 }
      for index in (start + 4)..<(start + 8) { values[work.names[index]] = start % 10 }
    }
  }
}

/// The engine in one mode; each transaction alone, so that none waits or aborts.
struct EngineStore {
  private let mode: IsolationMode
  private let digits = (0..<10).map { Value(String($0)) }
  private var database: Database
  private var step = 0
  private(set) var checksum = 0
  private static let zero = 48  // "0" in ASCII; the values are digits

  init(keyCount: Int, mode: IsolationMode) {
    self.mode = mode
    let initial = (0..<keyCount).map { (Key(Work.name($0)), Value("0")) }
    database = Database(Dictionary(uniqueKeysWithValues: initial))
    database.recordsEvents = false
  }

  mutating func run(_ work: Work) {
    for start in stride(from: 0, to: work.keys.count, by: 8) {
      step += 1
      let (id, _) = database.begin(mode, step: step)
      for index in start..<(start + 4) {
        let answer = database.perform(.get(work.keys[index]), by: id, step: step).answer
        guard case .value(let value) = answer else { preconditionFailure("nobody is in the way") }
        checksum &+= Int(value?.text.utf8.first ?? 0) - Self.zero
      }
      for index in (start + 4)..<(start + 8) {
        _ = database.perform(.put(work.keys[index], digits[start % 10]), by: id, step: step)
      }
      guard case .committed = database.perform(.commit, by: id, step: step).answer else {
        preconditionFailure("nobody is in the way")
      }
    }
  }
}
