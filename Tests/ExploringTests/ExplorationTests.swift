import Synchronization
import Testing
import Vocabulary

@testable import Exploring

/// What a user gets who explores.
@Suite struct ExplorationTests {
  private static let skew = [
    "BEGIN; IF value(x) + value(y) = 2 THEN PUT x 0; GET z; COMMIT",
    "BEGIN; GET z; IF value(x) + value(y) = 2 THEN PUT y 0; COMMIT",
  ]

  private func program(_ mode: IsolationMode, _ sessions: [String] = skew) throws
    -> ConcurrentProgram
  {
    try ConcurrentProgram(
      mode, seed: ["x": "1", "y": "1"], rules: ["value(x) + value(y) >= 1"], sessions)
  }

  /// Only where one session is through before the other begins nobody reads what the other changes.
  @Test func writeSkewIsCounted() throws {
    let tally = Exploration().tally(of: try program(.snapshot))
    #expect(tally.orders == 70 && tally.possible == 70 && tally.basis == .exact)
    #expect(tally.clean == 2)
    #expect(tally.counts == [.anomaly(slug: "write-skew"): 68, .ruleBroken("r1"): 68])
    #expect(tally.witnesses[.ruleBroken("r1")]?.switches == 2)
    for mode in [IsolationMode.writeSnapshot, .serializableSnapshot, .serializationGraph] {
      let tally = Exploration().tally(of: try program(mode))
      #expect(tally.counts == [.needed: 68] && tally.clean == 2, "\(mode)")
    }
  }

  /// The third reads y, which the first would have changed, while the second leads to the first.
  @Test func abortsThatCannotBeDecidedAreCounted() throws {
    let sessions = [
      "BEGIN; PUT y 1; PUT x 1", "BEGIN; GET y; COMMIT",
      "BEGIN; PUT x 5; COMMIT; BEGIN; GET y; COMMIT",
    ]
    let program = try ConcurrentProgram(.snapshot, seed: ["x": "0", "y": "0"], sessions)
    let tally = Exploration().tally(of: program)
    let counts = [Trait.needed, .notNeeded, .notDecided].map { tally.counts[$0] ?? 0 }
    #expect(counts[0] == 0 && counts[1] > 0 && counts[2] > 0)
    let whole = try OneByOne.tally(of: program, by: Exploration())
    #expect(whole.counts == tally.counts)
  }

  @Test func doesNotDependOnThreads() throws {
    for mode in IsolationMode.allCases {
      let program = try program(mode, Self.skew + ["BEGIN; SCAN; COMMIT"])
      let tallies = [1, 2, 3, 8].map { jobs in
        var exploration = Exploration()
        exploration.jobs = jobs
        return exploration.tally(of: program)
      }
      #expect(tallies.allSatisfy { $0 == tallies[0] })
    }
  }

  /// A sample of no order says nothing of orders.
  @Test func whatIsBrokenOffBeforeAnOrderIsDrawnIsNoSample() throws {
    var exploration = Exploration()
    (exploration.limit, exploration.merges) = (20, false)
    exploration.isCancelled = { true }
    #expect(exploration.tally(of: try program(.snapshot)).basis == .partial(0))
  }

