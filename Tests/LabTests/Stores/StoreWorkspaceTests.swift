import Databases
import Language
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// What can be undone and tried again where the sessions are on a store, which cannot be copied.
@Suite struct StoreWorkspaceTests {
  private let store = FragileStore()

  private func workspace(_ mode: IsolationMode? = nil) -> Workspace {
    Workspace(mode: mode, isInteractive: true, on: store)
  }

  /// Types a line; the lines of its answer.
  @discardableResult
  private func enter(_ line: String, _ workspace: inout Workspace) throws -> [String] {
    let statement = try #require(try workspace.lab.read(line)?.get())
    return workspace.enter(statement).lines.map(\.text)
  }

  private func enter(_ lines: [String], _ workspace: inout Workspace) throws {
    for line in lines { try enter(line, &workspace) }
  }

  private static let waiting = [
    ".seed x=1", "BEGIN", "bob: BEGIN", "PUT x 2", "bob: PUT x 3", "COMMIT",
  ]

  @Test func goingBackPlaysAgainOnAFreshTable() throws {
    var workspace = workspace()
    try enter(Self.waiting, &workspace)
    #expect(store.runs == 1)
    #expect(try enter(".undo", &workspace) == ["ok ; undone: alice: COMMIT"])
    #expect(store.runs == 2)
    #expect(workspace.lab.waits.count == 1)
    let answer = try enter("ROLLBACK", &workspace)
    #expect(answer.contains { $0.hasPrefix("RESUMED bob ok") }, "\(answer)")
    #expect(try enter(".undo 2", &workspace)[0].hasPrefix("ok ; undone: 2 changes"))
    #expect(try enter(".redo 2", &workspace)[0].hasPrefix("ok ; redone: 2 changes"))
    #expect(try enter(".branches 1", &workspace) == ["ok ; branch 1"])
    #expect(try enter("bob: GET x", &workspace)[0].hasPrefix("error aborted"))
    #expect(workspace.lab.storeFailure == nil)
  }

  @Test func aRerunUsesTheLevelOfItsMode() throws {
    var workspace = workspace()
    try enter(Self.waiting, &workspace)
    let answer = try enter(".rerun rc", &workspace)
    #expect(answer.last?.contains("ABORTED") == true, "\(answer)")
    #expect(workspace.lab.store === store)
    #expect(try enter("bob: COMMIT", &workspace)[0].hasPrefix("ok ; "))
    let refusal = try enter(".rerun ssi", &workspace)
    #expect(refusal[0].hasPrefix("error unavailable ; Fragile 2 has no counterpart for "))
    #expect(workspace.branches.count == 2)
  }

  @Test func modesAreComparedOnTheEngine() throws {
    var workspace = workspace()
    try enter(Self.waiting, &workspace)
    for word in [".compare", ".explore"] {
      let answer = try enter(word, &workspace)
      #expect(answer.contains { $0.contains("on isolab's own engine, not on Fragile 2") })
    }
    #expect(store.runs == 1)
    #expect(workspace.lab.runner.nextStep == 6)
  }

  @Test func aLessonOpensAtALevelThatThereIs() throws {
    var workspace = workspace()
    let answer = try enter(".lesson dirty-read", &workspace)
    #expect(answer[0] == "; Played in read-committed on Fragile 2, READ COMMITTED:")
    #expect(try enter(".undo", &workspace)[0].hasPrefix("ok"))
    try enter(Self.waiting, &workspace)
    let lesson = try #require(try workspace.lesson(titled: "t"))
    #expect(lesson.contains("typed in the shell, in REPEATABLE READ (snapshot) on Fragile 2. "))
    #expect(lesson.contains("\n.modes snapshot\n.seed x=1\n"))
  }

