import Engine
import Lab
import Layout
import Rendering
import Scripting
import Sessions
import Testing
import Vocabulary

/// Demonstrations: forward, back, to a step, into another mode, and aside.
@Suite struct PlayTests {
  static func lesson(_ name: String) throws -> Scenario {
    let bytes = try #require(Lesson.text(named: name))
    return try Scenario.read(bytes: bytes, file: "\(name).md")
  }

  static func start(
    _ scenario: Scenario, _ mode: IsolationMode? = nil, columns: Int = 80, rows: Int = 24
  ) -> Demonstration {
    Demonstration(scenario, mode: mode, room: StageRoom(columns: columns, rows: rows))
  }

  /// All that can be seen at a place, and all that is stored there.
  static func state(_ demonstration: Demonstration) -> [String] {
    demonstration.screen.map(\.text)
      + (demonstration.laboratory.export(as: .json) ?? [])
      + [demonstration.laboratory.prompt, demonstration.laboratory.closing.text]
  }

  /// What is stored at a place, and where it is.
  static func stored(_ demonstration: Demonstration) -> [String] {
    ["\(demonstration.stop)", demonstration.laboratory.prompt]
      + [demonstration.laboratory.closing.text]
  }

  /// Forward to the end; what was seen on the way.
  static func walk(
    _ demonstration: inout Demonstration, seeing look: (Demonstration) -> [String]
  ) -> [[String]] {
    var seen = [look(demonstration)]
    while demonstration.stop != .end {
      demonstration.forward()
      seen.append(look(demonstration))
    }
    return seen
  }

  @Test(arguments: Lesson.names)
  func backIsExactFromEveryPlaceInEveryMode(_ name: String) throws {
    let scenario = try Self.lesson(name)
    for mode in scenario.modes {
      var demonstration = Self.start(scenario, mode)
      let look = mode == scenario.standardMode ? Self.state : Self.stored
      var seen = Self.walk(&demonstration, seeing: look)
      #expect(seen.count >= demonstration.script.stops.count)
      while let there = seen.popLast() {
        #expect(look(demonstration) == there)
        demonstration.back()
      }
      #expect(demonstration.notice == "this is the start")
    }
  }

