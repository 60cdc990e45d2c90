import Language
import Presenting
import Runs
import Telling
import Testing
import Vocabulary

/// What a class says, compared with answers.
@Suite struct PlayGuessTests {
  private static let rows: [(guess: String, answers: [String], fits: Bool?)] = [
    ("ok", ["ok"], true),
    ("OK.", ["ok", "ANOMALY write-skew T1 T2"], true),
    ("ok, because they write different keys", ["ok"], true),
    ("waits because Bob holds the lock", ["ok"], false),
    ("aborted because of a deadlock", ["ABORTED deadlock"], true),
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
    ("ok", ["ok", "left=1", "ABORTED deadlock"], nil),
    ("ok", ["ok", "skipped", "ABORTED deadlock"], false),
    ("aborted", ["ok", "RESUMED bob ok"], false),
    ("bob", ["ok", "RESUMED bob ok"], true),
    ("bob", ["WAITS bob"], true),
    ("carol", ["ok", "RESUMED bob ok"], false),
    ("Alice", ["ABORTED cycle"], true),
    ("alice", ["ok"], false),
    ("1", ["x=1"], true),
    ("x=1", ["x=1"], true),
    ("X = 1", ["x=1"], true),
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
    let fits = Self.fits(row.guess, row.answers, to: "What comes next?")
    #expect(fits == row.fits, "\(row.guess): \(row.answers)")
  }

