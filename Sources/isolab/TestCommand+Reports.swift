import Language
import Layout
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// The output for each test.
extension TestCommand {
  private func verdict(_ passes: Bool) -> String { (passes ? "ok" : "FAILED").padded(to: 6) }

  /// Writes a line that begins with a verdict.
  private func tell(_ line: String) {
    let style: Style = line.hasPrefix("FAILED") ? .bad : .bold
    let word = line.hasPrefix("ok ") || style == .bad ? String(line.prefix { $0 != " " }) : ""
    let isColoured = look.presentation.isColoured
    Output.standard.prose(line, inset, start: (word, isColoured ? style : .none))
  }

  /// The indent of continuation lines, and of remarks on a test.
  private var inset: String { blanks(7) }

  private func padded(_ mode: IsolationMode?) -> String { (mode?.name ?? "").padded(to: 22) }

  /// The file, if the lesson is not a built-in one.
  private func path(_ file: String) -> String? { !all && Files.exists(file) ? file : nil }

  func report(_ check: ExpectationCheck, of file: String, to results: inout Results) {
    results.report.add(check.reported(as: file, in: path(file)))
    guard reportOption.format == nil else { return }
    tell(
      "\(verdict(check.holds)) \(padded(check.mode)) "
        + "\(printable(file)):\(check.line): \(check.title)")
    if !check.complaint.isEmpty { Output.standard.prose("\(inset)\(check.complaint)", inset) }
    Output.standard.lines(check.counterexample)
  }

  /// `isGap`: nothing was checked in its mode.
  func report(_ test: LessonTest, of file: String, isGap: Bool, to results: inout Results) {
    results.comparisons += test.comparisons
    if isGap, strict {
      let name = "\(test.mode.name): recorded answers"
      add(.failed("no answer is recorded for this mode"), named: name, of: file, to: &results)
    } else {
      results.report.add(test.reported(as: file, in: path(file), isStrict: strict))
    }
    let isKnown = !test.known.isEmpty
    if isKnown, !strict { results.known += 1 }
    guard reportOption.format == nil else { return }
    let isBare = test.passes && test.comparisons == 0
    let why = isBare ? ": none is recorded for this mode" : ""
    let verdict =
      if isKnown, !strict { "known " } else if isBare, !(isGap && strict) { "note  " } else {
        verdict(test.passes && !isBare && !isKnown)
      }
    tell(
      "\(verdict) \(padded(test.mode)) \(printable(file))  "
        + "(\(compared(test.comparisons))\(why))")
    for line in test.knownDifferences { Output.standard.prose("\(inset)\(line)", inset) }
    Output.standard.lines(test.differences(in: file).map { inset + $0 })
    if let failure = test.failure { Output.standard.line(failure.text) }
  }

  private func add(
    _ outcome: TestReport.Outcome, named name: String, of file: String, to results: inout Results
  ) {
    let place = path(file).map { TestReport.Place(file: $0) }
    results.report.add(TestReport.Case(suite: file, name: name, place: place, outcome))
  }

  /// Comes after the error that says why.
  func reportUntested(_ file: String, to results: inout Results) {
    add(.failed("not tested; standard error says why"), named: "lesson", of: file, to: &results)
    guard reportOption.format == nil else { return }
    tell("\(verdict(false)) \(padded(nil)) \(printable(file)): not tested")
  }

  /// How many answers were compared with recorded ones.
  func compared(_ count: Int) -> String { "\(counted(count, "answer")) compared" }

  /// Where lessons were to be tested.
  func told(_ bench: Bench) -> String {
    let mode = bench.mode?.name ?? "any mode"
    guard let store = bench.store?.identity else { return mode }
    return "\(mode) that has a level on \(printable(store.title))"
  }

  /// Says which modes have no level on the store, and how many tests or parts of lessons need them.
  func reportSkipped(
    _ tests: [IsolationMode: Int], _ parts: [IsolationMode: Int], on store: StoreIdentity
  ) {
    let modes = IsolationMode.allCases.compactMap { mode -> String? in
      let counts = [
        tests[mode].map { counted($0, "test") }, parts[mode].map { counted($0, "part") },
      ].compactMap(\.self)
      return counts.isEmpty ? nil : "\(mode.name) (\(counts.joined(separator: ", ")))"
    }
    guard !modes.isEmpty else { return }
    Output.standard.prose(
      "skipped, because \(printable(store.title)) has no level for "
        + "\(modes.count == 1 ? "it" : "them"): \(modes.joined(separator: ", "))", inset)
  }

  /// Notes a test in a mode that has no level on the store.
  func reportSkipped(
    _ mode: IsolationMode, of file: String, on store: StoreIdentity, to results: inout Results
  ) {
    results.skipped[mode, default: 0] += 1
    add(
      .skipped("\(store.title) has no level for this mode"),
      named: "\(mode.name): recorded answers",
      of: file, to: &results)
  }

  func report(_ refusal: Refusal, of file: String, to results: inout Results) {
    results.report.add(refusal.reported(as: file, in: path(file)))
    guard reportOption.format == nil else { return }
    tell("\(verdict(false)) \(padded(refusal.mode)) \(printable(file))")
    Output.standard.line(refusal.failure.text)
  }

  /// Says that nothing was checked, and why.
  func report(gap: String, of file: String, to results: inout Results) {
    add(strict ? .failed(gap) : .skipped(gap), named: "lesson", of: file, to: &results)
    guard reportOption.format == nil else { return }
    let word = strict ? verdict(false) : "note  "
    tell("\(word) \(padded(nil)) \(printable(file)): \(gap)")
  }
}
