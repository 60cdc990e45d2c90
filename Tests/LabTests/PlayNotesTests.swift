import Language
import Testing

@testable import Presenting

/// What the speaker sees beside a demonstration.
@Suite struct PlayNotesTests {
  private static let text = """
    # T

    One.

    <!-- note: first -->

    ```isolab
    .modes snapshot read-committed
    .seed x=1
    ```

    <!-- note: between -->

    ```isolab
    alice: BEGIN
    ```

    [rc] Only here.
    <!-- note: hidden prose -->

    ```isolab
    alice: GET x
    ```

    **Predict:** what now?

    ```isolab
    alice: COMMIT
    ```
    """

  private func cards(_ text: String = text) throws -> [SpeakerCard] {
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    var cards: [SpeakerCard] = []
    while lecture.notice == nil {
      cards.append(lecture.card)
      lecture.field = nil
      lecture.forward()
    }
    return cards
  }

  /// Also the notes before commands that a press runs on the way.
  @Test func notesHoldFromTheirPlaceInTheFileToTheNext() throws {
    let notes = try cards().map(\.notes)
    let passed = ["between", "hidden prose"]
    // The title, GET with what prepares it, the question, COMMIT, the end.
    #expect(notes.count == 5)
    #expect(Array(notes.prefix(2)) == [["first"], passed])
  }

  @Test func aNoteHoldsWhileNoOtherCame() throws {
    let text = "# T\nOne.\n<!-- note: ask -->\n\n```isolab\nalice: PUT x 1\nalice: PUT x 2\n```\n"
    let notes = try cards(text).map(\.notes)
    #expect(notes.count > 2)
    #expect(notes.allSatisfy { $0 == ["ask"] })
  }

  @Test func aNoteAloneIsNoStop() throws {
    let text = "# T\n<!-- note: ask -->\n\n```isolab\nalice: BEGIN\n```\n<!-- note: end -->\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    #expect(lecture.screen.contains { $0.text == "T" })
    #expect(lecture.card.notes == ["ask"])
    for _ in 0..<3 { lecture.forward() }
    #expect(lecture.stop == .end)
    #expect(lecture.card.notes == ["end"])
  }

  @Test func aNoteBeforeAQuestionIsShownAtIt() throws {
    let text = """
      # T

      ```isolab
      .seed x=1
      alice: BEGIN
      ```

      <!-- note: hands -->

      **Predict:** what now?

      ```isolab
      alice: GET x
      ```
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    var lecture = PlayTests.start(scenario)
    while !lecture.stop.isQuestion { lecture.forward() }
    lecture.toggleNotes()
    #expect(lecture.notice == "notes on")
    #expect(lecture.screen.contains { $0.text == "Note: hands" })
  }

  @Test func itSaysWhatComesNext() throws {
    let next = try cards().map(\.next)
    #expect(next.first?.first?.hasSuffix("> .seed x=1") == true)
    #expect(next.contains(["Predict: what now?", "3 alice*> COMMIT"]))
    #expect(next.last == ["the end"])
  }

  @Test func aCardBelowAnotherDoesNotRepeatItsNotes() throws {
    let cards = try cards()
    let alone = cards[0].rows(at: "10:00  1 min", columns: 76)
    #expect(
      alone == [
        "10:00  1 min  snapshot, step 0 of 3", "note  first", "next  1 alice> .seed x=1",
      ])
    let below = cards[0].rows(at: "10:00  1 min", columns: 76, after: cards[0])
    #expect(below == [alone[0], alone[2]])
  }
}
