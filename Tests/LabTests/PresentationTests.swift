import Language
import Layout
import Runs
import Testing
import Vocabulary

@testable import Telling

/// How answers look in different places.
@Suite struct PresentationTests {
  private let long = AnswerLine(
    "WAITS alice",
    prose: "bob's PUT x 2: alice wrote x (step 3) and is still open. alice COMMIT: bob is aborted.")

  /// Rows go on below where their text starts, whether it has a label or not.
  @Test func brokenRowsAreIndentedAlike() {
    var presentation = Presentation()
    presentation.columns = 40
    let table = ["  why    alice wrote x=5 (3), bob overwrote it (12)"]
    let more = ["         bob wrote y=5 (10), alice overwrote it (11)"]
    #expect(
      presentation.lines((table + more).map { AnswerLine(note: $0) }).map(\.text) == [
        "  ;   why    alice wrote x=5 (3), bob", "  ;            overwrote it (12)",
        "  ;          bob wrote y=5 (10), alice", "  ;            overwrote it (11)",
      ])
  }

  @Test func proseGoesOnBelowAsANote() {
    var presentation = Presentation()
    #expect(presentation.lines([long]).map(\.text) == ["  \(long.text)"])
    presentation.columns = 40
    #expect(
      presentation.lines([long]).map(\.text) == [
        "  WAITS alice ; bob's PUT x 2: alice", "  ;   wrote x (step 3) and is still",
        "  ;   open. alice COMMIT: bob is", "  ;   aborted.",
      ])
  }

  @Test(arguments: [20, 33, 40, 57, 80])
  func nothingIsWiderThanTheTerminalAndNothingIsLost(columns: Int) {
    var presentation = Presentation()
    presentation.columns = columns
    let lines = [long, AnswerLine(note: "  why    日本語 read x=1 (3),  bob changed it (6):  before")]
    for line in lines {
      let rows = presentation.lines([line]).map(\.text)
      #expect(rows.allSatisfy { displayWidth(of: $0) <= max(22, columns) })
      #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("  ; ") })
      let words = rows.joined(separator: " ").split { " ;".contains($0) }
      #expect(words == line.text.split { " ;".contains($0) })
    }
  }

  @Test func answersAreNotBroken() {
    var presentation = Presentation()
    presentation.columns = 20
    let rows = AnswerLine("a=1 b=2 c=3 d=4 e=5 f=6 g=7")
    #expect(presentation.lines([rows]).map(\.text) == ["  a=1 b=2 c=3 d=4 e=5 f=6 g=7"])
  }

  @Test func coloursStandAroundTheAnswerAndNothingElse() {
    var presentation = Presentation()
    presentation.isColoured = true
    let lines = [
      AnswerLine("ok", prose: "T1"), AnswerLine("ABORTED deadlock"), AnswerLine("RULE a holds"),
      AnswerLine("RULE a broken"), AnswerLine("RESUMED bob WAITS alice"),
      AnswerLine(note: "a note"),
    ]
    #expect(
      presentation.lines(lines).map { TerminalText($0).source } == [
        "  \u{1B}[1mok\u{1B}[0m ; T1", "  \u{1B}[1;38;5;231;48;5;160mABORTED deadlock\u{1B}[0m",
        "  \u{1B}[1;38;5;16;48;5;77mRULE a holds\u{1B}[0m",
        "  \u{1B}[1;38;5;231;48;5;160mRULE a broken\u{1B}[0m",
        "  \u{1B}[1;38;5;16;48;5;214mRESUMED bob WAITS alice\u{1B}[0m", "  ; a note",
      ])
  }

  @Test func plainAnswersAreSentences() {
    var presentation = Presentation()
    presentation.isPlain = true
    let lines = [
      AnswerLine("ok", prose: "T1 sees state 0"), AnswerLine("(none)"), AnswerLine("count 2"),
      AnswerLine("x=1 y=2"), AnswerLine("WAITS alice bob", prose: "they go first"),
      AnswerLine("ABORTED dangerous-structure", prose: "alice -> bob -> alice"),
      AnswerLine("RESUMED bob ok"), AnswerLine("RULE on-call broken", prose: "count is 0"),
      AnswerLine("error no-transaction", prose: "BEGIN first"), AnswerLine(note: ""),
      AnswerLine(note: "  why    bob waits"),
    ]
    #expect(
      presentation.lines(lines).map(\.text) == [
        "  Done: T1 sees state 0.", "  None.", "  The count is 2.", "  x=1 y=2.",
        "  Waits for alice and bob: they go first.",
        "  Aborted, dangerous structure: alice before bob before alice.",
        "  bob no longer waits, Done.", "  Rule on-call is broken: count is 0.",
        "  Error, no transaction: BEGIN first.", "  why, bob waits",
      ])
  }

  @Test func longValuesAreCutWithACountOnATerminalOnly() {
    var workspace = Workspace(isInteractive: true)
    workspace.type("BEGIN")
    let long = String(repeating: "é", count: 1000)
    #expect(workspace.type("PUT x \(long)").hasPrefix("ok"))
    #expect(workspace.type("GET x") == "x=\(long)")
    workspace.display.limit = 60
    #expect(workspace.type("GET x") == "x=\(String(repeating: "é", count: 60))…(+1,880 bytes)")
    workspace.display.isASCII = true
    #expect(workspace.type("GET x") == "x=\(String(repeating: "é", count: 60))...(+1,880 bytes)")
    workspace.type("PUT y \"\(String(repeating: "日 ", count: 30))\"")
    #expect(workspace.type("GET y") == "y=\"\(String(repeating: "日 ", count: 20))\"...(+40 bytes)")
    #expect(workspace.type("COMMIT").count < 300)
    #expect(workspace.type(".versions").split(separator: "\n").allSatisfy { $0.count < 150 })
    workspace.display.limit = nil
    workspace.type("BEGIN")
    #expect(workspace.type("GET x") == "x=\(long)")
  }

  @Test func aLessonsProseIsToldWithoutItsMarks() throws {
    let text = """
      # A *title*

      One **bold** line
      that goes on, see [here](x.md).

      <!-- note: for the
      teacher -->
      - an item
        that goes on
      - another

      ```sh
      code  stays
      ```

      | a | b |
      | - | - |

      ```isolab
      BEGIN
      ```
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "x.md")
    #expect(
      scenario.passages.map { $0.blocks.rows() } == [
        [
          "A title", "", "One bold line that goes on, see here.", "", "- an item that goes on",
          "- another", "", "code  stays", "", "a  b",
        ]
      ])
  }
}
