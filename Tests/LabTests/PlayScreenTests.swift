import Language
import Layout
import Presenting
import Runs
import Telling
import Testing
import Vocabulary

/// The screen of a lecture, in several sizes.
@Suite struct PlayScreenTests {
  @Test(arguments: Lesson.names)
  func noRowIsWiderThanTheScreen(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for (columns, rows, isASCII) in [(80, 24, false), (40, 12, true)] {
      var display = Display()
      display.isASCII = isASCII
      var lecture = Lecture(
        scenario, mode: scenario.modes.last, room: ViewSize(columns: columns, rows: rows),
        display: display)
      lecture.showsNotes = true
      while true {
        check(lecture, columns, rows)
        guard lecture.stop != .end else { break }
        lecture.forward()
      }
    }
  }

  @Test(arguments: ["dirty-read", "tombstones"])
  func whatIsShownInPassingFitsToo(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for (columns, rows) in [(80, 24), (40, 12)] {
      var lecture = PlayTests.start(scenario, columns: columns, rows: rows)
      while lecture.stop != .end {
        lecture.forward()
        guard case .ran = lecture.stop else { continue }
        for kind: Lecture.Kind in [.why, .timeline, .versions, .compare, .keys] {
          lecture.toggle(kind)
          while lecture.panel != nil {
            check(lecture, columns, rows)
            lecture.forward()
          }
        }
        var switched = lecture
        switched.switchMode()
        check(switched, columns, rows)
      }
    }
  }

  @Test func anySizeIsAnswered() throws {
    var lecture = PlayTests.start(try PlayTests.lesson("write-skew"))
    lecture.go(toStep: 10)
    for columns in [1, 2, 5, 20, 39, 40, 41, 200] {
      for rows in [1, 2, 3, 11, 12, 13, 80] {
        lecture.resize(columns: columns, rows: rows)
        check(lecture, columns, rows)
      }
    }
  }

  /// Lanes are those of the whole lesson, wherever they are to be seen, and as in a timeline.
  @Test(arguments: Lesson.names) func lanesDoNotMove(_ name: String) throws {
    var lecture = PlayTests.start(try PlayTests.lesson(name))
    var headings: Set<String> = []
    while lecture.stop != .end {
      lecture.forward()
      if let heading = lecture.view.lanes.groups.first?.first?.text { headings.insert(heading) }
    }
    #expect(headings.count == 1)
    let names = headings.first?.split(separator: " ").dropFirst().map { SessionName(String($0)) }
    #expect(names == lecture.plan.sessions)
  }

  /// At every place nothing scrolls where there are rows for the whole lesson.
  @Test(arguments: Lesson.names) func allStepsStayOnALargeScreen(_ name: String) throws {
    var lecture = PlayTests.start(try PlayTests.lesson(name), columns: 200, rows: 60)
    while lecture.stop != .end {
      lecture.forward()
      let view = lecture.view
      guard view.share != .whole else { continue }
      let rows = Set(screen(lecture))
      let isWhole = view.lanes.groups.joined().allSatisfy { rows.contains($0.text) }
      let data = screen(lecture).filter { $0.hasSuffix(" more; v shows them") }
      #expect(isWhole && data.isEmpty, "\(lecture.stop)")
    }
  }

