import Foundation
import Testing
import Vocabulary

@testable import Exploring

/// Counting by merging beside running every order by itself.
@Suite struct MergingTests {
  private static let modes: [IsolationMode?] = IsolationMode.allCases + [nil]
  private static let seeds: Range<UInt64> = {
    let count = ProcessInfo.processInfo.environment["ISOLAB_PROGRAMS"].flatMap { UInt64($0) } ?? 12
    return 1..<count + 1
  }()

  @Test(arguments: modes) func randomProgramsComeToTheSame(mode: IsolationMode?) throws {
    for seed in Self.seeds {
      let random = RandomProgram(seed: seed, mode: mode)
      let program = try random.program()
      guard program.orders.count ?? 0 < 3_000 else { continue }
      var exploration = Exploration()
      (exploration.limit, exploration.jobs) = (.max, 2)
      let one = try OneByOne.tally(of: program, by: exploration)
      var merged = try Merging.tally(of: program, by: exploration)
      merged.states = nil
      #expect(merged == one, "seed \(seed): \(random.conflicts?.rawValue ?? "") \(random.sessions)")
      if merged != one { return }
    }
  }

  /// Orders that share a beginning or a verdict lead to what each leads to by itself.
  @Test(arguments: modes) func whatOrdersShareChangesNothing(mode: IsolationMode?) throws {
    for seed in Self.seeds {
      let program = try RandomProgram(seed: seed, mode: mode).program()
      guard let all = program.orders.count, all < 1_000 else { continue }
      var counts: [Exploring.Trait: UInt64] = [:]
      for number in 1...all {
        let order = try #require(program.orders.order(number))
        guard let (replies, end) = program.run(order) else { continue }
        let ending = Ending(replies, end, of: program)
        for trait in ending.traits.union(replies.flatMap { $0.traits }) {
          counts[trait, default: 0] += 1
        }
      }
      let one = try OneByOne.tally(of: program, by: Exploration())
      #expect(one.counts == counts, "seed \(seed)")
    }
  }
}