  /// By the number in its prompt, and for a RETRY by that of each of its steps.
  @Test(arguments: Lesson.names)
  func everyStepCanBeGoneTo(_ name: String) throws {
    let scenario = try Self.lesson(name)
    for mode in Self.start(scenario).modes {
      var walked = Self.start(scenario, mode)
      var seen: [(part: Int, steps: ClosedRange<Int>, state: [String])] = []
      seen.append((1, 0...0, Self.state(walked)))
      while walked.stop != .end {
        let before = walked.steps
        walked.forward()
        let (part, done, _) = walked.steps
        if part > before.part {
          seen.append((part, 0...0, Self.state(walked)))
        } else if done > before.done {
          let prompt = try #require(walked.sentences.first?.firstMatch(of: #/^([0-9]+) /#)?.1)
          let first = try #require(Int(prompt))
          seen.append((part, first...done, Self.state(walked)))
        }
      }
      var demonstration = Self.start(scenario, mode)
      for place in seen.reversed() {
        for step in place.steps {
          demonstration.go(toStep: step, ofPart: place.part)
          #expect(Self.state(demonstration) == place.state, "\(mode) \(place.part).\(step)")
        }
      }
      let all = demonstration.steps.all
      demonstration.go(toStep: all + 1)
      let point = seen.last?.part == 1 ? "" : "1."
      #expect(
        demonstration.notice == "there is no step \(point)\(all + 1); the last is \(point)\(all)")
      #expect(demonstration.steps.done == 0)
    }
  }

  @Test func aPartThatIsNotThereIsRefused() throws {
    var demonstration = Self.start(try Self.lesson("write-skew"))
    demonstration.go(toStep: 5, ofPart: 2)
    #expect(demonstration.steps == (2, 5, 12))
    demonstration.go(toStep: 1, ofPart: 3)
    #expect(demonstration.notice == "there is no part 3; the last is 2")
    demonstration.go(toStep: 4)
    #expect(demonstration.steps == (2, 4, 12))
    var short = Self.start(try Scenario.read(bytes: Array(".seed x=1".utf8), file: "a.isolab"))
    short.go(toStep: 1)
    #expect(short.notice == "there is no step 1; the last is 0")
    demonstration.go(toStep: 0)
    #expect(demonstration.steps.part == 1 && demonstration.steps.done == 0)
  }

  @Test(arguments: Lesson.names)
  func aSwitchOfTheModeKeepsThePlaceAndComesBack(_ name: String) throws {
    let scenario = try Self.lesson(name)
    var demonstration = Self.start(scenario)
    while demonstration.stop != .end {
      demonstration.forward()
      guard case .ran = demonstration.stop else { continue }
      let before = Self.stored(demonstration)
      var switched = demonstration
      for _ in demonstration.modes {
        switched.switchMode()
        #expect(switched.stop == demonstration.stop)
      }
      #expect(switched.mode == demonstration.mode)
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

  @Test func aForkLeavesTheLessonAlone() throws {
    var demonstration = Self.start(try Self.lesson("write-skew"))
    demonstration.go(toStep: 9)
    let before = Self.state(demonstration)
    demonstration.attempt("bob: PUT bob_status ill")
    demonstration.attempt("bob: COMMIT")
    demonstration.forward()
    #expect(demonstration.notice == "these are your own commands; b goes back to the lesson")
    demonstration.switchMode()
    #expect(demonstration.fork != nil && demonstration.mode == .snapshot)
    #expect(
      demonstration.screen.map(\.text).contains {
        $0.hasPrefix("bob_status") && $0.hasSuffix("ill")
      })
    demonstration.back()
    #expect(Self.state(demonstration) == before)
  }

  @Test func aForkRefusesWhatTheShellRefuses() throws {
    var demonstration = Self.start(try Self.lesson("lost-update"))
    demonstration.go(toStep: 6)
    demonstration.attempt("bob: GET counter")
    #expect(demonstration.screen.map(\.text).contains { $0.hasPrefix("  error waiting ;") })
    demonstration.attempt("NONSENSE")
    #expect(demonstration.screen.map(\.text).contains { $0.hasPrefix("  error syntax ;") })
    demonstration.attempt(".undo")
    #expect(demonstration.screen.map(\.text).contains { $0.hasPrefix("  error unavailable ;") })
    demonstration.attempt(".quit")
    #expect(demonstration.fork == nil)
  }

  @Test func aReasonIsHiddenUntilItIsAskedFor() throws {
    var demonstration = Self.start(try Self.lesson("lost-update"))
    demonstration.go(toStep: 6)
    #expect(!Self.state(demonstration)[..<24].joined().contains("alice wrote counter"))
    demonstration.toggle(.why)
    #expect(demonstration.screen.map(\.text).joined().contains("alice wrote counter"))
    demonstration.forward()
    #expect(demonstration.panel == nil)
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
    let stops = Self.start(scenario).script.stops
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
    let told = Self.start(scenario).script.stops.flatMap { stop -> [String] in
      if case .narration(let prose, _) = stop { prose.rows() } else { [] }
    }
    let leading = told.indices.filter { told[$0] == "Of all orders of these steps:" }
    for place in leading {
      let claim = try #require(told.dropFirst(place + 1).first)
      #expect(scenario.entries.contains { "- \($0.text.dropFirst(".expect ".count))" == claim })
    }
    let passages = scenario.passages.flatMap(\.lines)
    #expect(leading.count == passages.count { $0 == "Of all orders of these steps:" })
  }

  @Test func aPlainScriptCanBeShownAndQuits() throws {
    let scenario = try Scenario.read(
      bytes: Array("BEGIN\nPUT x 1\n.quit\nCOMMIT\n".utf8), file: "a.isolab")
    var demonstration = Self.start(scenario)
    let seen = Self.walk(&demonstration, seeing: Self.stored)
    #expect(seen.count == 6)
    #expect(demonstration.steps.all == 2)
    #expect(demonstration.farewell == "a.isolab: snapshot, left at step 2 of 2.")
  }

  @Test func timePassesOnlyByTheLesson() throws {
    let scenario = try Scenario.read(
      bytes: Array(".timeout 1s\nBEGIN\n.advance 999ms\n.advance 1ms\n".utf8), file: "a.isolab")
    var demonstration = Self.start(scenario)
    demonstration.go(toStep: 1)
    #expect(demonstration.laboratory.prompt == "2 alice*> ")
    // The first .advance takes no step, for nothing expires.
    demonstration.go(toStep: 2)
    #expect(demonstration.laboratory.prompt == "3 alice!> ")
    demonstration.back()
    demonstration.back()
    #expect(demonstration.laboratory.prompt == "2 alice*> ")
    #expect(demonstration.steps == (1, 1, 2))
  }
}
