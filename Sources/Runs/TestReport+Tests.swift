import Language
import Layout
package import Telling
import Vocabulary

extension LessonTest {
  /// Each command whose answers differ from the recorded ones: first the recorded answers, then
  /// those found.
  package func differences(in file: String) -> [String] {
    mismatches.flatMap { mismatch in
      ["\(printable(file)):\(mismatch.line): \(printable(mismatch.command))"]
        + mismatch.recorded.map { "- \(printable($0))" }
        + mismatch.found.map { "+ \(printable($0))" }
    }
  }

  /// The comparison as a case; `file` is nil for a lesson that has no file.
  package func reported(as lesson: String, in file: String?) -> TestReport.Case {
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
    if let first = mismatches.first {
      let verb = mismatches.count == 1 ? "differs" : "differ"
      let message = "\(mismatches.count) of \(counted(comparisons, "answer")) \(verb)"
      return made(.failed(message, differences), line: first.line)
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