  @Test func whereThereAreTooManyStatesASampleIsDrawn() throws {
    var exploration = Exploration()
    exploration.limit = 20
    let program = try program(.snapshot)
    let tally = exploration.tally(of: program)
    #expect(
      tally.basis == .sampled(20, seed: 1, because: .states(most: 20)) && tally.possible == 20)
    #expect(tally == exploration.tally(of: program))
    let samples = (UInt64(1)...9).map { seed in
      exploration.seed = seed
      return exploration.tally(of: program)
    }
    #expect(samples.contains { $0.clean != tally.clean || $0.witnesses != tally.witnesses })
    exploration.seed = 2
    exploration.merges = false
    #expect(exploration.tally(of: program).basis == .sampled(20, seed: 2, because: .orders))
    exploration.limit = 70
    #expect(exploration.tally(of: program).basis == .exact)
  }

  @Test func canBeBrokenOff() throws {
    var exploration = Exploration()
    (exploration.jobs, exploration.isCancelled) = (1, Countdown(5).isOver)
    let merged = exploration.tally(of: try program(.snapshot))
    #expect(merged.basis == .partial(0) && merged.possible == 0)
    (exploration.merges, exploration.isCancelled) = (false, Countdown(50).isOver)
    let single = exploration.tally(of: try program(.snapshot))
    #expect(single.basis == .partial(single.possible) && 3..<70 ~= single.possible)
    (exploration.merges, exploration.limit) = (true, 20)
    exploration.isCancelled = Countdown(40).isOver
    guard case .sampled(let drawn, _, .states) = exploration.tally(of: try program(.snapshot)).basis
    else {
      Issue.record("a sample that is interrupted is a smaller one")
      return
    }
    #expect(0..<20 ~= drawn)
  }

  // MARK: Within a step

  /// Five sessions that each put a key twice: every order of puts is a state, and the steps have 1,
  /// 5, 25, 120 and 540 of them.
  private func wide() throws -> ConcurrentProgram {
    try ConcurrentProgram(.snapshot, autocommit: true, (1...5).map { "PUT x \($0); PUT x \($0)" })
  }

  /// Whatever is too much is noticed after some states, and not when all of the step are made.
  @Test(arguments: [(200, 2 << 30), (1_000_000, 80_000)])
  func limitsAreLookedAtWithinSteps(limit: Int, memory: Int) throws {
    let countdown = Countdown(.max)
    var exploration = Exploration()
    (exploration.limit, exploration.memory, exploration.jobs) = (limit, memory, 1)
    exploration.isCancelled = countdown.isOver
    let program = try wide()
    #expect(throws: Exploration.Shortfall.self) {
      try Merging.tally(of: program, by: exploration)
    }
    #expect(1 + 5 + 25..<1 + 5 + 25 + 100 ~= countdown.asked)
  }

  @Test func aStepIsBrokenOffInItsMiddle() throws {
    let countdown = Countdown(1 + 5 + 25 + 40)
    var exploration = Exploration()
    (exploration.jobs, exploration.isCancelled) = (1, countdown.isOver)
    #expect(exploration.tally(of: try wide()).basis == .partial(0))
    #expect(countdown.asked < 1 + 5 + 25 + 60)
  }

  /// What does not fit is drawn; that depends on nothing but the program and the bound.
  @Test func beyondTheMemoryASampleIsDrawn() throws {
    let program = try wide()
    let tallies = [1, 2, 5].map { jobs in
      var exploration = Exploration()
      (exploration.memory, exploration.jobs, exploration.limit) = (60_000, jobs, 3_000)
      return exploration.tally(of: program)
    }
    #expect(tallies[0].basis == .sampled(3_000, seed: 1, because: .memory(most: 60_000)))
    #expect(tallies.allSatisfy { $0 == tallies[0] })
  }

  // MARK: The end

  @Test func theEndIsWhatIsCommitted() throws {
    let skew = try ConcurrentProgram(
      .snapshot, seed: ["x": "1", "y": "1"],
      conditions: ["value(x) + value(y) = 1", "value(x) = none"], Self.skew)
    let tally = Exploration().tally(of: skew)
    #expect(tally.counts[.endHolds("value(x) + value(y) = 1")] == 2)
    #expect(tally.counts[.endFails("value(x) + value(y) = 1")] == 68)
    #expect(tally.counts[.endFails("value(x) = none")] == 70)
    // To be asked is nothing that happens.
    #expect(tally.clean == 2)
    let open = try ConcurrentProgram(
      .snapshot, conditions: ["value(x) = 0", "value(x) = 5", "sum(*) = \"two words\""],
      ["BEGIN; PUT x 5", "BEGIN; GET x; COMMIT"])
    #expect(
      Exploration().tally(of: open).counts == [
        .endHolds("value(x) = 0"): 10, .endFails("value(x) = 5"): 10,
        .endFails("sum(*) = \"two words\""): 10,
      ])
  }

  /// Whether it stays broken or not, and however orders are counted.
  @Test func whatIsBrokenFromTheStartIsBrokenInEveryOrder() throws {
    let sessions = ["BEGIN; PUT x 1; COMMIT", "BEGIN; GET x; COMMIT"]
    let program = try ConcurrentProgram(
      .snapshot, rules: ["value(x) >= 1", "value(x) = 7", "value(x) < 9"], sessions)
    var exploration = Exploration()
    for (merges, limit) in [(true, 1_000), (false, 1_000), (true, 3)] {
      (exploration.merges, exploration.limit) = (merges, limit)
      let tally = exploration.tally(of: program)
      #expect(tally.brokenFromTheStart == ["r1", "r2"])
      #expect(tally.clean == 0 && tally.possible > 0)
      #expect(
        tally.counts == [.ruleBroken("r1"): tally.possible, .ruleBroken("r2"): tally.possible])
    }
  }

  // MARK: Modes

  @Test func whichModesRanIsKnown() throws {
    func tally(_ sessions: [String], autocommit: Bool = false) throws -> Tally {
      Exploration().tally(of: try ConcurrentProgram(.snapshot, autocommit: autocommit, sessions))
    }
    let named = try tally(["BEGIN ssi; GET x; COMMIT", "BEGIN rc; GET x; COMMIT; RETRY"])
    #expect(named.modes == [.readCommitted, .serializableSnapshot] && !named.takesMode)
    let mixed = try tally(["BEGIN ssi; GET x; COMMIT", "BEGIN; COMMIT"])
    #expect(mixed.modes == [.snapshot, .serializableSnapshot] && mixed.takesMode)
    let alone = try tally(["BEGIN ssi; GET x; COMMIT; PUT x 1"], autocommit: true)
    #expect(alone.modes == [.snapshot, .serializableSnapshot] && alone.takesMode)
    // A BEGIN that is refused begins nothing, and where all is in transactions nothing is alone.
    let idle = try tally(["BEGIN ssi; BEGIN; GET x; COMMIT"], autocommit: true)
    #expect(idle.modes == [.serializableSnapshot] && !idle.takesMode)
    let none = try tally(["GET x", "COMMIT"])
    #expect(none.modes == [] && !none.takesMode)
    // Its BEGIN again, which names no mode.
    let again = try tally(["BEGIN; PUT x 1; COMMIT; RETRY", "BEGIN ssi; PUT x 2; COMMIT"])
    #expect(again.takesMode)
  }

  struct Odd: Sendable {
    let sessions: [String]
    let orders: UInt64
    let possible: UInt64
    var errors: UInt64 = 0
  }

  private static let oddPrograms = [
    Odd(sessions: ["BEGIN; GET x; COMMIT"], orders: 1, possible: 1),
    Odd(
      sessions: ["BEGIN; PUT x a + 1; COMMIT", "BEGIN; COMMIT"], orders: 10, possible: 10,
      errors: 10),
    // Neither is ever through: the second waits for what the first never gives back.
    Odd(sessions: ["BEGIN; PUT x 2", "BEGIN; PUT x 3"], orders: 6, possible: 0),
    Odd(sessions: ["RETRY; RETRY", "BEGIN; RETRY; ROLLBACK"], orders: 10, possible: 10),
    Odd(sessions: ["COMMIT", "ROLLBACK"], orders: 2, possible: 2, errors: 2),
    Odd(sessions: [], orders: 1, possible: 1),
  ]

  @Test(arguments: oddPrograms) func oddProgramsGetAnAnswer(odd: Odd) throws {
    let tally = Exploration().tally(of: try program(.snapshot, odd.sessions))
    #expect(tally.orders == odd.orders && tally.possible == odd.possible)
    #expect(tally.counts == (odd.errors > 0 ? [.error: odd.errors] : [:]), "\(odd.sessions)")
    #expect(tally.clean == odd.possible - odd.errors)
  }

  @Test func sessionsMayHaveToStartInOrder() throws {
    let program = try program(.snapshot)
    let ordered = ConcurrentProgram(start: program.start, lanes: program.lanes, startsInOrder: true)
    let tally = Exploration().tally(of: ordered)
    #expect(tally.possible == 35 && tally.witnesses.values.allSatisfy { $0[0] == 0 })
    #expect(try OneByOne.tally(of: ordered, by: Exploration()).counts == tally.counts)
  }
}

/// Breaks off when it was asked so often.
private final class Countdown: Sendable {
  private let count = Mutex(0)
  private let most: Int

  init(_ most: Int) { self.most = most }

  /// How often it was asked.
  var asked: Int { count.withLock { $0 } }

  @Sendable func isOver() -> Bool {
    count.withLock { count in
      count += 1
      return count > most
    }
  }
}
