import Drawing
import Language
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// How much of a store a run holds.
@Suite struct StoreRunTests {
  private let store = FragileStore()

  private static let parts = """
    .modes si
    .seed x=1
    alice: BEGIN
    bob: BEGIN
    alice: PUT x 2
    .reset
    alice: BEGIN
    alice: PUT x 3
    .reset
    alice: BEGIN
    alice: GET x

    """

  @Test func eachPartGivesItsConnectionsBack() throws {
    let scenario = try Scenario.read(bytes: Array(Self.parts.utf8), file: "parts.isolab")
    let comparison = LessonComparison(
      scenario, [.readCommitted, .snapshot, .twoPhaseLocking], on: [store], conflicts: nil,
      keepGoing: false)
    #expect(comparison.failure == nil)
    #expect(comparison.sides.parts.count == 3)
    #expect(store.runs == 9)
    #expect(store.held.now == 0)
    #expect(store.held.most == 1)
  }

  @Test func aPartThatWasLetGoCannotGoOn() throws {
    let scenario = try Scenario.read(bytes: Array(Self.parts.utf8), file: "parts.isolab")
    let run = Run(scenario, in: .snapshot, on: store)
    #expect(store.held.now == 0)
    let lab = try #require(run.end(ofPart: 1))
    var replay = Replay(in: .snapshot, on: lab)
    let played = replay.play(
      Line(lab.read("bob: GET x"), text: "bob: GET x", number: 1))
    #expect(played.answers == ["error store"])
    #expect(lab.runner.history.count > 2)
  }

  private func enter(_ lines: [String], _ workspace: inout Workspace) throws {
    for line in lines {
      _ = workspace.enter(try #require(try workspace.lab.read(line)?.get()))
    }
  }

  /// The lines that got no answer are not in it.
  @Test func whatALostStoreAnsweredIsSaved() throws {
    var workspace = Workspace(isInteractive: true, on: store)
    try enter(
      [
        ".mode 2pl", ".seed x=1", "BEGIN", "bob: BEGIN", "PUT x 2", "bob: GET x", "COMMIT",
        "bob: COMMIT", "BEGIN", "bob: BEGIN", "GET x", "bob: PUT x 3", ".cancel bob",
        "bob: GET y",
      ], &workspace)
    let good = try #require(try workspace.lesson(titled: "t"))
    #expect(good.contains("\nbob: GET x\n  WAITS alice\n"))
    #expect(good.contains("\n  RESUMED bob x=2\n"))
    store.goAway()
    #expect(try workspace.lesson(titled: "t") == good)
    try enter(["PUT x value(x) + 1", "bob: GET x"], &workspace)
    #expect(try workspace.lesson(titled: "t") == good)
    #expect(throws: StoreFailure("Fragile 2 is gone")) { try Run(workspace, titled: "t") }
  }

  @Test func ofAStoreThatAnsweredNothingNothingIsSaved() throws {
    var workspace = Workspace(isInteractive: true, on: store)
    store.goAway()
    try enter([".seed x=1", "BEGIN"], &workspace)
    #expect(try workspace.lesson(titled: "t") == nil)
  }
}
