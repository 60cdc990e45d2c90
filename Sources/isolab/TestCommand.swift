import ArgumentParser
import Lab
import Rendering
import Scripting
import Vocabulary

/// The subcommand `isolab test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Compare lessons with their recorded answers.",
    usage: "isolab test <paths> ... [<options>]")

  @Argument(
    help: "Lessons, built in or files, or folders of lessons (.md, .isolab).",
    completion: .scenario)
  var paths: [String]

  @Flag(help: "Rewrite the recorded answers in the files, and nothing else.")
  var update = false

  @Flag(help: "Also run the steps in every order, and check what .expect says of them.")
  var explore = false

  @Option(
    help: ArgumentHelp("Test in this mode only.", valueName: "mode"), completion: .mode,
    transform: mode(named:))
  var mode: IsolationMode?

  @OptionGroup var look: LookOptions

  func run() throws {
    let files: [String]
    do {
      files = try Files.lessons(at: paths)
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
    guard !files.isEmpty else {
      Output.error.line(
        "isolab: no lessons (.md, .isolab) in \(paths.map(printable).joined(separator: " "))")
      throw ExitStatus.usage
    }
    var counts = (passed: 0, failed: 0)
    var worst = ExitStatus.success
    for file in files {
      do {
        let (scenario, tests) = try tests(of: file)
        for test in tests {
          report(test, of: file)
          if test.passes { counts.passed += 1 } else { counts.failed += 1 }
        }
        for check in explore ? ExpectationCheck.all(of: scenario, in: mode) : [] {
          report(check, of: file)
          if check.holds { counts.passed += 1 } else { counts.failed += 1 }
        }
      } catch let status as ExitStatus {
        worst = status
      }
    }
    if worst == .success, counts.passed + counts.failed == 0 {
      Output.error.line("isolab: none of these lessons is tested in \(mode?.name ?? "any mode")")
      throw ExitStatus.usage
    }
    Output.standard.line("\(counts.passed) passed, \(counts.failed) failed")
    if worst != .success { throw worst }
    if counts.failed > 0 { throw ExitStatus.failed }
  }

  /// The lesson and its tests; after `--update`, of the file as it then is.
  private func tests(of file: String) throws -> (Scenario, [LessonTest]) {
    var scenario = try Files.scenario(file)
    try Files.refuseSyntaxErrors(in: scenario)
    if update {
      guard Files.exists(file) else {
        Output.error.line("isolab: \(printable(file)) is built in and cannot be rewritten")
        throw ExitStatus.usage
      }
      let tests = scenario.modes.map { LessonTest(scenario, mode: $0) }
      if let failure = tests.lazy.compactMap(\.failure).first {
        Output.error.line("\(failure.text)\nnothing of \(printable(file)) was rewritten")
        throw ExitStatus.failed
      }
      try rewrite(scenario, tests: tests)
      scenario = try Files.scenario(file)
    }
    let modes = scenario.modes.filter { mode == nil || $0 == mode }
    if modes.isEmpty {
      Output.standard.line("skipped                       \(printable(file)) (another mode's)")
    }
    return (scenario, modes.map { LessonTest(scenario, mode: $0) })
  }

  private func rewrite(_ scenario: Scenario, tests: [LessonTest]) throws {
    do {
      let source = try Scenario.Source(bytes: Files.read(scenario.file), file: scenario.file)
      let edits = LessonUpdate.edits(for: scenario, of: source, tests)
      guard !edits.isEmpty else { return }
      try Files.replace(scenario.file, with: source.rewriting(edits))
      Output.standard.line(
        "\(printable(scenario.file)): \(edits.count) "
          + (edits.count == 1 ? "answer rewritten" : "answers rewritten"))
    } catch let problem as Files.Problem {
      Output.error.line(problem.text)
      throw ExitStatus.usage
    }
  }

  private func verdict(_ passes: Bool) -> String {
    let word = passes ? "ok    " : "FAILED"
    guard look.presentation.isColoured else { return word }
    return (passes ? Style.good : Style.bad).painting(word)
  }

  private func padded(_ mode: IsolationMode) -> String {
    mode.name + String(repeating: " ", count: 22 - mode.name.count)
  }

  private func report(_ check: ExpectationCheck, of file: String) {
    Output.standard.line(
      "\(verdict(check.holds)) \(padded(check.mode)) "
        + "\(printable(file)):\(check.line): \(check.title)")
    if !check.complaint.isEmpty { Output.standard.line("       \(check.complaint)") }
    Output.standard.lines(check.counterexample)
  }

  private func report(_ test: LessonTest, of file: String) {
    let remark = test.comparisons == 0 ? "  (no answers recorded)" : ""
    Output.standard.line(
      "\(verdict(test.passes)) \(padded(test.mode)) \(printable(file))\(remark)")
    for mismatch in test.mismatches {
      Output.standard.line(
        "       \(printable(file)):\(mismatch.line): \(printable(mismatch.command))")
      Output.standard.lines(
        mismatch.recorded.map { "       - \(printable($0))" }
          + mismatch.found.map { "       + \(printable($0))" })
    }
    if let failure = test.failure { Output.standard.line(failure.text) }
  }
}
