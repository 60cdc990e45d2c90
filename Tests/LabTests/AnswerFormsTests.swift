import Language
import Runs
import Telling
import Testing
import Vocabulary

/// An answer and the shorter forms that may be recorded or predicted for it.
@Suite struct AnswerFormsTests {
  private static let rows: [(answer: String, forms: Set<String>)] = [
    ("ok", ["ok"]),
    ("ok rolled back", ["ok rolled back"]),
    ("x=1", ["x=1"]),
    ("RULE r holds", ["RULE r holds"]),
    ("ABORTED cycle", ["ABORTED cycle", "ABORTED"]),
    (
      "ABORTED cycle, not needed", ["ABORTED cycle, not needed", "ABORTED cycle", "ABORTED"]
    ),
    ("WAITS alice carol", ["WAITS alice carol", "WAITS"]),
    ("error no-transaction", ["error no-transaction", "error"]),
    (
      "ANOMALY cycle T1 T2, by versions",
      ["ANOMALY cycle T1 T2, by versions", "ANOMALY cycle T1 T2", "ANOMALY cycle", "ANOMALY"]
    ),
    ("RESUMED bob WAITS carol", ["RESUMED bob WAITS carol", "RESUMED bob WAITS"]),
    ("RESUMED bob x=\"a  b\"", ["RESUMED bob x=\"a  b\""]),
    ("EXPIRED bob ABORTED timeout", ["EXPIRED bob ABORTED timeout", "EXPIRED bob ABORTED"]),
  ]

  @Test(arguments: rows.indices) func forms(_ index: Int) {
    let forms = AnswerLine.forms(of: Self.rows[index].answer)
    #expect(forms.first == Self.rows[index].answer)
    #expect(Set(forms) == Self.rows[index].forms)
  }

  /// Whether a lesson passes where Bob waits for Alice, and is aborted when she commits.
  private func test(_ wait: String, _ abort: String, _ refused: String) throws -> [LessonTest] {
    let text = """
      .modes si
      alice: BEGIN
      bob: BEGIN
      alice: PUT x 1
      bob: PUT x 2
        \(wait)
      alice: COMMIT
        ok
        RESUMED bob \(abort)
      alice: GET x
        \(refused)
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "a.isolab")
    let tests = [LessonTest(scenario, mode: .snapshot)]
    let source = try Scenario.Source(bytes: Array(text.utf8), file: "a.isolab")
    #expect(LessonUpdate.edits(for: scenario, of: source, tests).isEmpty == tests[0].passes)
    return tests
  }

  @Test func aLessonMayRecordAShorterForm() throws {
    for abort in [
      "ABORTED", "ABORTED concurrent-update", "ABORTED concurrent-update, not needed",
    ] {
      #expect(try test("WAITS", abort, "error")[0].passes)
      #expect(try test("WAITS alice", abort, "error no-transaction")[0].passes)
    }
    for (wait, abort, refused) in [
      ("WAITS carol", "ABORTED", "error"), ("WAITS", "ABORTED deadlock", "error"),
      ("WAITS", "ABORTED concurrent-update, needed", "error"), ("WAITS", "ABORTED", "ABORTED"),
      ("ok", "ABORTED", "error"), ("WAITS", "ok", "error"),
    ] {
      #expect(try !test(wait, abort, refused)[0].passes)
    }
  }
}
