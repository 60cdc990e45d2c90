import Exploring
import Language
import Layout
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// What can fail in any of the orders, for the tools of continuous integration.
extension ExploreCommand {
  /// The file, if the lesson is not a built-in one.
  private var path: String? { Files.exists(file) ? file : nil }

  /// Checks what the lesson expects in these modes.
  func check(
    _ scenario: Scenario, _ modes: [IsolationMode], _ format: TestReport.Format
  ) throws {
    var report = TestReport()
    do throws(Refusal) {
      let checks = try ExpectationCheck.all(
        of: scenario, in: modes, part: partOption.part, conflicts: conflicts, by: exploration)
      for check in checks { report.add(check.reported(as: file, in: path)) }
    } catch {
      report.add(error.reported(as: file, in: path))
    }
    try stopIfInterrupted()
    if report.cases.isEmpty {
      let place = path.map { TestReport.Place(file: $0) }
      report.add(
        TestReport.Case(
          suite: file, name: "lesson", place: place, .skipped("no .expect line says what to check"))
      )
    }
    try report.present(as: format)
  }

  /// Reports for each part and level whether the store differs for an unknown reason.
  func report(_ findings: [Finding], on store: any Store, as format: TestReport.Format) throws {
    var report = TestReport()
    for (part, tallies) in findings {
      for tally in tallies { report.add(reported(tally, of: part, on: store)) }
    }
    try report.present(as: format)
  }

  private func reported(
    _ tally: StoreTally, of part: Explorable, on store: any Store
  ) -> TestReport.Case {
    let level = store.identity.level(for: tally.mode)?.name ?? tally.mode.name
    let place = path.map { TestReport.Place(file: $0) }
    let told = part.part > 1 ? ", part \(part.part)" : ""
    let name = "\(store.identity.scheme) \(level)\(told): every difference from isolab is known"
    func made(_ outcome: TestReport.Outcome) -> TestReport.Case {
      TestReport.Case(suite: file, name: name, place: place, outcome)
    }
    guard let count = tally.counts[.unexplained], count > 0 else { return made(.passed) }
    let all = "\(tally.compared.grouped) \(tally.compared == 1 ? "order" : "orders")"
    let message = "\(count.grouped) of \(all) differ from isolab for an unknown reason"
    let lesson = tally.witnesses[.unexplained].flatMap {
      try? part.lesson(
        of: $0, in: tally.mode, titled: "\(part.name) on \(printable(store.identity.title))",
        on: store)
    }
    return made(.failed(message, lesson.map { $0.split(separator: "\n").map(String.init) } ?? []))
  }
}
