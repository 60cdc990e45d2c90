import Differences
import Language
import Layout
package import Telling
import Vocabulary

extension LessonTest {
  /// The lines whose answers differ for known reasons, a line of text for each reason.
  package var knownDifferences: [String] {
    KnownDifference.allCases.compactMap { reason in
      let lines = mismatches.filter { $0.reasons.contains(reason) }.map { "\($0.line)" }
      guard !lines.isEmpty else { return nil }
      return "known difference: \(reason.name), in \(lines.count == 1 ? "line" : "lines") "
        + "\(wordedList(lines)) (\(reason.shownBy))"
    }
  }

  /// Each command whose answers are not the recorded ones and for no known reason, the recorded and
  /// then the found ones.
  package func differences(in file: String) -> [String] {
    unexplained.flatMap { mismatch in
      ["\(printable(file)):\(mismatch.line): \(printable(mismatch.command))"]
        + mismatch.recorded.map { "- \(printable($0))" }
        + mismatch.found.map { "+ \(printable($0))" }
    }
  }

  private var unexplained: [Mismatch] { mismatches.filter { $0.reasons.isEmpty } }

  /// The comparison as a case; `file` is nil for a lesson that is in no file.
  ///
  /// `isStrict`: known differences are failures.
  package func reported(
    as lesson: String, in file: String?, isStrict: Bool = false
  ) -> TestReport.Case {
    let name = "\(mode.name): recorded answers"
    func made(_ outcome: TestReport.Outcome, line: Int? = nil) -> TestReport.Case {
      let place = file.map { TestReport.Place(file: $0, line: line) }
      return TestReport.Case(suite: lesson, name: name, place: place, outcome)
    }
    let differences = differences(in: lesson)
    if let failure {
      let told = failure.text.split(separator: "\n").map(String.init)
      return made(.failed(failure.message, differences + told), line: failure.line)
    }
    if let first = unexplained.first {
      let verb = unexplained.count == 1 ? "differs" : "differ"
      let message = "\(unexplained.count) of \(counted(comparisons, "answer")) \(verb)"
      return made(.failed(message, differences), line: first.line)
    }
    if !known.isEmpty {
      let noun = known.count == 1 ? "difference" : "differences"
      let told = "known \(noun): \(wordedList(known.map { $0.name }))"
      return made(isStrict ? .failed(told, knownDifferences) : .skipped(told))
    }
    return made(comparisons > 0 ? .passed : .skipped("no answer is recorded for this mode"))
  }
}

extension ExpectationCheck {
  /// The check as a case; `file` is nil for a lesson that has no file.
  package func reported(as lesson: String, in file: String?) -> TestReport.Case {
    let part = part > 1 ? ", part \(part)" : ""
    return TestReport.Case(
      suite: lesson, name: "\(mode.name)\(part): \(claim.text)",
      place: file.map { TestReport.Place(file: $0, line: line) },
      holds ? .passed : .failed("\(title): \(complaint)", counterexample))
  }
}

extension Refusal {
  /// What could not be checked, as a case.
  package func reported(as lesson: String, in file: String?) -> TestReport.Case {
    TestReport.Case(
      suite: lesson, name: "\(mode.name): all orders",
      place: file.map { TestReport.Place(file: $0, line: failure.line) },
      .failed(failure.message, failure.text.split(separator: "\n").map(String.init)))
  }
}
