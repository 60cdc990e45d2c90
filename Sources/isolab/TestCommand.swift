import ArgumentParser
import Exploring
import Language
import Layout
import LineEditing
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Compare lessons with their recorded answers.",
    usage: "isolab test <paths> ... | --all [<options>]")

  @Argument(
    help: "Built-in lessons, files, or folders of lessons (.md, .isolab).",
    completion: .scenario)
  var paths: [String] = []

  @Flag(name: .long, help: "Test all built-in lessons.")
  var all = false

  @Flag(help: "Rewrite the recorded answers in the files.")
  var update = false

  @Flag(help: "Also run the steps in every order, and check the .expect lines.")
  var explore = false

  @OptionGroup var memoryOption: MemoryOption

  @Flag(help: "Fail if nothing is checked, or on a known difference.")
  var strict = false

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp("Test in this mode or level only.", valueName: "mode"), completion: .mode,
    transform: ModeName.init)
  var modeName: ModeName?

  @OptionGroup var place: PlaceOptions

  @OptionGroup var conflicts: ConflictsOption

  @OptionGroup var reportOption: ReportOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    if update, reportOption.format != nil {
      throw ValidationError("--format reports what differs; --update would rewrite it.")
    }
    guard all || !paths.isEmpty else {
      throw ValidationError("Name lessons, files, or folders; --all tests all built-in lessons.")
    }
    guard !all || paths.isEmpty && !update else {
      throw ValidationError("--all tests the built-in lessons; it takes no file and no --update.")
    }
    guard !place.urls.isEmpty else {
      _ = try modeName?.mode(on: nil)
      return
    }
    guard !update, !explore else {
      throw ValidationError(
        "On a database, answers are compared; --update and --explore work only without --on.")
    }
  }

  func run() throws {
    try place.withStore { store in
      try test(
        all ? Lesson.names : try self.files,
        Bench(store: store, mode: try modeName?.mode(on: store?.identity)))
    }
  }

  /// Where lessons are tested, and the only mode in which they are tested, if any.
  struct Bench {
    let store: (any Store)?
    let mode: IsolationMode?
  }

  private func test(_ files: [String], _ bench: Bench) throws {
    if explore { Interrupts.install() }
    var results = Results()
    var worst = ExitStatus.success
    for file in files where !Cancellation.pending {
      do {
        try test(file, bench, &results)
      } catch ExitStatus.interrupted {
        break
      } catch let status as ExitStatus {
        reportUntested(file, to: &results)
        worst = status
      }
    }
    if Cancellation.pending {
      if reportOption.format == nil { present(results, bench) }
      throw ExitStatus.toldInterrupted()
    }
    if worst == .success, results.isEmpty {
      Output.error.line("isolab: none of these lessons is tested in \(told(bench))")
      throw ExitStatus.usage
    }
    present(results, bench)
    if worst != .success { throw worst }
    if results.report.failed > 0 { throw ExitStatus.failed }
  }

  private func present(_ results: Results, _ bench: Bench) {
    if let format = reportOption.format {
      return Output.standard.text(results.report.text(as: format))
    }
    if let store = bench.store?.identity {
      reportSkipped(results.skipped, results.skippedParts, on: store)
    }
    let (passed, failed) = (results.report.passed, results.report.failed)
    let known = results.known == 0 ? "" : "\(results.known) with known differences, "
    Output.standard.line(
      "\(passed) passed, \(failed) failed, \(known)\(compared(results.comparisons))")
  }

  /// The results of the tests so far.
  struct Results {
    var report = TestReport()
    /// How many answers were compared.
    var comparisons = 0
    /// How many tests differ on a store, and only for known reasons.
    var known = 0
    /// How many tests a store has no level for, by their modes.
    var skipped: [IsolationMode: Int] = [:]
    /// How many parts of lessons name a mode that a store has no level for.
    var skippedParts: [IsolationMode: Int] = [:]

    /// Whether nothing was tested, and no test was even attempted.
    var isEmpty: Bool { report.cases.count == skipped.values.reduce(0, +) }
  }

  /// The named files, and those in the named folders.
  private var files: [String] {
    get throws {
      do throws(Files.Problem) {
        var search = LessonSearch()
        for path in paths { try search.take(path) }
        guard search.found.isEmpty else { return search.found }
      } catch {
        Output.error.line(error.text)
        throw ExitStatus.usage
      }
      Output.error.line(
        "isolab: no lessons (.md, .isolab) in \(paths.map(printable).joined(separator: " "))")
      throw ExitStatus.usage
    }
  }

  /// Tests a file and reports it.
  private func test(_ file: String, _ bench: Bench, _ results: inout Results) throws {
    guard let read = try scenario(file) else {
      return report(gap: gapStart + "it has no isolab block", of: file, to: &results)
    }
    let (scenario, tests) = try tests(of: read, bench, &results)
    if tests.isEmpty, bench.store != nil { return }
    if let failure = tests.lazy.compactMap(\.failure).first(where: { $0.kind == .store }) {
      throw Cancellation.pending ? ExitStatus.interrupted : failure.told()
    }
    if let gap = gap(in: scenario, tests, bench.mode) {
      return report(gap: gap, of: file, to: &results)
    }
    for test in tests {
      report(test, of: file, isGap: isGap(test, in: scenario), to: &results)
    }
    // A refused file has been reported already, and nothing of it is counted.
    guard explore, tests.allSatisfy({ $0.failure == nil }) else { return }
    check(scenario, of: file, bench.mode, &results)
  }

  /// The lesson; nil for a page without commands that only happens to be in a folder.
  ///
  /// A file that is named is meant to be a lesson.
  private func scenario(_ file: String) throws -> Scenario? {
    if all { return try Files.builtIn(file) }
    if paths.contains(file) { return try Files.scenario(file) }
    guard case .success(let scenario) = try Files.scenarioOrPage(file) else { return nil }
    return scenario
  }

  /// Checks what the lesson expects of all orders.
  private func check(
    _ scenario: Scenario, of file: String, _ mode: IsolationMode?, _ results: inout Results
  ) {
    var exploration = Exploration()
    exploration.memory = memoryOption.memory.bytes
    exploration.isCancelled = { Cancellation.pending }
    do throws(Refusal) {
      for check in try ExpectationCheck.all(
        of: scenario, in: mode.map { [$0] }, conflicts: conflicts.policy, by: exploration)
      {
        report(check, of: file, to: &results)
      }
    } catch {
      report(error, of: file, to: &results)
    }
  }

  private var gapStart: String { "nothing is checked, 0 answers compared: " }

  /// Whether the mode of a test is one in which nothing is checked except that no command fails.
  private func isGap(_ test: LessonTest, in scenario: Scenario) -> Bool {
    test.passes && test.comparisons == 0 && !(explore && expects(scenario, of: test.mode))
  }

  /// Whether the lesson expects something of all orders in that mode, and it is to be checked.
  private func expects(_ scenario: Scenario, of mode: IsolationMode) -> Bool {
    scenario.expectations.contains { ($0.expectation.modes ?? scenario.modes).contains(mode) }
  }

  /// Why nothing in the lesson is checked except that no command fails; nil if something is.
  private func gap(
    in scenario: Scenario, _ tests: [LessonTest], _ mode: IsolationMode?
  ) -> String? {
    let expects = mode.map { self.expects(scenario, of: $0) } ?? !scenario.expectations.isEmpty
    guard !tests.isEmpty, !(explore && expects),
      tests.allSatisfy({ $0.comparisons == 0 && $0.passes })
    else { return nil }
    if scenario.entries.isEmpty { return gapStart + "there are no commands" }
    return gapStart + "no answers are recorded"
      + (expects ? " (--explore checks its .expect lines)" : "")
  }

  /// The lesson and its tests; after `--update`, those of the new file.
  private func tests(
    of lesson: Scenario, _ bench: Bench, _ results: inout Results
  ) throws -> (Scenario, [LessonTest]) {
    var scenario = lesson
    let file = scenario.file
    try Files.refuseSyntaxErrors(in: scenario)
    if update {
      guard Files.exists(file) else {
        Output.error.line("isolab: \(printable(file)) is built in and cannot be rewritten")
        throw ExitStatus.usage
      }
      let tests = scenario.modes.map { LessonTest(scenario, mode: $0, conflicts: conflicts.policy) }
      if let failure = tests.lazy.compactMap(\.failure).first {
        Output.error.line("\(failure.text)\nnothing in \(printable(file)) was rewritten")
        throw ExitStatus.failed
      }
      try rewrite(scenario, tests: tests)
      scenario = try Files.scenario(file)
    }
    if let store = bench.store {
      return (scenario, tests(of: scenario, on: store, bench, &results))
    }
    let modes = scenario.modes.filter { bench.mode == nil || $0 == bench.mode }
    if modes.isEmpty, reportOption.format == nil {
      Output.standard.line(
        "skipped                       \(printable(file)) (recorded for another mode)")
    }
    return (scenario, modes.map { LessonTest(scenario, mode: $0, conflicts: conflicts.policy) })
  }

  /// The tests in those of the lesson's modes that have a level on the store.
  private func tests(
    of scenario: Scenario, on store: any Store, _ bench: Bench, _ results: inout Results
  ) -> [LessonTest] {
    let parts = scenario.partsWithoutLevel(on: store.identity)
    for mode in parts.values { results.skippedParts[mode, default: 0] += 1 }
    return scenario.modes.filter { bench.mode == nil || $0 == bench.mode }.compactMap { mode in
      guard store.identity.level(for: mode) != nil else {
        reportSkipped(mode, of: scenario.file, on: store.identity, to: &results)
        return nil
      }
      return LessonTest(scenario, mode: mode, conflicts: conflicts.policy, on: store)
    }
  }

  private func rewrite(_ scenario: Scenario, tests: [LessonTest]) throws {
    do {
      let source = try Scenario.Source(bytes: Files.readAtOnce(scenario.file), file: scenario.file)
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
}