  /// What people say, to which question, of which answer; nil: it is asked again.
  private typealias Saying = (question: String, said: String, answers: [String], fits: Bool?)
  private static let sayings: [Saying] = [
    ("What does it answer?", "It works.", ["ok"], true),
    ("What does it answer?", "he waits", ["WAITS bob"], true),
    ("What does it answer?", "He waits for Bob", ["WAITS bob"], true),
    ("What does it answer?", "she is aborted", ["ABORTED deadlock"], true),
    ("What does it answer?", "Alice is aborted", ["ABORTED deadlock"], true),
    ("What does it answer?", "bob is aborted", ["ABORTED deadlock"], false),
    ("What does it answer?", "bob is aborted", ["ok", "RESUMED bob ABORTED cycle"], true),
    ("What does it answer?", "aborted because of a deadlock", ["ABORTED deadlock"], true),
    ("What does it answer?", "ABORTED deadlock, needed", ["ABORTED deadlock, needed"], true),
    ("What does it answer?", "aborted, not needed", ["ABORTED cycle, needed"], false),
    ("What does it answer?", "aborted, needed", ["ABORTED cycle"], true),
    ("What does it answer?", "  ok ; alice goes on", ["ok"], true),
    ("What does it answer?", "it is rolled back", ["ABORTED cycle"], true),
    (
      "What does it answer?", "RESUMED bob ABORTED cycle, needed",
      ["ok", "RESUMED bob ABORTED cycle, needed"], true
    ),
    ("What does it answer?", "ANOMALY cycle T1 T2", ["ok", "ANOMALY cycle T1 T2"], true),
    ("What does it answer?", "RULE a broken", ["ok", "RULE a broken"], true),
    ("What does it answer?", "error no-transaction", ["error no-transaction"], true),
    ("What does it answer?", "ok rolled back", ["ok rolled back"], true),
    ("What does it answer?", "not aborted", ["ok"], nil),
    ("What does it answer?", "it doesn't wait", ["ok"], nil),
    ("What does it answer?", "no idea", ["ok"], nil),
    ("What does it answer?", "yes", ["ok"], nil),
    ("What does it answer?", "12", ["ok"], nil),
    ("What does it answer?", "2", ["WAITS bob"], false),
    ("What does it answer?", "x=7", ["WAITS bob"], false),
    ("What does it answer?", "he waits, then ok", ["WAITS bob"], true),
    ("What does it answer?", "she waits and then she is aborted", ["ok"], false),
    ("What does it answer?", "then it works", ["ok"], true),
    ("What does it answer?", "q", ["ok"], nil),
    ("What does it answer?", "5g", ["ok"], nil),
    ("What does it answer?", "no anomaly", ["ok"], true),
    ("What does it answer?", "no anomaly", ["ok", "ANOMALY cycle T1 T2"], false),
    ("What does she find?", "two", ["count 2"], true),
    ("What does she find?", "Twenty-two", ["x=22"], true),
    ("What does she find?", "a hundred", ["x=100"], true),
    ("What does she find?", "two hundred", ["x=200"], true),
    ("What does she find?", "2 packets", ["x=2"], true),
    ("What does she find?", "x is 2", ["x=2"], true),
    ("What does she find?", "2 or 3", ["x=2"], nil),
    ("What does she find?", "removed 3 pinned 1", ["removed 3 pinned 1"], true),
    ("What does she find?", "RESUMED bob x=on", ["x=off", "RESUMED bob x=on"], true),
    ("What does she find?", "Alice reads on", ["x=on"], true),
    ("What does she find?", "not 2", ["x=2"], nil),
    ("What does she find?", "more than one", ["x=2"], nil),
    ("What does she find?", "a lot", ["x=2"], nil),
    ("What does she find?", "ok", ["x=2"], nil),
    ("What does she find?", "q", ["x=2"], nil),
    ("What does she find?", "5g", ["x=on"], nil),
    ("What does she find?", "she waits", ["x=2"], false),
    ("What does she find?", "nothing", ["count 0"], true),
    ("What does she find?", "Yes", ["goal=yes"], true),
    ("What does she find?", "no", ["goal=yes"], false),
    ("What does she find?", "yes", ["x=2"], nil),
    ("What does she find?", "ON", ["x=on"], true),
    ("What does she find?", "on and off", ["a=on b=off"], true),
    ("What does she find?", "\u{201C}good day\u{201D}", ["x=\"good day\""], true),
    ("What does she find?", "I have really no idea", ["x=on"], nil),
    ("What does she find?", "maybe", ["x=on"], nil),
    ("What does she find?", "banana", ["x=on"], nil),
    ("What does she find?", "banana", ["(none)"], nil),
    ("What does she find?", "off", ["x=on"], false),
    ("What does she find?", "x=off", ["x=on"], false),
    ("What does she find?", "x=3", ["x=2"], false),
    ("What does she find?", "x=2, y=3", ["x=2"], false),
    ("What does she find?", "a=on", ["a=on b=off"], false),
    ("What does she find?", "b = off and a = on", ["a=on b=off"], true),
    ("What does she find?", "x=banana", ["(none)"], false),
    ("What does she find?", "a=on or b=on", ["a=on b=off"], nil),
    ("What does she find?", "good day", ["x=on"], nil),
    ("What does she find?", "good day", ["a=on b=off"], false),
    ("What does she find?", "hello", ["x=\"good day\""], false),
    ("Who is aborted?", "bob", ["ok", "RESUMED bob ok"], false),
    ("Who is aborted?", "it's Bob", ["ok", "RESUMED bob ABORTED cycle"], true),
    ("Who is aborted?", "no one", ["ok", "RESUMED bob ok"], true),
    ("Who is aborted?", "nobody is aborted", ["WAITS bob"], true),
    ("Who is aborted?", "erin", ["ok"], nil),
    ("Who is aborted?", "2", ["ok"], nil),
    ("Does Bob wait?", "2", ["WAITS alice"], nil),
    ("Does Bob wait?", "yes", ["WAITS alice"], true),
    ("Does Bob wait?", "no", ["WAITS alice"], false),
    ("Is she aborted?", "No.", ["ok"], true),
    ("Is there an anomaly?", "yes", ["ok", "ANOMALY cycle T1 T2"], true),
    ("Is that fair?", "yes", ["ok"], nil),
  ]

