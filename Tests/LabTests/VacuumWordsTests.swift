import Language
import Testing
import Vocabulary

@testable import Runs

/// `.vacuum`, `.autovacuum` and `.bloat` as they are typed.
@Suite struct VacuumWordsTests {
  private static let start = [
    ".seed x=1 y=1", "alice: BEGIN", "bob: BEGIN", "bob: PUT x 2", "bob: DELETE y", "bob: COMMIT",
  ]

  private func answers(_ lines: [String], _ mode: IsolationMode = .snapshot) -> [[String]] {
    var workspace = Workspace(mode: mode, isInteractive: true)
    return lines.map { workspace.type($0).split(separator: "\n").map(String.init) }
  }

  @Test func bloatTellsWhoKeepsWhat() {
    let lines = answers(Self.start + ["bob: BEGIN", "bob: PUT x 3", "bob: COMMIT", ".bloat"])
    #expect(
      lines.last == [
        "; versions   count  bytes",
        "; live       1      2      the newest values",
        "; removable  0      0",
        "; pinned     4      7      dead; nobody can read 2 of them",
        "; alice T1 pins 4 versions: it reads state 0",
        "; longest chain: x, 3 versions",
        "; oldest snapshot: alice T1, state 0, begun 8 steps ago (1)",
        "; versions per read: nothing has been read since the last .bloat",
        "; marks: 0 of open transactions, 0 of committed ones (0 remembered)",
      ])
  }

  @Test func readsAreCountedAnewAfterEachLook() {
    let reads = ["alice: GET x", "alice: SCAN", ".bloat", ".bloat"]
    let lines = answers(Self.start + reads)
    // x and y have two versions each; alice is too old for the newer ones.
    #expect(lines[8].contains("; versions per read: 2.0, in 3 reads since the last .bloat"))
    #expect(lines[9].contains("; versions per read: nothing has been read since the last .bloat"))
  }

  @Test func everyPinIsNamed() {
    let lines = answers(
      Self.start + [
        "bob: BEGIN", ".sessions carol", "carol: BEGIN", "carol: PUT x 3", "carol: COMMIT",
      ]
        + [".vacuum", "alice: ROLLBACK", ".vacuum", "bob: ROLLBACK", ".vacuum"])
    #expect(
      lines[11] == [
        "removed 0 pinned 4 ; nothing was removed",
        "; alice T1 pins 4 versions: it reads state 0; COMMIT or ROLLBACK releases them",
        "; bob T3 pins 1 version: it reads state 1; COMMIT or ROLLBACK releases them",
      ])
    #expect(lines[13].first == "removed 3 pinned 1 ; 5 bytes freed")
    #expect(lines[15] == ["removed 1 pinned 0 ; 2 bytes freed"])
  }

  /// Serialization-graph and serializable-snapshot remember who has committed.
  @Test func rememberedReadersPin() {
    let lines = answers(
      [
        ".seed x=1", "alice: BEGIN", "alice: SCAN", ".sessions carol", "carol: BEGIN",
        "carol: DELETE x", "carol: COMMIT", "bob: BEGIN", "alice: COMMIT", ".vacuum",
      ], .serializableSnapshot)
    #expect(
      lines.last == [
        "removed 1 pinned 1 ; 2 bytes freed",
        "; alice T1 pins 1 version: it has read state 0, and is remembered to find conflicts",
      ])
  }

  @Test func autovacuumTellsWhatItDid() {
    let lines = answers(
      [".autovacuum", ".autovacuum 2"] + Self.start + [".autovacuum on", ".autovacuum off"])
    #expect(lines[0] == ["; off: a vacuum runs only when you type .vacuum"])
    #expect(lines[1] == ["ok ; a vacuum runs after 2 dead versions"])
    #expect(lines[7].last == "; autovacuum: removed 0, pinned 3 by alice T1")
    #expect(
      lines[8] == [
        "ok ; a vacuum runs after 50 dead versions, plus one for every five live ones; "
          + "that is now 50"
      ])
  }

  /// What is refused changes nothing; what a timeout or a `.cancel` lets go on counts.
  @Test func autovacuumRunsAfterStepsOnly() {
    let lines = answers(
      [
        ".seed x=0", ".autocommit on", "PUT x 1", ".autovacuum 1", "COMMIT", ".vacuum",
        "BEGIN", "PUT x 2", "bob: PUT x 3", ".timeout 5s", ".advance 5s", ".versions",
      ], .readCommitted)
    #expect(lines[4].count == 1)
    #expect(lines[5] == ["removed 1 pinned 0 ; 2 bytes freed"])
    #expect(lines[10].last == "; autovacuum: removed 1, pinned 0")
    #expect(lines[11].count == 2)
  }

  /// An explanation of an abort does not change with what a vacuum has removed since.
  @Test func explanationsOutliveAVacuum() {
    let lines = answers(
      [
        ".seed x=1", ".conflicts first-committer", "BEGIN", "bob: BEGIN", "PUT x 2", "bob: PUT x 3",
        "COMMIT", "bob: COMMIT", "BEGIN", "DELETE x", "COMMIT", ".why 6", ".vacuum", ".why 6",
      ])
    #expect(lines[11] == lines[13] && lines[11].first?.contains("undone") == true)
  }

  /// A vacuum is a change of the lab: it can be undone, and the versions are back.
  @Test func itIsUndone() {
    var workspace = Workspace(mode: .snapshot, isInteractive: true)
    for line in Self.start + ["alice: COMMIT", ".vacuum"] { _ = workspace.type(line) }
    let after = workspace.type(".versions")
    #expect(after.split(separator: "\n").count == 2)
    #expect(workspace.type(".undo") == "ok ; undone: .vacuum")
    #expect(workspace.type(".versions").split(separator: "\n").count == 5)
    workspace.type(".redo")
    #expect(workspace.type(".versions") == after)
  }

  /// In other orders a vacuum changes nothing; dropping marks has no place in them.
  @Test func whatExploringLeavesOut() throws {
    let text = "alice: BEGIN\n.vacuum\n.vacuum marks\n.bloat\nalice: COMMIT\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "x.isolab")
    let parts = Explorable.parts(of: scenario, named: "x")
    #expect(parts.map(\.leftOut) == [[".vacuum marks"]])
  }
}
