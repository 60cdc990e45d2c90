import Language
import Presenting
import Runs
import Telling
import Testing
import Vocabulary

/// What a class says, compared with answers.
@Suite struct PlayGuessTests {
  private static let rows: [(guess: String, answers: [String], fits: Bool)] = [
    ("ok", ["ok"], true),
    ("OK.", ["ok", "ANOMALY write-skew T1 T2"], true),
    ("ok", ["ok rolled back"], false),
    ("ok", ["WAITS alice"], false),
    ("ok", ["ABORTED deadlock", "RESUMED bob ok"], false),
    ("waits", ["WAITS bob"], true),
    ("WAITS bob", ["WAITS bob carol"], true),
    ("waits dave", ["WAITS bob carol"], false),
    ("ABORTED", ["ABORTED deadlock, needed"], true),
    ("aborts", ["ABORTED deadlock"], true),
    ("aborted deadlock", ["ABORTED deadlock, not needed"], true),
    ("deadlock", ["ABORTED deadlock"], true),
    ("dangerous structure", ["ABORTED dangerous-structure, needed"], true),
    ("aborted cycle", ["ABORTED deadlock"], false),
    ("aborted", ["ok", "RESUMED bob ABORTED concurrent-update"], false),
    ("concurrent-update", ["ok", "RESUMED bob ABORTED concurrent-update"], false),
    ("ok", ["ok", "RESUMED bob ABORTED concurrent-update"], true),
    ("ok", ["ok", "left=1", "ABORTED deadlock"], false),
    ("aborted", ["ok", "RESUMED bob ok"], false),
    ("bob", ["ok", "RESUMED bob ok"], true),
    ("bob", ["WAITS bob"], true),
    ("carol", ["ok", "RESUMED bob ok"], false),
    ("Alice", ["ABORTED cycle"], true),
    ("alice", ["ok"], false),
    ("1", ["x=1"], true),
    ("x=1", ["x=1"], true),
    ("X = 1", ["x=1"], false),
    ("2", ["x=1"], false),
    ("on, off", ["a=on b=off"], true),
    ("a=on b=off", ["a=on b=off"], true),
    ("off on", ["a=on b=off"], false),
    ("on", ["a=on b=off"], false),
    ("none", ["(none)"], true),
    ("nothing", ["(none)"], true),
    ("2", ["count 2"], true),
    ("count 2", ["count 2"], true),
    ("3", ["count 2"], false),
    ("50", ["sum 50"], true),
    ("2", ["removed 2, 1 pinned"], true),
    ("write-skew", ["ok", "ANOMALY write-skew T1 T2"], true),
    ("Write skew", ["ok", "ANOMALY write-skew T1 T2"], true),
    ("anomaly", ["ok", "ANOMALY write-skew T1 T2"], true),
    ("read skew", ["ok", "ANOMALY write-skew T1 T2"], false),
    ("broken", ["ok", "RULE on-call broken"], true),
    ("rule broken", ["ok", "RULE on-call broken"], true),
    ("holds", ["ok", "RULE on-call broken"], false),
    ("skipped", ["skipped"], true),
    ("error", ["error no-transaction"], true),
    ("hello", ["x=\"hello\""], true),
  ]

