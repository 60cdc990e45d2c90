import Checking
import Language
import Runs
import Telling
import Testing
import Vocabulary

/// The lessons that are part of the program: they answer as they record, in each of their modes, and
/// what they say of all orders is so.
@Suite struct BuiltInLessonTests {
  @Test(arguments: Lesson.names) func answersAsRecorded(name: String) throws {
    let scenario = try Self.scenario(name)
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      for mismatch in test.mismatches {
        Issue.record("\(mode.name), \(name):\(mismatch.line)")
      }
      if let failure = test.failure { Issue.record("\(mode.name), \(name): \(failure.text)") }
    }
  }

  @Test(arguments: Lesson.names) func expectsWhatIsSo(name: String) throws {
    let checks = try ExpectationCheck.all(of: try Self.scenario(name))
    #expect(!checks.isEmpty, "\(name) expects nothing")
    for check in checks {
      #expect(check.holds, "\(name):\(check.line) \(check.mode): \(check.complaint)")
    }
  }

  /// A lesson about an anomaly opens in a mode that shows it, if one of its modes does.
  ///
  /// The lesson that a mere cycle names is about the pivot, which serializable-snapshot shows.
  @Test(arguments: Anomaly.all.filter { $0.slug != "cycle" && $0.lesson != nil })
  func opensInAModeThatShowsItsSubject(anomaly: Anomaly) throws {
    let scenario = try Self.scenario(#require(anomaly.lesson))
    func shows(_ mode: IsolationMode) -> Bool {
      Run(Replay(scenario.lines, of: scenario.file, in: mode), keepGoing: true).lines
        .flatMap(\.answer.lines).contains { $0.answer.hasPrefix("ANOMALY \(anomaly.slug) ") }
    }
    #expect(!scenario.modes.contains(where: shows) || shows(scenario.standardMode))
  }

  /// The three lessons about aborts open where the abort is seen.
  @Test(arguments: [
    ("pivot", "dangerous-structure"), ("needless-abort", "dangerous-structure"),
    ("exact-test", "cycle"),
  ])
  func opensWhereItsAbortIsSeen(name: String, kind: String) throws {
    let scenario = try Self.scenario(name)
    let run = Run(
      Replay(scenario.lines, of: scenario.file, in: scenario.standardMode), keepGoing: true)
    #expect(
      run.lines.flatMap(\.answer.lines).contains { $0.answer.contains("ABORTED \(kind)") })
  }

  /// One line each, in a terminal of 80 columns and behind the sign of a note.
  @Test func areListedInOneLineEach() {
    #expect(
      Lesson.list(columns: 76).map { $0.prefix { $0 != " " } } == Lesson.names.map { $0[...] })
  }

  private static func scenario(_ name: String) throws -> Scenario {
    try Scenario.read(bytes: #require(Lesson.text(named: name)), file: "\(name).md")
  }
}
