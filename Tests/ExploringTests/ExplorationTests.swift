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

  @Test func whereThereAreTooManyStatesASampleIsDrawn() throws {
    var exploration = Exploration()
    exploration.limit = 20
    let program = try program(.snapshot)
    let tally = exploration.tally(of: program)
    #expect(tally.basis == .sampled(20, seed: 1) && tally.possible == 20)
    #expect(tally == exploration.tally(of: program))
    let samples = (UInt64(1)...9).map { seed in
      exploration.seed = seed
      return exploration.tally(of: program)
    }
    #expect(samples.contains { $0.clean != tally.clean || $0.witnesses != tally.witnesses })
    exploration.seed = 2
    exploration.merges = false
    #expect(exploration.tally(of: program).basis == .sampled(20, seed: 2))
    exploration.limit = 70
    #expect(exploration.tally(of: program).basis == .exact)
  }

  @Test func canBeBrokenOff() throws {
    let merged = Exploration().tally(of: try program(.snapshot)) { $0.done < 3 }
    #expect(merged.basis == .partial(0) && merged.possible == 0)
    var exploration = Exploration()
    exploration.merges = false
    let single = exploration.tally(of: try program(.snapshot)) { $0.done < 3 }
    #expect(single.basis == .partial(single.possible) && 3..<70 ~= single.possible)
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
    #expect(OneByOne(ordered).tally.counts == tally.counts)
  }
}