  @Test(arguments: sayings.indices) func asPeopleSayIt(_ index: Int) {
    let row = Self.sayings[index]
    #expect(
      Self.fits(row.said, row.answers, to: row.question) == row.fits,
      "\(row.question) \(row.said): \(row.answers)")
  }

  private static let hints: [(question: String, answers: [String], hint: String)] = [
    ("What does it answer?", ["ok"], "Type ok, waits, or aborted."),
    ("What does she find?", ["x=2"], "Type the number, or none."),
    ("What does she find?", ["x=on"], "Type a value from the lesson, or none."),
    ("What does she find?", ["a=1 b=2"], "Type each row as key=value, or none."),
    ("Which keys does she find?", ["a=1"], "Type each row as key=value, or none."),
    ("Does Bob wait?", ["WAITS alice"], "Type yes or no."),
    ("Who is aborted?", ["ok"], "Type a name, or nobody."),
  ]

  /// Who says what cannot be compared is told what the question asks for.
  @Test(arguments: hints.indices) func hintsAreAboutTheQuestion(_ index: Int) {
    let row = Self.hints[index]
    #expect(Self.question(row.question, row.answers).hint == row.hint)
  }

  /// Whether it fits the answers of alice's command; nil if that cannot be compared.
  private static func fits(_ said: String, _ answers: [String], to question: String) -> Bool? {
    let question = self.question(question, answers)
    return question.claim(said)?.fits(Outcomes(answers, of: "alice"), asked: question.asked)
  }

  private static func question(_ question: String, _ answers: [String]) -> ClassQuestion {
    let reads = answers.first.map { $0.contains("=") || $0.contains("count") } ?? false
    return ClassQuestion(
      question, next: "alice", of: ["alice", "bob", "carol", "dave"], answers: [answers],
      stored: ["on", "off", "hello", "good day", "2"], reads: reads)
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
      let outcomes = Outcomes(answers, of: "alice", waiting: [waiting])
      let fitting = ["ok", "aborted", "waits"].filter {
        Claim.outcome([$0], of: nil).fits(outcomes, asked: asked)
      }
      #expect(fitting == [right == "timeout" ? "aborted" : right], "\(asked) \(answers)")
      #expect(Claim.outcome([right], of: nil).fits(outcomes, asked: asked))
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
    #expect(lecture.farewell.hasSuffix("1 of 1 prediction was right."))
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
    for said in ["", "  ", "p", "P"] {
      var lecture = try question("write-skew", .snapshot)
      lecture.answer(said)
      #expect(lecture.steps.done == 10)
      #expect(lecture.score == nil)
    }
  }

  /// What cannot be compared is asked again, and neither passed over nor counted.
  @Test(arguments: [(80, 24), (40, 12)])
  func whatCannotBeComparedIsAskedAgain(_ columns: Int, _ rows: Int) throws {
    var lecture = try question("write-skew", .snapshot)
    lecture.resize(columns: columns, rows: rows)
    let there = lecture.index
    for said in ["yes", "perhaps", "q", "12", String(repeating: "x ", count: 100)] {
      lecture.answer(said)
      #expect(lecture.index == there && lecture.score == nil)
      #expect(lecture.field == .answer(""))
      let screen = screen(lecture).joined(separator: " ")
      #expect(screen.contains("cannot be compared."))
      #expect(screen.contains("Type ok, waits, or aborted."))
      #expect(screen.contains("Your answer:"))
    }
    lecture.answer("It works")
    #expect(lecture.score?.right == 1)
    #expect(!screen(lecture).joined().contains("cannot be compared"))
  }

  @Test func theScoreIsASentence() throws {
    let text = (1...3).map { number in
      "**Predict:** what is x?\n\n```isolab\n.reset\n.seed x=\(number)\nBEGIN\nGET x\n```\n"
    }
    for (answers, told) in [
      (["1", "2", "3"], "3 of 3 predictions were right."),
      (["1", "9", "9"], "1 of 3 predictions was right."),
      (["9", "9", ""], "0 of 2 predictions were right."),
      (["9", "", ""], "0 of 1 prediction was right."),
    ] {
      let scenario = try Scenario.read(bytes: Array(text.joined().utf8), file: "a.md")
      var lecture = PlayTests.start(scenario)
      var left = answers[...]
      while lecture.stop != .end {
        if lecture.stop.isQuestion {
          lecture.answer(left.popFirst() ?? "")
        } else {
          lecture.forward()
        }
      }
      #expect(lecture.farewell.hasSuffix(told))
      #expect(screen(lecture).contains(told))
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
