import Lab
import Layout
import Rendering
import Scripting
import Testing
import Vocabulary

/// The screen of a demonstration, in several sizes.
@Suite struct PlayScreenTests {
  @Test(arguments: Lesson.names)
  func noRowIsWiderThanTheScreen(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for (columns, rows, isASCII) in [(80, 24, false), (40, 12, true)] {
      var display = Display()
      display.isASCII = isASCII
      var demonstration = Demonstration(
        scenario, mode: scenario.modes.last, room: StageRoom(columns: columns, rows: rows),
        display: display)
      demonstration.showsNotes = true
      while true {
        check(demonstration, columns, rows)
        guard demonstration.stop != .end else { break }
        demonstration.forward()
      }
    }
  }

  @Test(arguments: ["dirty-read", "tombstones"])
  func whatIsShownInPassingFitsToo(_ name: String) throws {
    let scenario = try PlayTests.lesson(name)
    for (columns, rows) in [(80, 24), (40, 12)] {
      var demonstration = PlayTests.start(scenario, columns: columns, rows: rows)
      while demonstration.stop != .end {
        demonstration.forward()
        guard case .ran = demonstration.stop else { continue }
        for kind: Demonstration.Kind in [.why, .timeline, .versions, .compare, .keys] {
          demonstration.toggle(kind)
          while demonstration.panel != nil {
            check(demonstration, columns, rows)
            demonstration.forward()
          }
        }
        var switched = demonstration
        switched.switchMode()
        check(switched, columns, rows)
      }
    }
  }

  @Test func anySizeIsAnswered() throws {
    var demonstration = PlayTests.start(try PlayTests.lesson("write-skew"))
    demonstration.go(toStep: 10)
    for columns in [1, 2, 5, 20, 39, 40, 41, 200] {
      for rows in [1, 2, 3, 11, 12, 13, 80] {
        demonstration.resize(columns: columns, rows: rows)
        check(demonstration, columns, rows)
      }
    }
  }

  /// Lanes are those of the whole lesson, wherever they are to be seen, and as in a timeline.
  @Test(arguments: Lesson.names) func lanesDoNotMove(_ name: String) throws {
    var demonstration = PlayTests.start(try PlayTests.lesson(name))
    var headings: Set<String> = []
    while demonstration.stop != .end {
      demonstration.forward()
      if let heading = demonstration.stage.lanes.groups.first?.first { headings.insert(heading) }
    }
    #expect(headings.count == 1)
    let names = headings.first?.split(separator: " ").dropFirst().map { SessionName(String($0)) }
    #expect(names == demonstration.script.sessions)
  }

  @Test func aSessionOfAForkHasALaneOfItsOwn() throws {
    var demonstration = PlayTests.start(try PlayTests.lesson("write-skew"))
    demonstration.go(toStep: 3)
    demonstration.attempt(".sessions carol")
    #expect(demonstration.stage.lanes.groups.first?.first?.contains("carol") == false)
    demonstration.attempt("carol: BEGIN")
    #expect(demonstration.stage.lanes.groups.first?.first?.hasSuffix("carol") == true)
    demonstration.back()
    #expect(demonstration.stage.lanes.groups.first?.first?.hasSuffix("bob") == true)
  }

  /// Where not all lanes have room, those are shown in which something happens.
  @Test func theLanesOfTheLastStepAreShown() throws {
    var demonstration = PlayTests.start(
      try PlayTests.lesson("long-fork"), columns: 40, rows: 12)
    demonstration.go(toStep: 8)
    #expect(screen(demonstration)[1].contains("alice"))
    demonstration.go(toStep: 11)
    #expect(screen(demonstration)[1].contains("carol"))
  }

