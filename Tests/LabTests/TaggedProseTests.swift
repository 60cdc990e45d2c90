import Language
import Layout
import Pages
import Presenting
import Runs
import Testing
import Vocabulary

/// What a lesson says of some modes only is shown where one of these is, in each output.
@Suite struct TaggedProseTests {
  private static let text = """
    # T: tags

    First.

    [rc] Alone here.

    - [rc,si] both
    - [si] one
    - all

    ```isolab
    .modes read-committed snapshot write-snapshot
    .seed x=1
    alice: BEGIN
    ```

    [rc] Between.

    ```isolab
    alice: COMMIT
    ```

    Last.
    """

  private static func scenario() throws -> Scenario {
    try Scenario.read(bytes: Array(text.utf8), file: "t.md")
  }

  /// What is said in a mode, by the rows that the lecture shows at each of its stops.
  private static func rows(in mode: IsolationMode) throws -> [[String]] {
    var lecture = Lecture(try scenario(), mode: mode, room: ViewSize(columns: 80, rows: 24))
    var seen: [[String]] = []
    repeat {
      if case .narration = lecture.stop { seen.append(lecture.view.text.map(\.text)) }
      lecture.forward()
    } while lecture.stop != .end
    return seen
  }

  @Test func aLectureLeavesOutWhatIsAboutOtherModes() throws {
    #expect(
      try Self.rows(in: .readCommitted) == [
        ["First.", "", "Alone here.", "", "- both", "- all"], ["Between."], ["Last."],
      ])
    #expect(
      try Self.rows(in: .snapshot) == [["First.", "", "- both", "- one", "- all"], ["Last."]])
    #expect(try Self.rows(in: .writeSnapshot) == [["First.", "", "- all"], ["Last."]])
  }

  /// A stop without text in the mode is stepped over in both directions, and is there in another.
  @Test func aSwitchOfTheModeBringsItsText() throws {
    var lecture = Lecture(
      try Self.scenario(), mode: .snapshot, room: ViewSize(columns: 80, rows: 24))
    func isBetween(_ lecture: Lecture) -> Bool {
      if case .narration(let prose, _) = lecture.stop { prose.count == 1 } else { false }
    }
    while lecture.stop != .end {
      lecture.forward()
      #expect(!isBetween(lecture) || lecture.view.text.map(\.text) == ["Last."])
    }
    while lecture.index > 0 {
      lecture.back()
      #expect(!isBetween(lecture) || lecture.view.text.map(\.text) == ["Last."])
    }
    while lecture.mode != .readCommitted { lecture.switchMode() }
    #expect(lecture.view.text.map(\.text).contains("Alone here."))
  }

  @Test func aTranscriptIsOfItsMode() throws {
    let run = Run(try Self.scenario(), in: .snapshot)
    let text = try #require(run.export(as: .transcript, part: 1))
    #expect(text.contains("First.\n\n- both\n- one\n- all\n\n```isolab\n.modes snapshot\n"))
    #expect(!text.contains("Between.") && !text.contains("\n\n\n") && !text.contains("[si"))
  }

  @Test func thePageNamesTheModesForThoseWithoutAScript() throws {
    let scenario = try Self.scenario()
    let page = LessonPage(of: scenario.modes.map { Run(scenario, in: $0) }).html
    #expect(
      page.contains(
        "<li data-modes=\"rc si\"><em class=\"modes-named\">In read-committed and snapshot:</em>"
          + " both</li>"))
    #expect(page.contains("<p>First.</p>") && page.contains("<li>all</li>"))
  }

  @Test func theHandOutKeepsTheTags() throws {
    let source = try Scenario.Source(bytes: Array(Self.text.utf8), file: "t.md")
    let text = HandOut(try Scenario(source)).text(of: source)
    #expect(text.contains("\n[rc] Alone here.\n\n- [rc,si] both\n"))
  }

  /// A tag of a lesson names modes in which the lesson is played.
  @Test(arguments: Lesson.names) func lessonsTagWhatCanBeSeen(name: String) throws {
    let scenario = try Scenario.read(bytes: #require(Lesson.text(named: name)), file: "\(name).md")
    for block in scenario.passages.flatMap(\.blocks) {
      #expect(Set(block.modes ?? []).isSubset(of: scenario.modes), "\(name): \(block.lines)")
    }
  }
}
