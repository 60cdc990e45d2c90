import Checking
import Exploring
import Language
import Runs
import Telling
import Testing
import Vocabulary

/// What `.expect` says, held against all orders.
@Suite struct ExpectationTests {
  @Test(arguments: ExpectationRow.all) func holdsWhereItShould(row: ExpectationRow) throws {
    let all = IsolationMode.allCases.map(\.name).joined(separator: ",")
    let checks = try checks(of: row.program + "\n.expect \(all): \(row.claim)")
    #expect(checks.map(\.mode) == IsolationMode.allCases)
    #expect(Set(checks.filter(\.holds).map(\.mode)) == row.holds, "\(row.claim)")
    for check in checks {
      #expect(check.complaint.isEmpty == check.holds)
      guard case .never = check.claim else { continue }
      #expect(check.counterexample.isEmpty == check.holds)
    }
  }

  /// The shortest order, its prompts and its answers, prose included.
  @Test func aCounterexampleIsAScenario() throws {
    let check = try #require(
      try checks(of: ExpectationRow.onCall + "\n.expect si: rule on-call holds").first)
    #expect(check.line == 12)
    #expect(check.complaint == "fails in 68 of 70 possible orders; the shortest:")
    let lines = """
      1 alice> .modes snapshot
        ok
      1 alice> .seed a=on b=on
        ok ; state 0: a=on b=on
      1 alice> .rule on-call: count(* = on) >= 1
        RULE on-call holds
      1 alice> .rule three: count(*) < 3
        RULE three holds
      1 alice> BEGIN
        ok ; T1 sees state 0
      2 alice*> COUNT = on AS n
        count 2
      3 alice*> IF $n >= 2 THEN PUT a off
        ok ; was on; only T1 sees it until COMMIT
      4 bob> BEGIN
        ok ; T2 sees state 0
      5 bob*> COUNT = on AS n
        count 2
      6 bob*> IF $n >= 2 THEN PUT b off
        ok ; was on; only T2 sees it until COMMIT
      7 bob*> COMMIT
        ok ; T2 committed as state 1: b=off
      8 alice*> COMMIT
        ok ; T1 committed as state 2: a=off
        ANOMALY write-skew T1 T2 ; no serial order of T1 and T2 gives this (.why, .graph)
        RULE on-call broken ; count(* = on) is 0, but must be >= 1
      """
    #expect(check.counterexample.joined(separator: "\n") == lines)
    let replayed = LessonTest(try scenario(lines), mode: .snapshot)
    #expect(replayed.passes)
    #expect(replayed.comparisons == 12)
  }

  @Test func howManyAreMeantIsTold() throws {
    let held = try checks(of: ExpectationRow.onCall + "\n.expect si: some write-skew").first
    #expect(held?.title == "some write-skew (68 of 70 possible orders)")
    let never = try checks(of: ExpectationRow.onCall + "\n.expect si: some wait").first
    #expect(never?.complaint == "happens in none of 70 possible orders")
  }

  // MARK: Where it stands

  @Test func eachPartIsOneByItself() throws {
    let checks = try checks(
      of: """
        .modes si
        .expect all: never abort
        \(ExpectationRow.onCall)
        .reset
        .expect all: rule on-call holds
        \(ExpectationRow.crosswise)
        .expect all: never abort
        .reset
        .expect all: never abort
        """)
    #expect(checks.map(\.line) == [2, 15, 24, 26])
    #expect(checks[0].holds)
    #expect(checks[1].verdict == .noSuchRule(near: nil))
    #expect(!checks[2].holds)
    #expect(checks[3].verdict == .noSteps)
  }

  @Test func modesAreThoseOfTheLessonOrTheOnesItNames() throws {
    let text =
      ".modes ssi si\n" + ExpectationRow.onCall
      + "\n.expect all: never wait\n.expect 2pl: some wait"
    let checks = try checks(of: text)
    #expect(checks.map(\.mode) == [.snapshot, .serializableSnapshot, .twoPhaseLocking])
    #expect(checks.allSatisfy { $0.holds })
    let one = try ExpectationCheck.all(of: try scenario(text), in: [.snapshot])
    #expect(one.map(\.mode) == [.snapshot])
    let none = try ExpectationCheck.all(of: try scenario(text), in: [.readCommitted])
    #expect(none.isEmpty)
  }

  @Test func whatCannotBeCheckedFails() throws {
    let slip = try checks(of: ExpectationRow.onCall + "\n.expect si: rule on-cal holds").first
    #expect(slip?.complaint == "this part has no such rule; did you mean on-call?")
    let broken = try checks(
      of: ".rule x: value(x) = 1\nBEGIN\nPUT x 1\nCOMMIT\n.expect si: rule x holds"
    ).first
    #expect(broken?.verdict == .isBrokenFromTheStart)
    let stuck = try checks(
      of: "alice: BEGIN\nalice: PUT x 1\nbob: BEGIN\nbob: PUT x 2\n.expect rc: never abort"
    ).first
    #expect(stuck?.verdict == .noOrder)
    var small = Exploration()
    small.limit = 5
    let large = try ExpectationCheck.all(
      of: try scenario(ExpectationRow.onCall + "\n.expect si: never abort"), by: small)
    #expect(large.map(\.verdict) == [.tooMuch(.states(most: 5))])
    #expect(large.allSatisfy { !$0.holds && !$0.complaint.isEmpty })
  }

  // MARK: What ran

  /// A proof about a mode is one about transactions of that mode.
  @Test func aModeThatDidNotRunProvesNothing() throws {
    let named = ExpectationRow.onCall.replacing("BEGIN", with: "BEGIN ssi")
    let checks = try checks(of: named + "\n.expect snapshot,ssi: rule on-call holds")
    #expect(checks[0].verdict == .modeDidNotRun(ran: [.serializableSnapshot]))
    #expect(
      checks[0].complaint
        == "no transaction of this part ran in snapshot, only in serializable-snapshot")
    #expect(checks[0].line == 12 && !checks[0].holds && checks[1].holds)
    let mixed = ExpectationRow.onCall.replacing("bob: BEGIN", with: "bob: BEGIN ssi")
    let both = try self.checks(of: mixed + "\n.expect si,ssi,rc: never dirty-write")
    #expect(both.map(\.holds) == [true, true, true])
    // In autocommit, outside of BEGIN, the mode is that of the lab.
    let alone = ".autocommit on\nalice: BEGIN ssi\nalice: COMMIT\nalice: PUT x 1\n"
    #expect(try self.checks(of: alone + ".expect si: never abort").allSatisfy { $0.holds })
    let inside = ".autocommit on\nalice: BEGIN ssi\nalice: PUT x 1\nalice: COMMIT\n"
    let modes = ".expect si,ssi: never abort\n"
    #expect(try self.checks(of: inside + modes).map(\.holds) == [false, true])
  }

  /// The mode of the orders takes the place of the lab's, and what would change it on the way is
  /// named.
  @Test func theLabsModeGivesWay() throws {
    let text = ".mode 2pl\nalice: BEGIN\nalice: COMMIT\n.mode ssi\nbob: BEGIN\nbob: COMMIT\n"
    let part = try #require(Explorable.parts(of: try scenario(text), named: "x").first)
    #expect(part.leftOut == [".mode ssi"])
    #expect(try checks(of: text + ".expect si: never abort").allSatisfy { $0.holds })
  }

  @Test(arguments: [
    (".seed x=1\nBEGIN\nCOMMIT\n.seed x=7\nbob: BEGIN\nbob: COMMIT\n", 4),
    ("BEGIN\nBEGIN\nCOMMIT\n", 2), ("BEGIN\nCOMMIT\ncarol: BEGIN\n", 3),
    (".seed x=a\nBEGIN\nPUT y value(x) + 1\nCOMMIT\n", 3),
  ])
  func whereALineIsRefusedNothingIsCounted(text: String, line: Int) throws {
    let expectation = ".expect si,ssi: never anomaly\n"
    let error = #expect(throws: Refusal.self) { try checks(of: text + expectation) }
    #expect(error?.mode == .snapshot)
    #expect(error?.failure.text.hasPrefix("test.isolab:\(line):") == true)
    // An error that the lesson expects is none.
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.insert("  ?", at: line)
    let recorded = try checks(of: lines.joined(separator: "\n") + expectation)
    #expect(recorded.allSatisfy { $0.holds })
  }

  // MARK: The end

  @Test func theEndIsShownBehindACounterexample() throws {
    let check = try #require(
      try checks(of: ExpectationRow.onCall + "\n.expect si: count(* = on) >= 1 at the end").first)
    #expect(check.title == "at the end count(* = on) >= 1")
    #expect(check.complaint == "fails in 68 of 70 possible orders; the shortest:")
    #expect(
      check.counterexample.suffix(2) == [
        "9 alice> .rule at-the-end: count(* = on) >= 1",
        "  RULE at-the-end broken ; count(* = on) is 0, but must be >= 1",
      ])
    let replayed = LessonTest(
      try scenario(check.counterexample.joined(separator: "\n")), mode: .snapshot)
    #expect(replayed.passes)
    let claims = [
      ".expect si: never at the end value(a) = off", ".expect si: some value(a) = on at the end",
    ]
    let others = try checks(of: ([ExpectationRow.onCall] + claims).joined(separator: "\n"))
    #expect(others[0].counterexample.last == "  RULE at-the-end holds")
    #expect(others[1].title == "some at the end value(a) = on (1 of 70 possible orders)")
  }

  /// What is open at the end has not happened.
  @Test func openTransactionsDoNotCountAtTheEnd() throws {
    let text = ".seed x=0\nalice: BEGIN\nalice: PUT x 1\nbob: BEGIN\nbob: GET x\nbob: COMMIT\n"
    for claim in ["at the end value(x) = 0", "never at the end value(x) = 1"] {
      #expect(try checks(of: text + ".expect ru,si: \(claim)").allSatisfy { $0.holds })
    }
    // Text is no number: it is so in no order.
    for claim in ["never at the end sum(*) > a", "some at the end sum(*) > a"] {
      let holds = try checks(of: text + ".expect si: \(claim)")[0].holds
      #expect(holds == claim.hasPrefix("never"))
    }
  }

  /// What is broken before the first step is broken in every order, for the table too.
  @Test func brokenFromTheStartIsBroken() throws {
    let text = ".rule x: value(x) = 1\nBEGIN\nPUT x 1\nCOMMIT\n"
    #expect(try checks(of: text + ".expect si: some rule x broken")[0].holds)
    let part = try #require(Explorable.parts(of: try scenario(text), named: "x").first)
    let tally = Exploration().tally(of: part.program(in: .snapshot))
    #expect(
      TallyTable("x", [tally], lanes: ["alice"]).lines(steps: 3, columns: 80, witnesses: false) == [
        "x: 1 session, 3 steps, 1 order, all possible",
        "rule x is broken from the start, and therefore in every order",
        "mode      outcomes  clean  x-broken", "snapshot  1         0      1",
        "outcomes: how many different answers and data the orders lead to",
        "clean: no anomaly, broken rule, abort, wait, or error",
      ])
  }

  @Test func elsewhereItOnlySaysSo() throws {
    let statement = try #require(try Statement.parse(line: ".expect all: never abort"))
    for isInteractive in [true, false] {
      var workspace = Workspace(mode: .snapshot, isInteractive: isInteractive)
      let entry = workspace.enter(statement)
      #expect(
        entry.lines.map(\.text)
          == ["; this claim is about every order; isolab test --explore checks it"])
      #expect(workspace.lab.prompt == "1 alice> ")
    }
  }

  /// The language knows the anomalies that the judge knows.
  @Test func anomaliesHaveTheNamesOfTheJudge() {
    #expect(Language.Expectation.anomalies == Checking.Anomaly.all.map(\.slug))
  }

  private func checks(of text: String) throws -> [ExpectationCheck] {
    try ExpectationCheck.all(of: try scenario(text))
  }

  private func scenario(_ text: String) throws -> Scenario {
    let scenario = try Scenario.read(bytes: Array("\(text)\n".utf8), file: "test.isolab")
    for entry in scenario.entries { _ = try entry.statement.get() }
    return scenario
  }
}
