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

  @Test func aNoteHoldsFromItsPlaceInTheFileToTheNext() throws {
    let notes = try cards().map { $0.notes.joined() }
    let changes = notes.indices.filter { $0 == 0 || notes[$0] != notes[$0 - 1] }
    #expect(changes.map { notes[$0] } == ["first", "between", "hidden prose"])
    // One stop of prose, two for each of four commands, a question, the end.
    #expect(notes.count == 11)
    #expect(changes == [0, 3, 5])
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

  @Test func itSaysWhatComesNext() throws {
    let next = try cards().map(\.next)
    #expect(next.first?.first?.hasSuffix("> .seed x=1") == true)
    #expect(next.contains(["Predict: what now?", "3 alice*> COMMIT"]))
    #expect(next.last == ["the end"])
    #expect(next[1] == next[0])
  }

  @Test func aCardBelowAnotherDoesNotRepeatItsNotes() throws {
    let cards = try cards()
    let alone = cards[1].rows(at: "10:00  1 min", columns: 76)
    #expect(
      alone == [
        "10:00  1 min  snapshot, step 0 of 3", "note  first",
        "next  1 alice> .seed x=1",
      ])
    #expect(
      cards[1].rows(at: "10:00  1 min", columns: 76, after: cards[0]) == [alone[0], alone[2]])
  }
}
