import ArgumentParser
import Exploring
import Language
import Layout
import LineEditing
import Runs
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab explore`.
///
/// Hidden options are not in the list, which fits on a screen; docs/shell.md describes them.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Run a scenario's steps in every order, in every mode.",
    usage: "isolab explore <file> [<options>]")

  @Argument(
    help: "A file, or a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @Option(
    help: ArgumentHelp("Modes such as rc,si, or all; default: the lesson's.", valueName: "mode"),
    completion: .modes)
  var mode: [String] = []

  @Option(
    help: ArgumentHelp("first-updater or first-committer.", valueName: "policy"),
    completion: .names(of: ConflictPolicy.self), transform: policy(named:))
  var conflicts: ConflictPolicy?

  @OptionGroup var partOption: PartOption

  @Flag(
    help: ArgumentHelp(
      "Run only orders in which the sessions begin as listed.", visibility: .hidden))
  var sessionOrder = false

  @OptionGroup var place: PlaceOptions

  @Flag(
    help: ArgumentHelp(
      "With --show, show each statement sent to the database.", visibility: .hidden))
  var sql = false

  @Option(
    help: ArgumentHelp("Maximum number of states, or of orders on a database.", valueName: "n"))
  var limit: Int?

  @OptionGroup var memoryOption: MemoryOption

  @Option(help: ArgumentHelp("The seed of a sample.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The number of threads.", valueName: "n", visibility: .hidden))
  var jobs = Exploration.cores

  @Flag(help: ArgumentHelp("Run every order separately.", visibility: .hidden))
  var noReduction = false

  @Option(
    help: ArgumentHelp("Replay the shortest order of a kind, or one by number.", valueName: "what"))
  var show: String?

  @Option(
    help: ArgumentHelp("Write the shortest orders to a folder, as lessons.", valueName: "folder"))
  var save: String?

  @Flag(help: "Print one JSON object for each mode.")
  var json = false

  @OptionGroup var reportOption: ReportOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    guard limit ?? 1 > 0 else { throw ValidationError("--limit must be 1 or more") }
    guard 1...1_024 ~= jobs else { throw ValidationError("--jobs must be from 1 to 1024") }
    if place.urls.isEmpty { _ = try chosenModes }
    if reportOption.format != nil, json || show != nil || save != nil {
      throw ValidationError("--format writes the results only; leave out --json, --show, --save.")
    }
    if sql, place.urls.isEmpty || show == nil {
      throw ValidationError("--sql needs --on and --show.")
    }
    if let show, show != Self.clean, UInt64(show) == nil, Trait(name: show) == nil,
      match(named: show) == nil
    {
      throw ValidationError(
        "there is no kind \(printable(show)); without --show, the last table lists the kinds. "
          + "Some of them are write-skew, abort-needed, abort-not-needed, abort-not-decided, "
          + "waits, and deadlock; \"clean\" is an order without any of them")
    }
  }

  /// What `--show` calls an order without any kind.
  static let clean = "clean"

  func run() throws {
    let scenario = try Files.scenario(file)
    try Files.refuseSyntaxErrors(in: scenario)
    _ = try partOption.entries(of: scenario)
    guard place.urls.isEmpty else { return try runOnStore(scenario) }
    let modes = try chosenModes ?? scenario.modes
    let parts = try parts(of: scenario, modes)
    Interrupts.install()
    if let format = reportOption.format { return try check(scenario, modes, format) }
    if let number = show.flatMap({ UInt64($0) }) { return try replay(number, parts[0], modes[0]) }
    let findings = try parts.map { part in (part, try explore(part, modes)) }
    if let show { try replay(show, findings) }
    if let save { try write(to: save, findings) }
  }

  /// The parts to explore; at least one.
  func parts(of scenario: Scenario, _ modes: [IsolationMode]) throws -> [Explorable] {
    try refuseErrors(in: scenario, modes)
    let parts = Explorable.parts(
      of: scenario, named: printable(file), conflicts: conflicts, sessionOrder: sessionOrder
    ).filter { partOption.part == nil || partOption.part == $0.part }
    guard !parts.isEmpty else {
      Output.error.line("\(printable(file)): error: there are no steps to reorder")
      throw ExitStatus.usage
    }
    return parts
  }

  /// The tallies of a part, printed unless one order is wanted.
  private func explore(_ part: Explorable, _ modes: [IsolationMode]) throws -> [Tally] {
    let exploration = exploration
    let tallies = part.tallies(in: modes) { mode in
      var progress = ProgressLine("\(part.name) in \(mode.name)", isPlain: look.plain)
      defer { progress.end() }
      return exploration.tally(of: part.program(in: mode)) { progress.tell($0) }
    }
    if show == nil { present(tallies, of: part) }
    try stopIfInterrupted()
    return tallies
  }

  /// How the orders are run.
  var exploration: Exploration {
    var exploration = Exploration()
    (exploration.limit, exploration.seed) = (limit ?? exploration.limit, seed)
    (exploration.jobs, exploration.merges) = (jobs, !noReduction)
    exploration.memory = memoryOption.memory.bytes
    exploration.isCancelled = { Cancellation.pending }
    return exploration
  }

  func stopIfInterrupted() throws {
    if Cancellation.pending { throw ExitStatus.toldInterrupted() }
  }

  /// A file with a refused line is refused before anything is counted, as by `run`.
  private func refuseErrors(in scenario: Scenario, _ modes: [IsolationMode]) throws {
    let refusal = scenario.refusal(in: modes, conflicts: conflicts, upToPart: partOption.part)
    if let refusal { throw refusal.told() }
  }

  private func present(_ tallies: [Tally], of part: Explorable) {
    guard let first = tallies.first else { return }
    let program = part.program(in: first.mode)
    let lanes = program.lanes.map(\.session.text)
    if json {
      Output.standard.lines(
        tallies.map { JSON.exploration($0, of: part.name, lanes: lanes).text })
    } else {
      let table = TallyTable(part.name, tallies, lanes: lanes)
      let lines =
        look.plain
        ? table.sentences(steps: program.count)
        : table.lines(steps: program.count, columns: columns)
      Output.standard.lines(lines + noteOfWhatIsLeftOut(of: part))
    }
  }

  func noteOfWhatIsLeftOut(of part: Explorable) -> [String] {
    part.leftOutNote.flatMap { broken($0, to: columns, "  ") }
  }

  var columns: Int { look.display.columns ?? 80 }

  // MARK: Options

  private var chosenModes: [IsolationMode]? {
    get throws {
      guard !mode.isEmpty else { return nil }
      return try mode.flatMap { $0.split(separator: ",").map(String.init) }.flatMap { name in
        name == "all" ? IsolationMode.allCases : [try isolab.mode(named: name)]
      }
    }
  }
}
