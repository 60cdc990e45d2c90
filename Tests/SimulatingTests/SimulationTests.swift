import Checking
import Engine
import Testing
import Vocabulary

@testable import Simulating

/// What is true of every run.
@Suite struct SimulationTests {
  /// A run that is small and contended.
  private static func settings(
    _ mode: IsolationMode, _ mix: Mix, clients: Int = 8, seed: UInt64 = 1, judged: Int = 0
  ) -> Settings {
    var settings = Settings(mode, mix)
    (settings.clients, settings.keys, settings.seed) = (clients, 24, seed)
    settings.end = .transactions(200)
    settings.judged = judged
    if mix == .mixed { (settings.reads, settings.writes) = (4, 4) }
    return settings
  }

  private static func run(_ settings: Settings) -> Point {
    var simulation = Simulation(settings)
    return simulation.run()
  }

  @Test(arguments: Mix.allCases) func theSeedDecidesEverything(mix: Mix) {
    for mode in IsolationMode.allCases {
      let point = Self.run(Self.settings(mode, mix, judged: 3))
      #expect(Self.run(Self.settings(mode, mix, judged: 3)) == point)
      let other = Self.run(Self.settings(mode, mix, seed: 2))
      #expect(other.latency != point.latency)
    }
  }

  /// Also where jobs are given up.
  @Test(arguments: Mix.allCases, [nil, 0, 2] as [Int?])
  func theSumsAreRight(mix: Mix, retries: Int?) {
    for mode in IsolationMode.allCases {
      var settings = Self.settings(mode, mix)
      (settings.retries, settings.backoff) = (retries, 3)
      let point = Self.run(settings)
      #expect(point.started == point.committed + point.aborted + point.unfinished)
      // The last one may have let others end.
      #expect(200..<208 ~= point.committed + point.aborted)
      #expect(point.started == point.jobs + point.retries)
      #expect(0...8 ~= point.jobs - point.committed - point.givenUp)
      #expect(point.latency.count == point.committed)
      #expect(point.deadlocks <= point.aborted)
      if retries == nil { #expect(point.givenUp == 0) }
      if retries == 0 { #expect(point.retries == 0 && point.givenUp == point.aborted) }
    }
  }

  @Test(arguments: Mix.allCases) func whoIsAloneNeitherWaitsNorAborts(mix: Mix) {
    let points = IsolationMode.allCases.map { Self.run(Self.settings($0, mix, clients: 1)) }
    for point in points {
      #expect(point.committed == 200)
      #expect((point.aborted, point.waits, point.broken) == (0, 0, 0))
      #expect(point.time == points[0].time)
    }
  }

  /// Counters lose nothing, totals stay and somebody is on call wherever that is promised.
  @Test(arguments: Mix.allCases, [1, 2] as [UInt64])
  func promisesAreKept(mix: Mix, seed: UInt64) {
    for mode in IsolationMode.allCases where mode.promise == .pl3 {
      #expect(Self.run(Self.settings(mode, mix, seed: seed)).broken == 0, "\(mode) seed \(seed)")
    }
  }

  /// The rules are checked on a ledger; it has to hold what the database holds.
  @Test(arguments: Mix.allCases) func theLedgerIsTheDatabase(mix: Mix) {
    for mode in IsolationMode.allCases {
      var simulation = Simulation(Self.settings(mode, mix))
      let point = simulation.run()
      let rows = simulation.database.committedRows(in: .all)
      #expect(rows.reduce(0) { $0 + ($1.value.integer ?? 0) } == simulation.ledger.total)
      if mix == .counters, mode.promise == .plSI || mode.promise == .pl3 {
        #expect(simulation.ledger.total == point.committed, "\(mode)")
      }
      if mix == .counters, mode == .readCommitted {
        #expect(simulation.ledger.total < point.committed)
      }
    }
  }

  @Test(
    arguments: [
      (.counters, .readCommitted, true), (.transfers, .readCommitted, true),
      (.report, .readCommitted, true), (.doctors, .readCommitted, true),
      (.counters, .snapshot, false), (.transfers, .snapshot, false), (.report, .snapshot, false),
      (.doctors, .snapshot, true),
    ] as [(Mix, IsolationMode, Bool)])
  func whatIsNotPromisedHappens(mix: Mix, mode: IsolationMode, isBroken: Bool) {
    #expect((Self.run(Self.settings(mode, mix)).broken > 0) == isBroken)
  }

  /// Only those that wait for keys can be in one another's way.
  @Test func lockersWaitAndOthersDoNot() {
    for mode in IsolationMode.allCases {
      var settings = Self.settings(mode, .transfers)
      settings.conflicts = .firstCommitter
      let point = Self.run(settings)
      let waits: [IsolationMode] = [.readUncommitted, .readCommitted, .twoPhaseLocking]
      #expect((point.waits > 0) == waits.contains(mode))
      #expect((point.waited > 0) == waits.contains(mode))
      #expect((point.deadlocks > 0) == waits.contains(mode))
    }
  }

  /// Two that read a counter and write it back can never both have been first; those that write
  /// blindly always can.
  @Test func needIsKnownWhereItCanBeWorkedOut() {
    for mode in IsolationMode.allCases where mode.readsSnapshot {
      let counters = Self.run(Self.settings(mode, .counters, judged: 10))
      #expect((counters.judged, counters.needless) == (10, 0), "\(mode)")
    }
    var blind = Self.settings(.snapshot, .mixed, judged: 10)
    (blind.reads, blind.conflicts) = (0, .firstCommitter)
    let point = Self.run(blind)
    #expect((point.judged, point.needed) == (10, 0))
    blind.mode = .writeSnapshot
    #expect(Self.run(blind).aborted == 0)
  }

  @Test(arguments: Mix.allCases) func theExactModeAbortsNobodyNeedlessly(mix: Mix) {
    let point = Self.run(Self.settings(.serializationGraph, mix, judged: 20))
    #expect(1...20 ~= point.judged)
    #expect(point.needless == 0)
  }

  @Test func aRunOfSoManyStepsEndsThen() {
    var settings = Self.settings(.snapshot, .counters)
    settings.end = .time(500)
    let point = Self.run(settings)
    #expect(point.time == 500)
    settings.end = .time(1)
    (settings.clients, settings.think) = (3, 0)
    let step = Self.run(settings)
    #expect((step.time, step.started, step.committed) == (1, 3, 0))
    #expect(point.committed > 0)
    #expect(point.started == point.committed + point.aborted + point.unfinished)
  }

  /// The last request takes a step like the others.
  @Test func aRunOfSoManyTransactionsIsAsLongAsTheyTake() {
    var settings = Self.settings(.snapshot, .counters, clients: 1)
    (settings.think, settings.end) = (0, .transactions(10))
    let point = Self.run(settings)
    // BEGIN, GET, PUT and COMMIT.
    #expect(point.time == 40)
    #expect(point.latency.percentile(100) == 4)
  }

  /// Verdicts that would need more of the run are those at its end, unless it was interrupted.
  @Test func theEndOfARunSettlesEveryVerdict() {
    var settings = Self.settings(.snapshot, .mixed, judged: 1_000)
    (settings.clients, settings.end) = (40, .transactions(500))
    let point = Self.run(settings)
    #expect(point.aborted < 1_000)
    #expect(point.judged == point.aborted - point.deadlocks)
    var simulation = Simulation(settings)
    let part = simulation.run { _ in false }
    #expect(part.isPartial)
    #expect(part.judged < part.aborted - part.deadlocks)
  }

  @Test func aRunCanBeBrokenOff() {
    let settings = (1...3).map { Self.settings(.snapshot, .counters, clients: 2 * $0) }
    let sweep = Sweep([.snapshot, .writeSnapshot], .clients, settings)
    let whole = sweep.points()
    #expect(whole.count == 6)
    #expect(!whole.contains { $0.isPartial })
    var told = 0
    let part = sweep.points { _ in
      told += 1
      return told < 12
    }
    #expect(part.last?.isPartial == true)
    #expect(part.count < 6)
    #expect(part.dropLast() == whole.prefix(part.count - 1))
    #expect(part.last?.settings == whole[part.count - 1].settings)
  }

  @Test func theSameDatabaseServesSeveralRuns() {
    let settings = Self.settings(.readCommitted, .counters)
    let sweep = Sweep([.readCommitted, .snapshot], .clients, [settings, settings])
    let points = sweep.points()
    #expect(points[0] == points[1])
    #expect(points[0] == Self.run(settings))
  }
}
