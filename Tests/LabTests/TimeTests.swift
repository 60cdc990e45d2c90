import Chance
import Checking
import Engine
import Language
import Layout
import Pages
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Runs

/// Limits in time, on a clock that only `.advance` changes.
@Suite struct TimeTests {
  private static let holderAndWaiter = [
    ".seed x=1", ".timeout 30s", "BEGIN", "PUT x 2", "bob: BEGIN", "bob: PUT x 3",
  ]

  private func workspace(
    _ lines: [String] = holderAndWaiter, mode: IsolationMode = .snapshot
  ) -> Workspace {
    var workspace = Workspace(mode: mode, isInteractive: true)
    workspace.type(lines)
    return workspace
  }

  // MARK: What is counted

  @Test func isReachedNotPassed() {
    var workspace = workspace()
    #expect(workspace.type(".advance 29.999s") == "ok ; 29.999s since the lab began")
    #expect(workspace.type(".timeout").contains("; next: alice (T1) in 1ms, if nothing is done"))
    #expect(
      workspace.type(".advance 1ms") == """
        ok ; 30s since the lab began
        EXPIRED alice ABORTED timeout ; T1 had been open for 30s (since step 1). .why explains it
        RESUMED bob ok ; only T2 sees it until COMMIT
        EXPIRED bob ABORTED timeout ; T2 had been open for 30s (since step 3). .why explains it
        """)
    #expect(workspace.lab.prompt == "7 alice!> ")
  }

  @Test func idleCountsFromTheLastCommandThatHappened() {
    var workspace = workspace([
      ".timeout idle 10s", "BEGIN", ".advance 9s", "PUT x 1", ".advance 9s",
    ])
    #expect(workspace.type("PUT x none").hasPrefix("error arithmetic"))
    let answer = workspace.type(".advance 1s")
    #expect(
      answer.contains("EXPIRED alice ABORTED timeout ; T1 had done nothing for 10s (since step 2)"))
  }

  /// And whoever goes on is counted from there.
  @Test func whoWaitsIsNotIdle() {
    var workspace = workspace([
      ".timeout idle 10s", "BEGIN", "PUT x 2", "bob: BEGIN", "bob: PUT x 3", ".advance 6s",
      "GET x", ".advance 6s", "GET x", ".advance 6s", "ROLLBACK",
    ])
    #expect(workspace.type(".advance 9s") == "ok ; 27s since the lab began")
    #expect(
      workspace.type(".advance 1s").contains("EXPIRED bob ABORTED timeout ; T2 had done nothing"))
  }

  @Test func whoeverWaitsTooLongIsTheVictim() {
    var workspace = workspace([
      ".seed x=1", ".timeout wait 5s", "BEGIN", "PUT x 2", "bob: BEGIN", "bob: PUT x 3",
    ])
    #expect(
      workspace.type(".advance 1h") == """
        ok ; 1h since the lab began
        EXPIRED bob ABORTED timeout ; T2 had waited for 5s (since step 4). .why explains it
        """)
    #expect(
      workspace.type(".why 4").hasPrefix(
        "; bob waited at step 4 with PUT x 3. It was ended by .timeout wait 5s at step 5."))
    #expect(
      workspace.type(".why") == """
        ; ABORTED bob at step 5 .timeout wait 5s.
        ;   why    open since step 3, for 5s;
        ;          waiting since step 4, for 5s
        ;   rule   .timeout wait 5s: no command may wait longer; timeouts get no verdict.
        ;   next   bob: RETRY runs the same commands on the newest state.
        """)
    #expect(workspace.type("COMMIT").hasPrefix("ok ; T1 committed as state 1"))
  }

  @Test func aBeginThatWaitsForASafeSnapshotMayTimeOut() {
    var workspace = workspace(
      [".timeout wait 5s", "BEGIN", "bob: BEGIN READ ONLY DEFERRABLE"], mode: .serializableSnapshot)
    #expect(workspace.type(".advance 5s").contains("EXPIRED bob ABORTED timeout"))
    #expect(workspace.type(".why serializable").contains("no anomaly"))
    #expect(workspace.type("COMMIT").hasPrefix("ok"))
    #expect(workspace.type("bob: RETRY").hasPrefix("ok ; bob: T3 sees state 1, attempt 2"))
  }

  @Test func aLimitSetLateEndsWhatHasLastedLonger() {
    var workspace = workspace(["BEGIN", ".advance 1m"])
    let answer = workspace.type(".timeout 30s")
    #expect(answer.contains("\nEXPIRED alice ABORTED timeout ; T1 had been open for 1m"))
  }

  @Test func limitsAreTakenAway() {
    var workspace = workspace([".timeout 1s", ".timeout idle 2s", ".timeout wait 3s"])
    workspace.type(".timeout idle off")
    #expect(
      workspace.type(".timeout") == """
        ; a transaction may be open for 1s; after that, it is aborted
        ; a transaction may wait for 3s; after that, it is aborted
        """)
    workspace.type(".timeout total off")
    #expect(
      workspace.type(".timeout") == "; a transaction may wait for 3s; after that, it is aborted")
    workspace.type(".timeout off")
    #expect(workspace.type(".timeout") == "; no timeouts: a transaction may stay open forever")
    workspace.type("BEGIN")
    #expect(workspace.type(".advance 10h") == "ok ; 10h since the lab began")
  }

  /// In a file what a session had held while it waited follows, as after any abort.
  @Test func whatWasHeldFollows() {
    var workspace = Workspace(isInteractive: false)
    workspace.type(Self.holderAndWaiter + [".timeout 1h", ".timeout wait 1s"])
    workspace.type(["bob: GET x", "bob: RETRY"])
    #expect(
      workspace.type(".advance 1s").split(separator: "\n").map { $0.prefix { $0 != ";" } } == [
        "ok ", "EXPIRED bob ABORTED timeout ", "RESUMED bob skipped ", "RESUMED bob ok ",
        "RESUMED bob WAITS alice ", "RESUMED bob HELD ",
      ])
  }

  /// By their times, and at the same time by their numbers.
  @Test func oneAfterTheOther() {
    var workspace = workspace([
      ".sessions carol dave", ".timeout 10s", "dave: BEGIN", "carol: BEGIN", ".advance 1s",
      "alice: BEGIN", "bob: BEGIN", "bob: GET x", ".timeout idle 8s", ".advance 1s", "dave: GET x",
    ])
    let lines = workspace.type(".advance 1m").split(separator: "\n")
    #expect(
      lines.dropFirst().map { $0.split(separator: " ")[1] } == ["carol", "alice", "bob", "dave"])
    #expect(lines.last?.contains("; T1 had been open for 10s") == true)
  }

  /// What is written of a span is read as the same.
  @Test func spansAreWrittenAsTheyAreRead() throws {
    var dice = Dice(seed: 11)
    for _ in 0..<2_000 {
      let unit = dice.pick([1, 10, 1000, 60_000, 3_600_000])
      let span = TimeSpan(milliseconds: Int64((dice.below(9_999) + 1) * unit))
      #expect(TimeSpan(typed: span.description) == span)
    }
  }

  // MARK: What follows

  @Test func isNotJudged() {
    var workspace = workspace()
    workspace.type([".advance 30s", "RETRY", "COMMIT"])
    #expect(!workspace.type(".why 5").contains("needed"))
    #expect(workspace.lab.verdicts.needs.isEmpty)
    let json = workspace.lab.closing.text
    #expect(json.contains(#""kind":"timeout","timeout":{"limit":"total","allowed":30000"#))
    #expect(json.contains(#""needed":null"#))
  }

  @Test func programsAreToldWhatHasExpired() throws {
    var workspace = workspace(["BEGIN", "GET x", ".timeout idle 10s"])
    func told(_ line: String) throws -> String? {
      let statement = try #require(try? workspace.lab.read(line)?.get())
      return workspace.enter(statement).json?.text
    }
    #expect(try told(".advance 9s") == #"{"command":".advance 9s","outcome":"ok"}"#)
    let expired =
      #"{"command":".advance 1s","outcome":"ok","expired":[{"step":3,"session":"alice","#
      + #""transaction":1,"command":".timeout idle 10s","outcome":"aborted","reason":{"#
      + #""kind":"timeout","timeout":{"limit":"idle","allowed":10000,"open":10000,"begun":1,"#
      + #""idle":10000,"last":2,"waiting":false},"step":3,"rivals":[],"keys":[],"ranges":[],"#
      + #""conflicts":[],"needed":null,"verdict":null}}]}"#
    #expect(try told(".advance 1s") == expired)
    let retry = try #require(try told("RETRY"))
    #expect(retry.hasPrefix(#"{"step":4,"session":"alice","transaction":2,"command":"RETRY","#))
    #expect(retry.contains(#""snapshot":0,"attempt":2,"retried":[{"step":5,"#))
  }

  @Test func historiesAreReadBack() throws {
    var workspace = workspace()
    workspace.type([".advance 30s", "RETRY", "COMMIT", "BEGIN", "GET x"])
    let lines = try #require(workspace.lab.export(as: .json))
    #expect(lines.contains { $0.contains(#""reason":"timeout""#) })
    let read = try HistoryText(bytes: Array(lines.map { $0 + "\n" }.joined().utf8))
    #expect(read.events.count == workspace.lab.runner.history.count)
  }

  /// A dirty read is an anomaly as soon as its writer is gone, by time too.
  @Test func whatSomebodyReadOfItNeverWas() {
    var workspace = workspace(
      [
        ".timeout 30s", "BEGIN", "PUT x 2", ".advance 1s", "bob: BEGIN", "bob: GET x",
        "bob: COMMIT",
      ], mode: .readUncommitted)
    let answer = workspace.type(".advance 29s")
    #expect(answer.contains("\nANOMALY aborted-read T1 T2"))
  }

  // MARK: Attempts

  @Test func attemptsAreCounted() {
    var workspace = workspace([".timeout 1s", "BEGIN", ".advance 1s", "RETRY", ".advance 1s"])
    #expect(workspace.type(".retry alice") == "ok ; T3 sees state 0, attempt 3")
    #expect(
      workspace.type(".transactions") == """
        ; id  session  mode  sees     begun  attempt  status
        ; T1  alice    si    state 0  1      1        aborted, timeout
        ; T2  alice    si    state 0  3      2        aborted, timeout
        ; T3  alice    si    state 0  5      3        open
        """)
    workspace.type([".advance 1s", "BEGIN"])
    #expect(workspace.type(".transactions").contains("; T4  alice    si    state 0  7      1"))
    let json = workspace.lab.closing.text
    #expect(json.contains(#""snapshot":0,"attempt":3,"status":"aborted""#))
    #expect(json.ranges(of: #""attempt""#).count == 2)
  }

  @Test func soAreThoseOfSingleCommands() throws {
    var workspace = workspace([
      ".autocommit on", ".timeout wait 1s", "bob: BEGIN", "bob: PUT x 1", "PUT x 2", ".advance 1s",
      "bob: COMMIT",
    ])
    #expect(workspace.type("RETRY") == "ok ; T3 committed as state 2: x=2, attempt 2")
    let retry = try #require(try? workspace.lab.read("bob: GET x")?.get())
    #expect(workspace.enter(retry).json?.text.contains("attempt") == false)
  }

  // MARK: Going back, and other ways

  @Test func canBeUndoneAndMadeAgain() {
    var workspace = workspace()
    let before = workspace.state
    workspace.type(".advance 40s")
    let after = workspace.state
    #expect(workspace.type(".undo") == "ok ; undone: .advance 40s")
    #expect(workspace.state == before)
    #expect(workspace.type(".redo") == "ok ; redone: .advance 40s")
    #expect(workspace.state == after)
  }

  @Test func passesInEveryModeOfARerun() {
    var workspace = workspace(Self.holderAndWaiter + [".timeout wait 5s", ".advance 5s", "COMMIT"])
    let answer = workspace.type(".rerun ssi")
    #expect(answer.contains("; the same 5 steps in serializable-snapshot"))
    #expect(answer.contains("differs from snapshot at step 4: WAITS -> ok."))
    let comparison = workspace.type(".compare si ssi")
    #expect(comparison.contains(";    5  .advance 5s") || comparison.contains(">  5  .advance 5s"))
  }

  @Test func hasNoPlaceInOtherOrders() {
    var workspace = workspace()
    workspace.type([".advance 10s", ".advance 20s"])
    #expect(workspace.type(".explore si").contains("; left out: .timeout 30s, .advance\n"))
  }

  // MARK: Real time

  @Test func noTimePassesWithoutALimit() {
    var workspace = workspace(["BEGIN"])
    #expect(workspace.pass(TimeSpan(milliseconds: 60_000)).isEmpty)
    #expect(workspace.lab.runner.now == .zero)
    #expect(
      workspace.type(".timeout 30s")
        == "ok ; a transaction may be open for 30s; after that, it is aborted")
    #expect(workspace.timeLeft == TimeSpan(milliseconds: 30_000))
  }

  @Test func realTimeIsAPartOfWhatWasDone() throws {
    var workspace = workspace()
    #expect(workspace.pass(TimeSpan(milliseconds: 1_204)).isEmpty)
    workspace.type("GET x")
    let before = workspace.state
    #expect(workspace.pass(TimeSpan(milliseconds: 20_000)).isEmpty)
    let lines = workspace.pass(TimeSpan(milliseconds: 8_800)).map(\.answer)
    #expect(
      lines == ["EXPIRED alice ABORTED timeout", "RESUMED bob ok", "EXPIRED bob ABORTED timeout"])
    let after = workspace.state
    #expect(workspace.type(".undo") == "ok ; undone: .advance 28.8s")
    #expect(workspace.state == before)
    workspace.type(".redo")
    #expect(workspace.state == after)
    workspace.type("RETRY")
    workspace.type("COMMIT")
    // What is saved does the same.
    let lesson = try #require(try workspace.lesson(titled: "saved"))
    #expect(lesson.contains("\n.advance 1.204s\n"))
    #expect(lesson.contains("\n.advance 28.8s\n  ok\n  EXPIRED alice ABORTED timeout\n"))
    let scenario = try Scenario.read(bytes: Array(lesson.utf8), file: "saved.md")
    #expect(LessonTest(scenario, mode: .snapshot).passes)
  }

  @Test func theJournalKnowsTheTime() {
    var workspace = workspace()
    var records: [Journal.Record] =
      [.opened(.snapshot)] + Self.holderAndWaiter.map { .line($0) }
    for (time, line) in [(10_000, "GET x"), (25_000, nil), (5, ".undo"), (7, "COMMIT")] {
      let span = TimeSpan(milliseconds: Int64(time))
      _ = workspace.pass(span)
      records.append(.passed(span))
      if let line {
        workspace.type(line)
        records.append(.line(line))
      }
    }
    var resumed = Workspace(resuming: Journal(bytes: records.flatMap(Journal.encode)))
    #expect(resumed.state == workspace.state)
    #expect(resumed.lab.runner.now == workspace.lab.runner.now)
    #expect(resumed.type(".branches") == workspace.type(".branches"))
  }

  // MARK: Chance

  /// Whatever the program, nobody is open longer than allowed, the engine is whole, the judge finds
  /// no contradiction, and going back and forth leads to the same lab.
  @Test(arguments: IsolationMode.allCases) func holdsWhateverHappens(mode: IsolationMode) {
    for seed in 0..<40 as Range<UInt64> {
      var dice = Dice(seed: seed)
      var workspace = Workspace(mode: mode, isInteractive: false)
      workspace.type([".sessions carol", ".autocommit \(dice.pick(["on", "off"]))"])
      for _ in 0..<60 {
        workspace.type(line(&dice))
        let runner = workspace.lab.runner
        #expect(runner.database.brokenInvariant == nil, "seed \(seed)")
        #expect(runner.nextExpiry.map { $0.due > runner.now } ?? true, "seed \(seed)")
        #expect((try? Judgement(of: runner.history)) != nil, "seed \(seed)")
      }
      let end = workspace.state
      workspace.type(".undo 20")
      workspace.type(".redo 20")
      #expect(workspace.state == end, "seed \(seed)")
    }
  }

  private func line(_ dice: inout Dice) -> String {
    if dice.chance(1, in: 4) {
      let span = dice.pick(["1s", "2s", "5s"])
      return dice.pick([
        ".advance \(span)", ".advance \(span)", ".timeout \(span)", ".timeout idle \(span)",
        ".timeout wait \(span)", ".timeout off",
      ])
    }
    let (key, session) = (dice.pick(["x", "y"]), dice.pick(["alice", "bob", "carol"]))
    let command = dice.pick([
      "BEGIN", "BEGIN", "BEGIN READ ONLY DEFERRABLE", "GET \(key)", "PUT \(key) 1", "SCAN",
      "PUT \(key) count(*) + 1", "UPDATE * SET 2", "COMMIT", "ROLLBACK", "RETRY",
    ])
    return "\(session): \(command)"
  }
}