  @Test(arguments: rows.indices) func fits(_ index: Int) {
    let row = Self.rows[index]
    #expect(
      Guess(row.guess).fits(row.answers, of: "alice", asked: .session("alice")) == row.fits,
      "\(row.guess): \(row.answers)")
  }

  private static let asked: [(question: String, asked: Asked)] = [
    ("Predict: what does Alice's COMMIT answer?", .session("alice")),
    ("What comes next?", .session("alice")),
    ("Bob wants y. What does her PUT answer?", .session("alice")),
    ("Alice commits. What does Bob's waiting PUT answer (where it waits)?", .session("bob")),
    ("what does bob get", .session("bob")),
    ("What does Alice see of Bob's write?", .session("alice")),
    ("What about Bobby?", .session("alice")),
    ("Who waits for Bob?", .everybody),
    ("Who stops Bob? What does his COMMIT answer?", .session("alice")),
  ]

  @Test(arguments: asked.indices) func whoIsAsked(_ index: Int) {
    let row = Self.asked[index]
    #expect(Asked(row.question, next: "alice", of: ["alice", "bob"]) == row.asked)
    #expect(Asked(row.question, next: nil, of: ["alice", "bob"]) == .everybody)
  }

  /// Of `ok`, `ABORTED` and `WAITS` one is right, whoever is asked about.
  @Test func oneOutcomeIsRight() {
    let answers = ["ok", "RESUMED bob ABORTED concurrent-update", "RESUMED bob skipped"]
    let rows: [(Asked, [String], SessionName, String)] = [
      (.session("alice"), answers, "carol", "ok"), (.session("bob"), answers, "carol", "aborted"),
      (.everybody, answers, "carol", "aborted"), (.session("carol"), answers, "carol", "waits"),
      (.session("bob"), ["ok"], "carol", "ok"), (.session("bob"), ["ok"], "bob", "waits"),
      (.everybody, ["ok", "RESUMED bob ok"], "carol", "ok"),
      (.everybody, ["EXPIRED bob ABORTED timeout"], "carol", "timeout"),
    ]
    for (asked, answers, waiting, right) in rows {
      let fitting = ["ok", "aborted", "waits"].filter {
        Guess($0).fits(answers, of: "alice", asked: asked, waiting: [waiting])
      }
      #expect(fitting == [right == "timeout" ? "aborted" : right], "\(asked) \(answers)")
      #expect(Guess(right).fits(answers, of: "alice", asked: asked, waiting: [waiting]))
    }
  }

  /// A COMMIT that lets another session go on is asked about, or that session is.
  @Test func theCommandItselfAnswersUnlessAnotherIsNamed() throws {
    for (question, right) in [
      ("What does Alice's COMMIT answer?", "ok"), ("What does Bob get?", "aborted"),
    ] {
      let text = """
        alice: BEGIN
        bob: BEGIN
        alice: PUT x 1
        bob: PUT x 2

        ```

        **Predict:** \(question)

        ```isolab
        alice: COMMIT
        """
      let scenario = try Scenario.read(
        bytes: Array("# Two\n\n```isolab\n\(text)\n```\n".utf8), file: "a.md")
      for said in ["ok", "ABORTED"] {
        var lecture = try self.question(scenario, .snapshot)
        lecture.answer(said)
        #expect(lecture.score?.right == (said.lowercased() == right ? 1 : 0))
      }
    }
  }

  @Test func anOutcomeIsDecidedByTheNextCommand() throws {
    var lecture = try question("write-skew", .snapshot)
    lecture.answer("ABORTED")
    #expect(lecture.steps.done == 10)
    #expect(lecture.score.map { [$0.right, $0.all] } == [0, 1])
    #expect(screen(lecture).contains("Wrong: you said ABORTED"))
    lecture = try question("write-skew", .serializableSnapshot)
    lecture.answer("aborted")
    #expect(screen(lecture).contains("Right: aborted"))
    #expect(lecture.farewell.hasSuffix("1 of 1 predictions right."))
  }

  @Test func aValueIsDecidedBeforeTheNextProse() throws {
    let text = """
      # A later answer

      **Predict:** what is x in the end?

      ```isolab
      alice: BEGIN
      alice: PUT x 12
      alice: GET x
      alice: COMMIT
      ```

      That was it.
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    for (said, isRight) in [("12", true), ("13", false)] {
      var lecture = try question(scenario, .snapshot)
      lecture.answer(said)
      #expect(lecture.score == nil)
      #expect(screen(lecture).contains { $0.hasSuffix("Not yet decided.") })
      while lecture.score == nil, lecture.stop != .end { lecture.forward() }
      #expect(lecture.score?.right == (isRight ? 1 : 0))
    }
  }

  /// A value is decided by the first command that finds one; nobody, by who is aborted or waits.
  @Test func whatIsFoundDecides() throws {
    var lecture = try question("phantom", .readCommitted)
    lecture.answer("2")
    #expect(lecture.score.map { [$0.right, $0.all] } == [0, 1])
    for (mode, right) in [(IsolationMode.snapshot, 0), (.readCommitted, 1)] {
      lecture = try question("inventory", mode)
      lecture.answer("nobody")
      #expect(lecture.score.map { [$0.right, $0.all] } == [right, 1])
    }
  }

  @Test func whoSaysNothingIsNotCounted() throws {
    for said in ["", "  ", "p", "P", "yes", "no"] {
      var lecture = try question("write-skew", .snapshot)
      lecture.answer(said)
      #expect(lecture.steps.done == 10)
      #expect(lecture.score == nil)
    }
  }

  /// Of an outcome the next command decides, and no later one that a key leads to.
  @Test func anOutcomeIsThatOfTheNextCommandOnly() throws {
    let text = """
      ```isolab
      BEGIN
      ```

      **Predict:** what does the PUT answer?

      **Predict:** what is x?

      ```isolab
      PUT x 1
      GET x
      ```
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    lecture.go(toStep: 1)
    lecture.forward()
    lecture.answer("ok")
    lecture.go(toStep: 2)
    lecture.forward()
    lecture.forward()
    #expect(lecture.steps.done == 3)
    #expect(lecture.score == nil)
  }

  @Test func whoComesBackMaySayOtherwise() throws {
    var lecture = try question("write-skew", .snapshot)
    lecture.answer("waits")
    lecture.back()
    lecture.back()
    lecture.answer("ok")
    #expect(lecture.score.map { [$0.right, $0.all] } == [1, 1])
  }

  /// The first question of a lesson.
  private func question(_ name: String, _ mode: IsolationMode) throws -> Lecture {
    try question(try PlayTests.lesson(name), mode)
  }

  private func question(_ scenario: Scenario, _ mode: IsolationMode) throws -> Lecture {
    var lecture = PlayTests.start(scenario, mode)
    while lecture.stop != .end {
      if case .question = lecture.stop { return lecture }
      lecture.forward()
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func screen(_ lecture: Lecture) -> [String] {
    lecture.screen.map(\.text)
  }
}
