import Language
import Presenting
import Runs
import Stores
import Telling
import Testing
import Vocabulary

/// Lectures on a store: what it answers, also if it is lost.
@Suite struct PlayOnStoreTests {
  private static let lesson = """
    .modes rc si
    .seed x=1
    alice: BEGIN
    alice: GET x
    alice: PUT x 2
    alice: COMMIT
    bob: BEGIN
    bob: GET x
    bob: COMMIT

    """

  private func lecture(
    on store: any Store, _ text: String = Self.lesson, showsStatements: Bool = false
  ) throws -> Lecture {
    var display = Display()
    display.showsStatements = showsStatements
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "x.isolab")
    return Lecture(
      scenario, room: ViewSize(columns: 80, rows: 24), display: display, on: store)
  }

  private func screen(_ lecture: Lecture) -> String {
    lecture.screen.map(\.text).joined(separator: "\n")
  }

  /// Presses a key, as the terminal does.
  private func press(_ lecture: inout Lecture, _ key: (inout Lecture) -> Void) {
    let before = lecture
    key(&lecture)
    lecture.stay(at: before)
  }

  @Test func itStaysWhereTheStoreIsLost() throws {
    let store = FragileStore()
    var lecture = try lecture(on: store)
    press(&lecture) { $0.go(toStep: 3) }
    #expect(lecture.storeFailure == nil)
    #expect(store.held.now == 1)
    let before = lecture
    store.goAway()
    let keys: [(inout Lecture) -> Void] = [
      { $0.switchMode() }, { $0.goToEnd() }, { $0.go(toStep: 1) },
      { lecture in for _ in 0..<9 { lecture.forward() } },
      { lecture in for _ in 0..<9 { lecture.back() } },
    ]
    for key in keys {
      press(&lecture, key)
      #expect(lecture.notice?.hasPrefix("The database is lost") == true)
      #expect(lecture.storeFailure == StoreFailure("Fragile 2 is gone"))
      lecture.notice = nil
      #expect(screen(lecture) == screen(before))
      #expect(lecture.mode == before.mode && lecture.index == before.index)
    }
    press(&lecture) { $0.toggle(.why) }
    #expect(screen(lecture).contains("The database is lost: Fragile 2 is gone."))
    #expect(lecture.farewell.contains("left at step 3 of 7"))
  }

  @Test func whatIsTriedSaysThatTheStoreIsLost() throws {
    let store = FragileStore()
    var lecture = try lecture(on: store)
    press(&lecture) { $0.go(toStep: 3) }
    store.goAway()
    press(&lecture) { $0.attempt("GET x") }
    #expect(screen(lecture).contains("error store ; Fragile 2 is gone"))
    #expect(lecture.storeFailure != nil)
  }

  /// The lesson is run in advance, but shown is the answer of the run that the class sees.
  @Test func theAnswerIsTheOneOfNow() throws {
    let lesson = """
      .modes ru
      alice: BEGIN
      bob: BEGIN
      bob: PUT x 5
      alice: GET x

      """
    let version = VersionID.written(by: TransactionID(2), number: 1)
    let store = ScriptedStore([
      .done, .row(nil), .done, .row(StoredRow("x", "5", version)),
    ])
    var lecture = try lecture(on: store, lesson)
    lecture.go(toStep: 4)
    #expect(lecture.storeFailure == nil)
    #expect(screen(lecture).contains("4 alice*> GET x\n  x=5\n"))
  }

  @Test func statementsAreShownIfWanted() throws {
    for showsStatements in [false, true] {
      var lecture = try lecture(on: FragileStore(), showsStatements: showsStatements)
      lecture.go(toStep: 3)
      let rows = lecture.screen.map(\.text)
      let command = try #require(rows.firstIndex { $0.hasPrefix("3 alice*> PUT x 2") })
      #expect(rows[command + 1] == (showsStatements ? "  a statement" : "  ok"))
    }
  }
}
