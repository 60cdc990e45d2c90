import Engine
import Language
import Layout
import Pages
import Presenting
import Runs
import Sessions
import Telling
import Testing
import Vocabulary

/// Lectures: forward, back, to a step, into another mode, and aside.
@Suite struct PlayTests {
  static func lesson(_ name: String) throws -> Scenario {
    let bytes = try #require(Lesson.text(named: name))
    return try Scenario.read(bytes: bytes, file: "\(name).md")
  }

  static func start(
    _ scenario: Scenario, _ mode: IsolationMode? = nil, columns: Int = 80, rows: Int = 24
  ) -> Lecture {
    Lecture(scenario, mode: mode, room: ViewSize(columns: columns, rows: rows))
  }

  /// All that can be seen at a place, and all that is stored there.
  static func state(_ lecture: Lecture) -> [String] {
    lecture.screen.map(\.text)
      + (lecture.lab.export(as: .json) ?? [])
      + [lecture.lab.prompt, lecture.lab.closing.text]
  }

  /// What is stored at a place, and where it is.
  static func stored(_ lecture: Lecture) -> [String] {
    ["\(lecture.stop)", lecture.lab.prompt]
      + [lecture.lab.closing.text]
  }

  /// Forward to the end; what was seen on the way.
  static func walk(
    _ lecture: inout Lecture, seeing look: (Lecture) -> [String]
  ) -> [[String]] {
    var seen = [look(lecture)]
    while lecture.stop != .end {
      lecture.forward()
      seen.append(look(lecture))
    }
    return seen
  }

  @Test(arguments: Lesson.names)
  func backIsExactFromEveryPlaceInEveryMode(_ name: String) throws {
    let scenario = try Self.lesson(name)
    for mode in scenario.modes {
      var lecture = Self.start(scenario, mode)
      let look = mode == scenario.standardMode ? Self.state : Self.stored
      var seen = Self.walk(&lecture, seeing: look)
      #expect(seen.count > 4)
      while let there = seen.popLast() {
        #expect(look(lecture) == there)
        lecture.back()
      }
      #expect(lecture.notice == "this is the start")
    }
  }

