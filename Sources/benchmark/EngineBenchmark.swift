import Chance
import Vocabulary

/// Transactions on the engine, compared with the same gets and puts on a bare Dictionary.
///
/// One thread, no events, 100,000 keys. `scripts/peers` holds the same work for other stores.
enum EngineBenchmark {
  private static let keyCount = 100_000
  private static let rounds = 3

  static func run(_ modes: [IsolationMode]) {
    var figures = Figures()
    measure(modes, width: 4, rereads: false, "txn8", &figures)
    measure(modes, width: 1, rereads: true, "rmw1", &figures)
    scan(modes, &figures)
    figures.printMedians()
  }

  private static func measure(
    _ modes: [IsolationMode], width: Int, rereads: Bool, _ name: String, _ figures: inout Figures
  ) {
    var plain = PlainStore(keyCount: keyCount)
    var engines = modes.map { EngineStore(keyCount: keyCount, mode: $0) }
    for round in 0..<rounds {
      let work = Work(
        seed: UInt64(round + 1), keyCount: keyCount, transactions: 40_000 / width, width: width,
        rereads: rereads)
      figures.time("dictionary.\(name)", operations: work.transactions) { plain.run(work) }
      for (index, mode) in modes.enumerated() {
        figures.time("\(mode.name).\(name)", operations: work.transactions) {
          engines[index].run(work)
        }
        precondition(plain.checksum == engines[index].checksum, "both must read the same")
      }
    }
  }

  /// Scans of 100 keys.
  private static func scan(_ modes: [IsolationMode], _ figures: inout Figures) {
    var engines = modes.map { EngineStore(keyCount: keyCount, mode: $0) }
    for round in 0..<rounds {
      var dice = Dice(seed: UInt64(round + 1))
      let ranges = (0..<2_000).map { _ in
        let low = dice.below(keyCount - 100)
        return (low: Work.name(low), high: Work.name(low + 100))
      }
      for (index, mode) in modes.enumerated() {
        figures.time("\(mode.name).scan100", operations: ranges.count) {
          engines[index].scan(ranges)
        }
      }
    }
  }
}

/// How the cost of a transaction in snapshot grows with everything else in the database.
enum GrowthBenchmark {
  private static let rounds = 3

  static func run() {
    var figures = Figures()
    openTransactions(&figures)
    keys(&figures)
    versions(&figures)
    figures.printMedians()
  }

  private static func openTransactions(_ figures: inout Figures) {
    let counts = [0, 10_000]
    var engines = counts.map { count in
      var engine = EngineStore(keyCount: 100_000, mode: .snapshot)
      engine.open(count)
      return engine
    }
    for round in 0..<rounds {
      let work = work(round, keyCount: 100_000)
      for (index, count) in counts.enumerated() {
        figures.time("snapshot.open\(count)", operations: work.transactions) {
          engines[index].run(work)
        }
      }
    }
  }

  private static func keys(_ figures: inout Figures) {
    let counts = [1_000, 1_000_000]
    var engines = counts.map { EngineStore(keyCount: $0, mode: .snapshot) }
    for round in 0..<rounds {
      for (index, count) in counts.enumerated() {
        let work = work(round, keyCount: count)
        figures.time("snapshot.keys\(count)", operations: work.transactions) {
          engines[index].run(work)
        }
      }
    }
  }

  /// A get by a transaction that began before all these versions of the key, and one after.
  private static func versions(_ figures: inout Figures) {
    for count in [10, 10_000] {
      var engine = EngineStore(keyCount: 1, mode: .snapshot)
      let old = engine.begin()
      engine.run(
        Work(seed: 1, keyCount: 1, transactions: count, width: 1, rereads: true))
      for _ in 0..<rounds {
        figures.time("snapshot.chain\(count)", operations: 20_000) {
          engine.get(20_000, Key(Work.name(0)), by: old)
        }
      }
    }
  }

  private static func work(_ round: Int, keyCount: Int) -> Work {
    Work(
      seed: UInt64(round + 1), keyCount: keyCount, transactions: 10_000, width: 4, rereads: false)
  }
}
