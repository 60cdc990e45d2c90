import ArgumentParser
import Drawing
import Language
import Layout
import Runs
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show a scenario in several modes side by side.",
    usage: "isolab compare <file> [<options>]")

  @Argument(
    help: "A scenario file, or the name of a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp(
      "A mode, or several with commas between them; default: the lesson's.",
      valueName: "mode"),
    completion: .modes, transform: { try modes(named: $0) })
  var modeLists: [[IsolationMode]] = []

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer in every mode that has the choice, so that "
        + "only the mode differs.", valueName: "policy"),
    completion: .names(of: ConflictPolicy.self),
    transform: policy(named:))
  var conflicts: ConflictPolicy?

  @OptionGroup var partOption: PartOption

  @Flag(help: "Print one JSON object (docs/json.md).")
  var json = false

  @Flag(name: .long, help: "Continue after errors.")
  var keepGoing = false

  @OptionGroup var look: LookOptions

  private var named: [IsolationMode] { modeLists.flatMap { $0 } }

  func validate() throws {
    for (index, mode) in named.enumerated() where named[..<index].contains(mode) {
      throw ValidationError("\(mode.name) is given twice.")
    }
  }

  func run() throws {
    let scenario = try Files.scenario(file)
    if !keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    _ = try partOption.entries(of: scenario)
    let comparison = LessonComparison(
      scenario, named, conflicts: conflicts, keepGoing: keepGoing, part: partOption.part)
    if let failure = comparison.failure, !keepGoing { throw failure.told() }
    if json {
      Output.standard.line(comparison.sides.json(file: scenario.file).text)
    } else {
      Output.standard.lines(
        comparison.sides.lines(
          titled: printable(scenario.file) + partOption.told, columns: look.columns,
          display: look.display,
          isColoured: look.presentation.isColoured) + remark(on: scenario))
    }
    if comparison.failure != nil { throw ExitStatus.failed }
  }

  /// Why other modes than those of the lesson are shown.
  private func remark(on scenario: Scenario) -> [String] {
    guard named.isEmpty, scenario.modes.count == 1 else { return [] }
    let text =
      "The lesson names one mode, \(scenario.modes[0].name). The others are shown to compare it "
      + "with; --mode chooses them."
    return [""] + broken(text, to: look.columns)
  }
}

/// Modes named on the command line, with commas between them.
private func modes(named list: String) throws -> [IsolationMode] {
  try list.split(separator: ",", omittingEmptySubsequences: false).map {
    try mode(named: String($0))
  }
}