  @Test func levelsAreModesByAnotherName() throws {
    var workspace = workspace(.serializableSnapshot)
    #expect(workspace.lab.runner.mode == .snapshot)
    try enter(".mode serializable", &workspace)
    #expect(workspace.lab.runner.mode == .twoPhaseLocking)
    try enter("alice: .mode read Committed;", &workspace)
    #expect(workspace.lab.runner.mode == .readCommitted)
    #expect(try enter(".mode wsi", &workspace)[0].contains("; Fragile 2 has no counterpart for "))
    #expect(
      try enter(".mode", &workspace) == [
        "; * READ COMMITTED   read-committed        rc",
        ";   REPEATABLE READ  snapshot              si",
        ";   SERIALIZABLE     two-phase-locking     2pl",
      ])
    try enter([".seed x=1", "BEGIN", "GET x", "COMMIT"], &workspace)
    #expect(try workspace.lesson(titled: "t")?.contains("\n.modes read-committed\n") == true)
    let engine = workspace.moved(to: nil)
    #expect(engine.lab.runner.mode == .serializableSnapshot)
    #expect(engine.isUntouched)
  }

  @Test func levelsAreUnderstoodWhereverAModeIs() throws {
    var workspace = workspace()
    try enter(["bob: BEGIN REPEATABLE READ READ ONLY", "begin serializable"], &workspace)
    #expect(workspace.lab.runner.records.map(\.mode) == [.snapshot, .twoPhaseLocking])
    #expect(workspace.lab.runner.records[0].readOnly)
    let texts = ["BEGIN snapshot READ ONLY", "begin two-phase-locking"]
    #expect(workspace.lab.replies.map(\.text) == texts)
    #expect(try enter(".rerun READ COMMITTED", &workspace)[0].contains("in read-committed, "))
    let refused = try #require(workspace.lab.read("BEGIN foo"))
    #expect(throws: ScriptError.self) { try refused.get() }
    let unknown = workspace.type(".mode foo")
    #expect(
      unknown == "error syntax ; there is no mode or level foo; "
        + "the levels of this database are READ COMMITTED, REPEATABLE READ, SERIALIZABLE")
  }

  /// A rerun that `.why` recommends is one that the store can do.
  @Test func whyRecommendsALevelThatThereIs() throws {
    var workspace = workspace(.readCommitted)
    try enter(
      [
        ".seed x=1 y=1", "BEGIN", "bob: BEGIN", "GET x", "bob: GET y", "PUT y 0", "bob: PUT x 0",
        "COMMIT", "bob: COMMIT",
      ], &workspace)
    let why = workspace.type(".why")
    #expect(why.contains(";   next   .rerun two-phase-locking, "), "\(why)")
  }

  /// Also a statement that SQLite has refused, and that is sent again when the other has ended.
  @Test func statementsOfOthersBearTheirNames() throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    defer { store.close() }
    var workspace = Workspace(mode: .twoPhaseLocking, isInteractive: true, on: store)
    try enter([".sql on", "BEGIN", "bob: BEGIN"], &workspace)
    let answer = try enter("COMMIT", &workspace)
    #expect(answer.prefix(2) == ["; COMMIT", "; bob: BEGIN IMMEDIATE"], "\(answer)")
  }

  @Test func theEnginesOwnWordsAreRefused() throws {
    var workspace = workspace()
    for word in [
      ".vacuum", ".autovacuum", ".autovacuum on", ".bloat", ".conflicts", ".conflicts mode",
    ] {
      let answer = try enter(word, &workspace)
      #expect(answer[0].hasSuffix("works only on isolab's own engine"), "\(answer)")
    }
    #expect(workspace.isUntouched)
  }

  @Test func theOutcomeOfAnInterruptedCommitIsUnknown() throws {
    var workspace = workspace()
    try enter([".seed x=1", "BEGIN", "PUT x 2"], &workspace)
    store.goAway()
    let note = "; COMMIT may have succeeded before the connection was lost: its outcome is unknown"
    #expect(try enter("COMMIT", &workspace).last == note)
    #expect(try enter("COMMIT", &workspace).count == 1, "nothing was asked")
  }

  @Test func aStoreThatFailsLeavesTheLabToLookAt() throws {
    var workspace = workspace()
    try enter(Self.waiting, &workspace)
    store.goAway()
    let failure =
      "error store ; Fragile 2 is gone; .undo connects again and repeats the lines, "
      + ".on URL begins again, and .on lab continues without a database"
    #expect(try enter(".undo", &workspace) == [failure])
    #expect(workspace.lab.storeFailure == nil)
    #expect(try enter("BEGIN", &workspace) == [failure])
    #expect(workspace.lab.storeFailure != nil)
    #expect(try enter(".timeline", &workspace).count > 5)
    let gone = "; the database no longer answers: Fragile 2 is gone"
    #expect(try enter(".sessions", &workspace)[0] == gone)
    #expect(workspace.lab.placeRows[1] == String(gone.dropFirst(2)))
    store.comeBack()
    #expect(try enter("BEGIN", &workspace) == [failure])
    #expect(try enter(".undo", &workspace)[0].hasPrefix("ok ; undone"))
    #expect(try enter("COMMIT", &workspace)[0].hasPrefix("ok ; T1 committed"))
    store.goAway()
    #expect(try enter(".rerun rc", &workspace) == [failure])
    #expect(try enter(".lesson write-skew", &workspace) == [failure])
    #expect(workspace.branches.count == 2)
  }

  @Test func statementsAreShownFromThenOn() throws {
    var workspace = workspace()
    try enter(["BEGIN", "GET x"], &workspace)
    try enter(".sql on", &workspace)
    #expect(Set(try enter("GET x", &workspace)) == ["; a statement", "(none)"])
    try enter(".sql off", &workspace)
    #expect(try enter("GET x", &workspace) == ["(none)"])
  }

  @Test func aCopyPlaysAgainWhereAnotherHasGoneOn() throws {
    let lines = Self.waiting.enumerated().map { index, text in
      Line(Lab(manner: .replay).read(text), text: text, number: index + 1)
    }
    var run = Run(Replay(lines, in: .snapshot, on: store), keepGoing: true, isRevisited: true)
    var replay = run.replay(after: 0)
    run.bring(&replay, to: 5)
    #expect(store.runs == 2)
    var aside = replay
    #expect(aside.next()?.answers.contains { $0.hasPrefix("RESUMED bob ABORTED") } == true)
    run.bring(&replay, to: 6)
    #expect(store.runs == 3)
    #expect(replay.lab.storeFailure == nil)
    run.bring(&replay, to: 2)
    #expect(replay.lab.runner.nextStep == 2)
  }
}