  @Test func letterByLetter() throws {
    let text = "# T\n\n```isolab\n.sessions b\nb: PUT key \"" + String(repeating: "ab ", count: 60)
    let scenario = try Scenario.read(bytes: Array((text + "\"\n```\n").utf8), file: "a.md")
    for (columns, rows) in [(80, 24), (40, 12)] {
      var demonstration = PlayTests.start(scenario, columns: columns, rows: rows)
      #expect(demonstration.typing.isEmpty)
      demonstration.go(toStep: 0)
      for _ in 0..<3 { demonstration.forward() }
      let typing = demonstration.typing
      let whole = demonstration.screen
      #expect(typing.count > 60)
      #expect(Set(typing).count == typing.count)
      let start = typing.first?.map(\.text).filter { $0.hasSuffix("> ▏") }
      #expect(start == ["1 b> ▏"])
      for screen in typing {
        #expect(screen.count == rows)
        #expect(screen.allSatisfy { displayWidth(of: $0.text) <= columns })
        #expect(screen.suffix(2) == whole.suffix(2) && screen[0] == whole[0])
      }
      demonstration.toggle(.timeline)
      #expect(demonstration.typing.isEmpty)
    }
  }

  @Test func notesAreToldOnOrOff() throws {
    let text = "# T\n\nOne.\n<!-- note: ask -->\n\n```isolab\nBEGIN\n```\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var demonstration = PlayTests.start(scenario)
    demonstration.toggleNotes()
    #expect(demonstration.notice == "notes on")
    #expect(demonstration.stage.status.hasSuffix("notes on"))
    #expect(screen(demonstration).contains("Note: ask"))
    demonstration.forward()
    #expect(demonstration.stage.status.hasSuffix("notes on, none here"))
    demonstration.toggleNotes()
    #expect(demonstration.notice == "notes off")
    #expect(!demonstration.stage.status.contains("notes"))
    demonstration.toggleNotes()
    #expect(demonstration.notice == "notes on, none here")
  }

  private func screen(_ demonstration: Demonstration) -> [String] {
    demonstration.screen.map(\.text)
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
      var demonstration = PlayTests.start(scenario, columns: columns, rows: rows)
      demonstration.showsNotes = true
      demonstration.field = .command(evil + long)
      while true {
        check(demonstration, columns, rows)
        guard demonstration.stop != .end else { break }
        demonstration.forward()
      }
      demonstration.attempt("GET \"\(evil)\(long)\"")
      check(demonstration, columns, rows)
    }
  }

  private func check(_ demonstration: Demonstration, _ columns: Int, _ rows: Int) {
    let screen = demonstration.screen.map(\.text)
    #expect(screen.count == rows)
    for row in screen {
      #expect(displayWidth(of: row) <= columns, "\(columns)x\(rows): \(row)")
      let isClean = !row.unicodeScalars.contains { $0.isUnprintable }
      #expect(isClean, "\(row.debugDescription)")
    }
  }

  // MARK: Golden screens

  @Test func goldenOf80By24() throws {
    var demonstration = PlayTests.start(try PlayTests.lesson("write-skew"))
    demonstration.go(toStep: 9)
    while demonstration.field == nil { demonstration.forward() }
    demonstration.answer("ABORTED")
    #expect(golden(demonstration) == Self.of80By24)
  }

  @Test func goldenOf60By20() throws {
    var demonstration = PlayTests.start(
      try PlayTests.lesson("lost-update"), columns: 60, rows: 20)
    demonstration.go(toStep: 7)
    demonstration.switchMode()
    #expect(golden(demonstration) == Self.of60By20)
  }

  @Test func goldenOf120By40() throws {
    var demonstration = PlayTests.start(
      try PlayTests.lesson("long-fork"), columns: 120, rows: 40)
    demonstration.go(toStep: 11)
    #expect(golden(demonstration) == Self.of120By40)
  }

  private func golden(_ demonstration: Demonstration) -> String {
    demonstration.screen.map(\.text).joined(separator: "\n")
  }

  private static let of80By24 = """
    Write skew: two right decisions, one wrong result                   0 of 1 right
    step  alice                            bob
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
    Space next  b back  ? keys  w why  m mode  t timeline  v versions  c compare
    """
  private static let of60By20 = """
    Lost update: one and one make one
    step  alice                      bob
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
    write-snapshot  part 1, step 7 of 15  page 1 of 2
    Space next  b back  ? keys  w why  m mode  t timeline
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
    Space next  b back  ? keys  w why  m mode  t timeline  v versions  c compare
    """
}