  /// From step to step; only a longer text takes rows of the lanes.
  @Test(arguments: ["write-skew", "lost-update", "tombstones"])
  func thePartsOfTheScreenDoNotMove(_ name: String) throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      var lecture = PlayTests.start(try PlayTests.lesson(name), columns: columns, rows: rows)
      var places: Set<[Int]> = []
      while lecture.stop != .end {
        lecture.forward()
        guard case .part = lecture.view.share else { continue }
        let rows = screen(lecture)
        places.insert(rows.indices.filter { rows[$0].hasPrefix("──") })
      }
      #expect(places.count == 1, "\(columns)x\(rows): \(places)")
    }
  }

  /// A table has the whole screen if it does not fit below the lanes; pages repeat its headings.
  @Test(arguments: [(5, 1, 0), (14, 2, 1), (40, 5, 3)])
  func tablesHaveTheirPages(_ count: Int, _ all: Int, _ whole: Int) throws {
    let rows = (1...count).map { "| \($0) | row \($0) |" }.joined(separator: "\n")
    let text = """
      # T

      ```isolab
      BEGIN
      PUT x 1
      ```

      Above.

      | number | name |
      | --- | --- |
      \(rows)

      Below.

      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    lecture.go(toStep: 2)
    lecture.forward()
    var shown: [[String]] = []
    while lecture.stop != .end {
      shown.append(screen(lecture))
      lecture.forward()
    }
    #expect(shown.count == all)
    #expect(shown.count { page in !page.contains { $0.hasPrefix("── data") } } == whole)
    let told = shown.joined().filter { $0.contains("  row ") }
    #expect(told.map { $0.split(separator: " ").last ?? "" } == (1...count).map { "\($0)" })
    for page in shown where page.contains(where: { $0.contains("  row ") }) {
      #expect(page.contains("number  name"))
    }
  }

  /// The class need not turn a page to see whether it was right.
  @Test func theVerdictIsOnTheFirstPage() throws {
    let reads = String(repeating: "GET x\n", count: 12)
    let text = """
      # T

      ```isolab
      .mode ssi
      .seed x=1 y=1
      bob: BEGIN
      bob: GET y
      BEGIN
      \(reads)PUT y 2
      bob: PUT x 2
      bob: COMMIT
      COMMIT
      ```

      **Predict:** What does it answer?

      ```isolab
      RETRY
      ```

      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario, .serializableSnapshot)
    while !lecture.stop.isQuestion { lecture.forward() }
    lecture.answer("waits")
    #expect(screen(lecture).contains("Wrong: you said waits"))
    #expect(lecture.view.status.hasSuffix("page 1 of 2"))
    lecture.forward()
    #expect(!screen(lecture).contains("Wrong: you said waits"))
    #expect(lecture.view.status.hasSuffix("page 2 of 2"))
  }

  /// An answer has its look alone, without the blanks, the label, and the prose beside it.
  @Test func onlyTheAnswerIsPainted() {
    for (text, shown) in [
      ("  ABORTED deadlock ; why", "ABORTED deadlock"),
      ("  si  ABORTED deadlock", "ABORTED deadlock"),
      ("    of two rows", "of two rows"),
    ] {
      let row = ViewRow.answer("ABORTED deadlock", shown: text)
      #expect(row.text == text)
      #expect(row.line.spans.contains { $0.text == shown && $0.style == .bad })
    }
    #expect(ViewRow.answer("", shown: "  a note").line == StyledText("  a note"))
  }

  /// The reasons do not hide what they are about where both have room; lanes use the width.
  @Test func largeScreensAreUsed() throws {
    let scenario = try PlayTests.lesson("write-skew")
    var lecture = PlayTests.start(scenario, .serializableSnapshot, columns: 120, rows: 40)
    lecture.go(toStep: 10)
    lecture.toggle(.why)
    let rows = screen(lecture)
    #expect(rows.contains { $0.hasSuffix("ABORTED dangerous-structure, needed") })
    #expect(rows.contains { $0.contains("  7   │ IF count(* = on) >= 2 THEN PUT alice_") })
    #expect(rows.contains { $0.hasPrefix("── why ") } && rows.contains { $0.hasPrefix("── data ") })
    #expect(rows.contains("  rule   pivot: alice -> bob -> alice, and alice committed first."))
    lecture.resize(columns: 40, rows: 12)
    #expect(lecture.view.share == .whole)
  }

  @Test func aSessionOfAForkHasALaneOfItsOwn() throws {
    var lecture = PlayTests.start(try PlayTests.lesson("write-skew"))
    lecture.go(toStep: 3)
    lecture.attempt(".sessions carol")
    #expect(lecture.view.lanes.groups.first?.first?.text.contains("carol") == false)
    lecture.attempt("carol: BEGIN")
    #expect(lecture.view.lanes.groups.first?.first?.text.hasSuffix("carol") == true)
    lecture.back()
    #expect(lecture.view.lanes.groups.first?.first?.text.hasSuffix("bob") == true)
  }

  /// Where not all lanes have room, those are shown in which something happens.
  @Test func theLanesOfTheLastStepAreShown() throws {
    var lecture = PlayTests.start(
      try PlayTests.lesson("long-fork"), columns: 40, rows: 12)
    lecture.go(toStep: 8)
    #expect(screen(lecture)[1].contains("alice"))
    lecture.go(toStep: 11)
    #expect(screen(lecture)[1].contains("carol"))
  }

  /// A command is typed letter by letter below those that are run on the way to it.
  @Test func letterByLetter() throws {
    let value = String(repeating: "ab ", count: 60)
    let text = "# T\n\n```isolab\n.seed x=1\nBEGIN\nPUT key \"\(value)\"\n```\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    for (columns, rows) in [(80, 24), (40, 12)] {
      let before = PlayTests.start(scenario, columns: columns, rows: rows)
      #expect(before.typing(from: before).isEmpty)
      var lecture = before
      lecture.forward()
      #expect(lecture.stop == .ran(2))
      let typing = lecture.typing(from: before)
      #expect(typing.count > 60)
      #expect(Set(typing).count == typing.count)
      let start = typing.first?.map(\.text).filter { $0.hasSuffix("> ▏") }
      #expect(start == ["2 alice*> ▏"])
      for screen in typing {
        #expect(screen.count == rows)
        #expect(screen.allSatisfy { displayWidth(of: $0.text) <= columns })
        #expect(screen.contains { $0.text == "1 alice> BEGIN  ok" } == (rows == 24))
      }
      var jumped = before
      jumped.go(toStep: 2)
      #expect(jumped.typing(from: before).isEmpty)
      #expect(before.typing(from: lecture).isEmpty)
    }
  }

  @Test func notesAreToldOnOrOff() throws {
    let text = "# T\n\nOne.\n<!-- note: ask -->\n\n```isolab\nBEGIN\n```\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    lecture.toggleNotes()
    #expect(lecture.notice == "notes on")
    #expect(lecture.view.status.hasSuffix("notes on"))
    #expect(screen(lecture).contains("Note: ask"))
    lecture.forward()
    #expect(lecture.view.status.hasSuffix("notes on, but none here"))
    lecture.toggleNotes()
    #expect(lecture.notice == "notes off")
    #expect(!lecture.view.status.contains("notes"))
    lecture.toggleNotes()
    #expect(lecture.notice == "notes on, but none here")
  }

  private func screen(_ lecture: Lecture) -> [String] {
    lecture.screen.map(\.text)
  }

  @Test func whatTheUserWroteIsEscapedAndCut() throws {
    let evil = "\u{1B}[31m\u{202E}\u{9B}2J"
    let long = String(repeating: "日本", count: 100)
    let text = """
      # \(evil)\(long)
      \(evil)
      <!-- note: \(evil) -->

      **Predict:** \(evil)

      ```isolab
      .seed "\(evil)"="\(long)" \(long)=1
      .rule r: count(*) = 7
      alice: BEGIN
      alice: PUT "\(evil)" "\(evil)"
      alice: SCAN
      ```
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    for (columns, rows) in [(80, 24), (40, 12)] {
      var lecture = PlayTests.start(scenario, columns: columns, rows: rows)
      lecture.showsNotes = true
      lecture.field = .command(evil + long)
      while true {
        check(lecture, columns, rows)
        guard lecture.stop != .end else { break }
        lecture.forward()
      }
      lecture.attempt("GET \"\(evil)\(long)\"")
      check(lecture, columns, rows)
    }
  }

  private func check(_ lecture: Lecture, _ columns: Int, _ rows: Int) {
    let screen = lecture.screen.map(\.text)
    #expect(screen.count == rows)
    for row in screen {
      #expect(displayWidth(of: row) <= columns, "\(columns)x\(rows): \(row)")
      let isClean = !row.unicodeScalars.contains { $0.isUnprintable }
      #expect(isClean, "\(row.debugDescription)")
    }
  }

  // MARK: Golden screens

  @Test func goldenOf80By24() throws {
    var lecture = PlayTests.start(try PlayTests.lesson("write-skew"))
    lecture.go(toStep: 9)
    while lecture.field == nil { lecture.forward() }
    lecture.answer("ABORTED")
    #expect(golden(lecture) == Self.of80By24)
  }

  @Test func goldenOf60By20() throws {
    var lecture = PlayTests.start(
      try PlayTests.lesson("lost-update"), .snapshot, columns: 60, rows: 20)
    lecture.go(toStep: 7)
    lecture.switchMode()
    #expect(golden(lecture) == Self.of60By20)
  }

  @Test func goldenOf120By40() throws {
    var lecture = PlayTests.start(
      try PlayTests.lesson("long-fork"), .snapshot, columns: 120, rows: 40)
    lecture.go(toStep: 11)
    #expect(golden(lecture) == Self.of120By40)
  }

  private func golden(_ lecture: Lecture) -> String {
    lecture.screen.map(\.text).joined(separator: "\n")
  }

  private static let of80By24 = """
    Write skew: two right decisions, one wrong result                   0 of 1 right
    step  alice                            bob
      5   │                                │ GET alice_status  alice_status=on
      6   │                                │ GET bob_status  bob_status=on
      7   │ IF count(* = on) >= 2 THEN PUT │
          │ alice_status off               │
      8   │                                │ IF count(* = on) >= 2 THEN PUT
          │                                │ bob_status off
      9   └ COMMIT         ok, state 1     │
     10                                    └ COMMIT         ok, state 2
          ANOMALY write-skew T1 T2
          RULE on-call broken
    ── data  rule on-call broken ───────────────────────────────────────────────────
    key           committed
    alice_status  off
    bob_status    off
    ── answer ──────────────────────────────────────────────────────────────────────
    10 bob*> COMMIT
      ok
      ANOMALY write-skew T1 T2
      RULE on-call broken
    Wrong: you said ABORTED
    snapshot  part 1, step 10 of 14
    Space next  b back  ? keys  w why  m mode  f question  t timeline  v versions
    """
  private static let of60By20 = """
    Lost update: one and one make one
    step  alice                      bob
      3   │ GET counter AS n         │
          │         counter=10       │
      4   │                          │ GET counter AS n
          │                          │         counter=10
      5   │ PUT counter $n + 1       │
      6   │                          │ PUT counter $n + 1
      7   └ COMMIT  ok, state 1      │
    ── data ────────────────────────────────────────────────────
    key      committed  bob sees
    counter  11         11
    ── answer ──────────────────────────────────────────────────
    7 alice*> COMMIT
      snapshot        ok
                      RESUMED bob ABORTED concurrent-update,
                        needed
      write-snapshot  ok
    write-snapshot  part 1, step 7 of 15
    Space next  b back  ? keys  w why  m mode  f question
    """
  private static let of120By40 = """
    Long fork: two readers, two orders
    step  alice                       bob                         carol                       dave
      1   ┌ BEGIN   state 0
      2   │                           ┌ BEGIN   state 0
      3   │                           │                           ┌ BEGIN READ ONLY  state 0
      4   │                           │                           │                           ┌ BEGIN READ ONLY  state 0
      5   │                           │                           │ GET goal/b  goal/b=no     │
      6   │                           │                           │                           │ GET goal/a  goal/a=no
      7   │ PUT goal/a yes            │                           │                           │
      8   └ COMMIT  ok, state 1       │                           │                           │
      9                               │ PUT goal/b yes            │                           │
     10                               └ COMMIT  ok, state 2       │                           │
     11                                                           │ GET goal/a  goal/a=no     │



    ── data ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    key     committed  carol sees  dave sees
    goal/a  yes        no          no
    goal/b  yes        no          no
    ── answer ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
    11 carol*> GET goal/a
      goal/a=no















    snapshot  step 11 of 14
    Space next  b back  ? keys  w why  m mode  f question  t timeline  v versions  c compare
    """
}