  /// By the number in its prompt, and for a RETRY by that of each of its steps.
  @Test(arguments: Lesson.names)
  func everyStepCanBeGoneTo(_ name: String) throws {
    let scenario = try Self.lesson(name)
    for mode in Self.start(scenario).modes {
      var walked = Self.start(scenario, mode)
      var seen: [LecturePlan.Stop: [String]] = [:]
      while walked.stop != .end {
        walked.forward()
        if case .ran = walked.stop, walked.page == 0 { seen[walked.stop] = Self.state(walked) }
      }
      var lecture = Self.start(scenario, mode)
      var compared = 0
      for part in (1...scenario.partCount).reversed() {
        lecture.go(toStep: 0, ofPart: part)
        let all = lecture.steps.all
        for step in (1...all).reversed() {
          lecture.go(toStep: step, ofPart: part)
          #expect(lecture.notice == nil)
          #expect(lecture.steps.part == part && lecture.steps.done >= step)
          guard let there = seen[lecture.stop] else { continue }
          #expect(Self.state(lecture) == there, "\(mode) \(part).\(step)")
          compared += 1
        }
        lecture.go(toStep: all + 1)
        let point = scenario.partCount == 1 ? "" : "\(part)."
        #expect(
          lecture.notice == "there is no step \(point)\(all + 1); the last is \(point)\(all)")
      }
      #expect(compared >= seen.count / 2)
    }
  }

  /// Back from a step that was gone to is where one press leads to it.
  @Test(arguments: ["lost-update", "retry"])
  func backFromAStepIsOnePressBeforeIt(_ name: String) throws {
    var walked = Self.start(try Self.lesson(name))
    while walked.stop != .end {
      let before = walked
      walked.forward()
      guard case .ran = walked.stop, walked.steps.done > before.steps.done else { continue }
      var lecture = Self.start(walked.scenario)
      lecture.go(toStep: walked.steps.done, ofPart: walked.steps.part)
      lecture.back()
      #expect(Self.state(lecture) == Self.state(before))
    }
  }

  @Test func aPartThatIsNotThereIsRefused() throws {
    var lecture = Self.start(try Self.lesson("write-skew"))
    lecture.go(toStep: 5, ofPart: 2)
    #expect(lecture.steps == (2, 5, 12))
    lecture.go(toStep: 1, ofPart: 3)
    #expect(lecture.notice == "there is no part 3; the last is 2")
    lecture.go(toStep: 4)
    #expect(lecture.steps == (2, 4, 12))
    var short = Self.start(try Scenario.read(bytes: Array(".seed x=1".utf8), file: "a.isolab"))
    short.go(toStep: 1)
    #expect(short.notice == "there is no step 1; the last is 0")
    lecture.go(toStep: 0)
    #expect(lecture.steps.part == 1 && lecture.steps.done == 0)
  }

  @Test(arguments: Lesson.names)
  func aSwitchOfTheModeKeepsThePlaceAndComesBack(_ name: String) throws {
    let scenario = try Self.lesson(name)
    var lecture = Self.start(scenario)
    while lecture.stop != .end {
      lecture.forward()
      guard case .ran = lecture.stop else { continue }
      let before = Self.stored(lecture)
      var switched = lecture
      for _ in lecture.modes {
        switched.switchMode()
        #expect(switched.stop == lecture.stop)
      }
      #expect(switched.mode == lecture.mode)
      #expect(Self.stored(switched) == before)
    }
  }

  @Test func aModeIsAsIfTheLessonHadBeenBegunInIt() throws {
    let scenario = try Self.lesson("write-skew")
    for mode in scenario.modes {
      var begun = Self.start(scenario, mode)
      begun.go(toStep: 11)
      var switched = Self.start(scenario)
      switched.go(toStep: 11)
      while switched.mode != mode { switched.switchMode() }
      #expect(Self.stored(begun) == Self.stored(switched))
    }
  }

  /// From the mode that is shown, in the order of the lesson's `.modes`, and around.
  @Test(
    arguments: [
      ("one-arrow", nil, "ssi rc si wsi sgt 2pl ssi"),
      ("one-arrow", .snapshot, "si wsi sgt 2pl ssi"),
      ("write-skew", nil, "si wsi ssi rc si"), ("dirty-read", .serializationGraph, "sgt ru rc"),
    ] as [(String, IsolationMode?, String)])
  func modesFollowInTheOrderThatTheLessonNames(
    _ name: String, _ mode: IsolationMode?, _ wanted: String
  ) throws {
    var lecture = Self.start(try Self.lesson(name), mode)
    let seen = wanted.split(separator: " ").map { _ in
      defer { lecture.switchMode() }
      return lecture.mode.shortName
    }
    #expect(seen.joined(separator: " ") == wanted)
  }

  /// Each lesson leads to the next one, and the last one says that it is the last.
  @Test func theEndNamesTheNextLesson() throws {
    for (place, name) in Lesson.names.enumerated() {
      var lecture = Self.start(try Self.lesson(name))
      lecture.sequel = Lesson.sequel(of: name.uppercased() + ".md", playedWith: "isolab play")
      let next = Lesson.names.dropFirst(place + 1).first
      let told = next.map { "The next lesson: isolab play \($0)" }
      let wanted = told ?? "This was the last lesson of the course."
      lecture.goToEnd()
      #expect(lecture.screen.map(\.text).contains(wanted))
      #expect(lecture.sentences.last == wanted)
    }
    #expect(Lesson.sequel(of: "no-lesson", playedWith: "isolab play") == nil)
  }

  @Test func aForkLeavesTheLessonAlone() throws {
    var lecture = Self.start(try Self.lesson("write-skew"))
    lecture.go(toStep: 9)
    let before = Self.state(lecture)
    lecture.attempt("bob: PUT bob_status ill")
    lecture.attempt("bob: COMMIT")
    lecture.forward()
    #expect(lecture.notice == "these are your own commands; b goes back to the lesson")
    lecture.switchMode()
    #expect(lecture.fork != nil && lecture.mode == .snapshot)
    #expect(
      lecture.screen.map(\.text).contains {
        $0.hasPrefix("bob_status") && $0.hasSuffix("ill")
      })
    lecture.back()
    #expect(Self.state(lecture) == before)
  }

  @Test func aForkRefusesWhatTheShellRefuses() throws {
    var lecture = Self.start(try Self.lesson("lost-update"))
    lecture.go(toStep: 6)
    lecture.attempt("bob: GET counter")
    #expect(lecture.screen.map(\.text).contains { $0.hasPrefix("  error waiting ;") })
    lecture.attempt("NONSENSE")
    #expect(lecture.screen.map(\.text).contains { $0.hasPrefix("  error syntax ;") })
    lecture.attempt(".undo")
    #expect(lecture.screen.map(\.text).contains { $0.hasPrefix("  error unavailable ;") })
    lecture.attempt(".quit")
    #expect(lecture.fork == nil)
  }

  @Test func aReasonIsHiddenUntilItIsAskedFor() throws {
    var lecture = Self.start(try Self.lesson("lost-update"))
    lecture.go(toStep: 6)
    #expect(!Self.state(lecture)[..<24].joined().contains("alice wrote counter"))
    lecture.toggle(.why)
    #expect(lecture.screen.map(\.text).joined().contains("alice wrote counter"))
    lecture.forward()
    #expect(lecture.panel == nil)
  }

  @Test func proseStopsAtDashesQuestionsAndNotes() throws {
    let text = """
      # Title

      One.
      <!-- note: say
      this -->

      ---

      Two.

      **Predict:** what
      now?

      ```isolab
      .seed x=1
      BEGIN
      GET x
      ```

      Three.
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    let stops = Self.start(scenario).plan.stops
    func told(_ text: String, line: Int) -> [ProseBlock] {
      [ProseBlock(.paragraph([.text(text)]), lines: line..<(line + 1))]
    }
    #expect(
      stops == [
        .narration(told("One.", line: 3), notes: ["say this"]),
        .narration(told("Two.", line: 9), notes: []),
        .question("Predict: what now?", notes: [], about: 1..<3),
        .typed(0), .ran(0), .typed(1), .ran(1), .typed(2), .ran(2),
        .narration(told("Three.", line: 20), notes: []), .end,
      ])
  }

  /// The prose leads to them, and the words that check them are not shown.
  @Test(arguments: Lesson.names) func whatHoldsInAllOrdersIsTold(_ name: String) throws {
    let scenario = try Self.lesson(name)
    let told = Self.start(scenario).plan.stops.flatMap { stop -> [String] in
      if case .narration(let prose, _) = stop { prose.rows() } else { [] }
    }
    let lead = "The following holds across all orders of these steps:"
    let leading = told.indices.filter { told[$0] == lead }
    for place in leading {
      let claim = try #require(told.dropFirst(place + 1).first)
      #expect(scenario.entries.contains { "- \($0.text.dropFirst(".expect ".count))" == claim })
    }
    let passages = scenario.passages.flatMap(\.lines)
    #expect(leading.count == passages.count { $0 == lead })
  }

  @Test func aPlainScriptCanBeShownAndQuits() throws {
    let scenario = try Scenario.read(
      bytes: Array("BEGIN\nPUT x 1\n.quit\nCOMMIT\n".utf8), file: "a.isolab")
    var lecture = Self.start(scenario)
    let seen = Self.walk(&lecture, seeing: Self.stored)
    #expect(seen.count == 3)
    #expect(lecture.steps.all == 2)
    #expect(lecture.farewell == "a.isolab: snapshot, left at step 2 of 2.")
  }

  @Test func timePassesOnlyByTheLesson() throws {
    let scenario = try Scenario.read(
      bytes: Array(".timeout 1s\nBEGIN\n.advance 999ms\n.advance 1ms\n".utf8), file: "a.isolab")
    var lecture = Self.start(scenario)
    lecture.go(toStep: 1)
    #expect(lecture.lab.prompt == "2 alice*> ")
    // The first .advance takes no step, for nothing expires.
    lecture.go(toStep: 2)
    #expect(lecture.lab.prompt == "3 alice!> ")
    lecture.back()
    lecture.back()
    #expect(lecture.lab.prompt == "2 alice*> ")
    #expect(lecture.steps == (1, 1, 2))
  }
}
