import Exploring
import Language
import Runs
import Stores
import Synchronization
import Telling
import Testing
import Vocabulary

/// Every order of a lesson on a store.
@Suite("Exploring on a store")
struct StoreExplorationTests {
  private static let limit = 40

  private func parts(_ name: String) throws -> (Scenario, [Explorable]) {
    let scenario = try Scenario.read(bytes: #require(Lesson.text(named: name)), file: name)
    return (scenario, Explorable.parts(of: scenario, named: name))
  }

  /// A store that is the engine agrees in every order, and the tally is the engine's own.
  @Test(arguments: Lesson.names) func everyOrderAgrees(name: String) throws {
    var exploration = StoreExploration()
    exploration.limit = Self.limit
    let (scenario, parts) = try parts(name)
    for mode in IsolationMode.allCases where PlaceTests.isAlike(scenario, in: mode) {
      for part in parts {
        let tally = try exploration.tally(of: part, in: mode, on: EngineStore())
        #expect(tally.counts[.events] ?? 0 == tally.compared, "\(part.name) in \(mode)")
        #expect(tally.theirs.counts == tally.own.counts && tally.own.clean == tally.theirs.clean)
        #expect(tally.theirs.possible == tally.compared)
        #expect(tally.theirs.outcomes == tally.own.outcomes)
        #expect(tally.theirs.witnesses == tally.own.witnesses)
      }
    }
  }

  /// Orders that begin like an impossible one are left out, which changes no number.
  @Test(arguments: [IsolationMode.twoPhaseLocking, .snapshot])
  func theTallyIsThatOfTheEngine(mode: IsolationMode) throws {
    for part in try parts("deadlock").1 + parts("lost-update").1.prefix(2) {
      var single = Exploration()
      single.merges = false
      let own = single.tally(of: part.program(in: mode))
      var exploration = StoreExploration()
      (exploration.limit, exploration.jobs) = (5_000, 3)
      let tally = try exploration.tally(of: part, in: mode, on: EngineStore()).theirs
      #expect(tally.basis == .exact && tally.possible == own.possible && own.possible > 0)
      #expect(tally.counts == own.counts && tally.clean == own.clean)
      #expect(tally.outcomes == own.outcomes && tally.witnesses == own.witnesses)
    }
  }

  /// The store promises a snapshot and reads the newest data.
  @Test("A broken promise is found, and the lesson shows it")
  func aBrokenPromiseIsFoundAndKept() throws {
    let store = EngineStore(actually: .readCommitted)
    let part = try #require(try parts("lost-update").1.first)
    let tally = try StoreExploration().tally(of: part, in: .snapshot, on: store)
    #expect(tally.theirs.counts[.anomaly(slug: "lost-update")] ?? 0 > 0)
    #expect(tally.own.counts[.anomaly(slug: "lost-update")] == nil)
    #expect(tally.counts[.unexplained] ?? 0 > 0 && tally.counts[.explained] == nil)
    let order = try #require(tally.theirs.witnesses[.anomaly(slug: "lost-update")])
    let lesson = try #require(
      try part.lesson(of: order, in: .snapshot, titled: "Broken", on: store))
    #expect(lesson.contains("ANOMALY lost-update"))
    let kept = try Scenario.read(bytes: Array(lesson.utf8), file: "broken.md")
    #expect(!LessonTest(kept, mode: .snapshot).passes, "the engine keeps its promise")
    let run = Run(
      Replay(kept.lines, of: "broken.md", in: .snapshot, on: store), keepGoing: true)
    #expect(run.lines.contains { $0.answers.contains { $0.hasPrefix("ANOMALY lost-update") } })
  }

  /// An order that is possible on one side only is a difference.
  @Test func whatWaitsOnOneSideDiffers() throws {
    let store = EngineStore(actually: .twoPhaseLocking)
    let part = try #require(try parts("double-booking").1.first)
    let tally = try StoreExploration().tally(of: part, in: .snapshot, on: store)
    #expect(tally.own.possible == 70 && tally.theirs.possible < 70 && tally.compared == 70)
    #expect(tally.counts[.events] == 2 && tally.counts[.unexplained] == 68)
    let order = try #require(tally.witnesses[.unexplained])
    #expect(part.replay(of: order, in: .snapshot) != nil)
  }

  @Test func aSampleDependsOnItsSeedAlone() throws {
    let part = try #require(try parts("write-skew").1.first)
    let tallies = try [(1, 1), (1, 4), (2, 1)].map { seed, jobs in
      var exploration = StoreExploration()
      (exploration.limit, exploration.seed, exploration.jobs) = (100, UInt64(seed), jobs)
      return try exploration.tally(of: part, in: .snapshot, on: EngineStore())
    }
    #expect(tallies[0].theirs == tallies[1].theirs && tallies[0].theirs != tallies[2].theirs)
    #expect(
      tallies[0].theirs.basis
        == .sampled(100, seed: 1, because: .ordersOnStore(most: 100)))
    let lines = TallyTable("x", [tallies[0].own, tallies[0].theirs], lanes: ["alice", "bob"])
      .lines(steps: 14, columns: 80)
    #expect(
      lines[1] == "there are more than 100 orders, so this is a sample of 100, drawn with seed 1")
    #expect(!lines.contains { $0.contains("%") })
  }

  /// What is done by then is counted; no order is counted in part.
  @Test func anInterruptionLeavesAPartialTally() throws {
    let part = try #require(try parts("write-skew").1.first)
    let asked = Mutex(0)
    var exploration = StoreExploration()
    (exploration.limit, exploration.jobs) = (5_000, 1)
    exploration.isCancelled = {
      asked.withLock { count in
        count += 1
        return count > 300
      }
    }
    let tally = try exploration.tally(of: part, in: .snapshot, on: EngineStore())
    guard case .partial(let done) = tally.theirs.basis else {
      Issue.record("not partial")
      return
    }
    #expect(0 < done && done < 3_003 && tally.compared == done)
    #expect(tally.own.possible == done)
  }
}
