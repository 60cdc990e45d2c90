import Language
import Runs
import Testing
import Vocabulary

@testable import Presenting

/// How much one press does.
@Suite struct PlayPaceTests {
  /// One press for each page of each stop, and none left out: a question and the command that
  /// answers it took one press together.
  private func placesOneByOne(_ scenario: Scenario, _ mode: IsolationMode) -> Int {
    var lecture = PlayTests.start(scenario, mode)
    var presses = 0
    for (place, stop) in lecture.plan.stops.enumerated().dropFirst() {
      lecture.stand(at: place)
      if case .typed(let entry) = stop, lecture.plan.isAsked(about: entry) { continue }
      presses += lecture.pageCount
    }
    lecture.stand(at: 0)
    return presses + lecture.pageCount - 1
  }

  @Test(arguments: Lesson.names)
  func aLessonTakesHalfAPressForEachPlace(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for mode in scenario.modes {
      var lecture = PlayTests.start(scenario, mode)
      let presses = PlayTests.walk(&lecture) { _ in [] }.count - 1
      #expect(presses * 2 <= placesOneByOne(scenario, mode), "\(mode)")
    }
  }

  /// Whatever is more than a plain `ok` stands on the screen after some press; what is run on the
  /// way there is in the lanes or above it.
  @Test(arguments: Lesson.names) func nothingWithNewsIsPassedOver(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for mode in scenario.modes {
      var lecture = PlayTests.start(scenario, mode)
      var seen: Set<LecturePlan.Stop> = [lecture.stop]
      while lecture.stop != .end {
        lecture.forward()
        seen.insert(lecture.stop)
      }
      for stop in lecture.plan.stops where !seen.contains(stop) {
        // Notes alone are shown without a stop.
        if case .narration([], _) = stop { continue }
        guard case .ran(let entry) = stop else {
          #expect(stop.command != nil)
          continue
        }
        let played = lecture.run.lines[entry]
        let isRule = played.line.text.hasPrefix(".rule ")
        #expect(
          played.answers.allSatisfy { $0 == "ok" || isRule && $0.hasSuffix("holds") },
          "\(played.transcriptLine)")
        #expect(!lecture.plan.isAsked(about: entry))
      }
    }
  }

  /// The presses after which docs/for-teachers.md stops.
  @Test(arguments: [
    ("lost-update", IsolationMode.readCommitted, 11, "bob> RETRY"),
    ("one-arrow", .serializableSnapshot, 8, "alice> .graph"),
    ("retry", .serializableSnapshot, 12, "alice*> SCAN"),
  ])
  func thePlanForTeachersCountsRightly(
    _ name: String, _ mode: IsolationMode, _ presses: Int, _ command: String
  ) throws {
    var lecture = PlayTests.start(try PlayTests.lesson(name), mode)
    for _ in 1...presses { lecture.forward() }
    guard case .ran(let entry) = lecture.stop else {
      Issue.record("\(lecture.stop)")
      return
    }
    #expect(lecture.typed(entry).hasSuffix(" \(command)"))
  }

  @Test func whatPreparesIsRunOnTheWay() throws {
    let lecture = try walk(
      """
      # T

      Look.

      ```isolab
      .seed x=1
      alice: BEGIN
      bob: BEGIN
      alice: PUT x 2
      bob: GET x
      bob: COMMIT
      alice: COMMIT
      bob: BEGIN
      bob: PUT x 3
      bob: ROLLBACK
      ```
      """)
    #expect(lecture.stops == [.ran(3), .ran(4), .ran(6), .ran(8), .ran(9), .end])
    let first = lecture.screens[0]
    #expect(
      first.contains(
        "1 alice> .seed x=1  ok\n1 alice> BEGIN  ok\n2 bob> BEGIN  ok\n3 alice*> PUT x 2\n  ok\n"))
    #expect(lecture.screens[2].contains("5 bob*> COMMIT  ok\n6 alice*> COMMIT\n  ok\n"))
  }

  /// Where prose or a question leads to it, a surprise is run by the press that types it.
  @Test func aSurpriseIsTypedFirst() throws {
    func stops(_ prose: String) throws -> [LecturePlan.Stop] {
      try walk(
        """
        # T

        ```isolab
        .seed x=1
        alice: BEGIN
        bob: BEGIN
        alice: PUT x 2
        bob: PUT x 3
        ```
        \(prose)
        ```isolab
        alice: COMMIT
        ```
        """, .snapshot
      ).stops
    }
    #expect(try stops("") == [.ran(3), .ran(4), .typed(5), .ran(5), .end])
    let told = try stops("\nAlice commits.\n")
    #expect(told.count == 5 && told.suffix(2) == [.ran(5), .end])
    let asked = try stops("\n**Predict:** what does Bob get?\n")
    #expect(asked.count == 5 && asked.suffix(2) == [.ran(5), .end])
  }

  @Test func oneKeyLeadsToTheNextQuestion() throws {
    var lecture = PlayTests.start(try PlayTests.lesson("lost-update"))
    let start = PlayTests.state(lecture)
    lecture.goToNextQuestion()
    #expect(lecture.stop.isQuestion && lecture.steps.done == 5)
    let first = PlayTests.state(lecture)
    lecture.goToNextQuestion()
    #expect(lecture.stop.isQuestion && lecture.steps.done > 5)
    lecture.back()
    #expect(PlayTests.state(lecture) == first)
    lecture.back()
    #expect(PlayTests.state(lecture) == start)
    for _ in 1...3 { lecture.goToNextQuestion() }
    #expect(lecture.notice == "there is no question after this; G goes to the end")
  }

  /// What becomes of a prediction is never passed over.
  @Test func aDecisionStopsThePress() throws {
    let text = """
      # T

      **Predict:** what is x in the end?

      ```isolab
      alice: BEGIN
      alice: PUT x 12
      alice: COMMIT
      alice: BEGIN
      alice: ROLLBACK
      ```

      **Predict:** and now?

      ```isolab
      BEGIN
      ```
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    for goesOn: (inout Lecture) -> Void in [{ $0.forward() }, { $0.goToNextQuestion() }] {
      var lecture = PlayTests.start(scenario)
      lecture.goToNextQuestion()
      lecture.answer("anomaly")
      while lecture.score == nil, lecture.stop != .end { goesOn(&lecture) }
      #expect(lecture.stop == .ran(4))
      #expect(lecture.screen.map(\.text).contains("Wrong: you said anomaly"))
    }
  }

  private func walk(
    _ text: String, _ mode: IsolationMode? = nil
  ) throws -> (stops: [LecturePlan.Stop], screens: [String]) {
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario, mode)
    var stops: [LecturePlan.Stop] = []
    var screens: [String] = []
    while lecture.stop != .end {
      lecture.forward()
      stops.append(lecture.stop)
      screens.append(lecture.screen.map { "\($0.text)\n" }.joined())
    }
    return (stops, screens)
  }
}
