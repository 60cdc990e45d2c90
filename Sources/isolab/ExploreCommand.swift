import ArgumentParser
import Exploring
import Lab
import Rendering
import Scripting
import Vocabulary

/// The subcommand `isolab explore`.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Run a scenario's steps in every order, in every mode.",
    usage: "isolab explore <file> [<options>]")

  @Argument(help: "A scenario file, or the name of a built-in lesson; - is standard input.")
  var file: String

  @Option(
    help: ArgumentHelp("A mode, or all; default: those of the lesson.", valueName: "mode"))
  var mode: [String] = []

  @Option(
    help: ArgumentHelp("first-updater or first-committer, in all modes alike.", valueName: "policy")
  )
  var conflicts: String?

  @Option(help: ArgumentHelp("The most states, or orders, to work on.", valueName: "n"))
  var limit = 1_000_000

  @Option(help: ArgumentHelp("What a sample is drawn by.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How many threads work.", valueName: "n"))
  var jobs = Exploration.cores

  @Flag(help: "Run every order by itself, without merging.")
  var noReduction = false

  @Option(
    help: ArgumentHelp("Replay the shortest order of that kind, or that number.", valueName: "what")
  )
  var show: String?

  @Option(help: ArgumentHelp("Write each shortest order there, as a lesson.", valueName: "folder"))
  var save: String?

  @Flag(help: "Print one JSON object for each mode.")
  var json = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let scenario = try Files.scenario(file)
    try Files.refuseSyntaxErrors(in: scenario)
    let parts = Explorable.parts(
      of: scenario, named: printable(file), conflicts: try policy())
    guard !parts.isEmpty else {
      Output.error.line("\(printable(file)): error: there is no step to be put in any order")
      throw ExitStatus.usage
    }
    for part in parts { try explore(part, try modes(scenario)) }
  }

  private func explore(_ part: Explorable, _ modes: [IsolationMode]) throws {
    var exploration = Exploration()
    (exploration.limit, exploration.seed) = (limit, seed)
    (exploration.jobs, exploration.merges) = (jobs, !noReduction)
    let tallies = modes.map { exploration.tally(of: part.program(in: $0)) }
    let program = part.program(in: modes[0])
    let table = TallyTable(
      part.name, tallies, lanes: program.lanes.map(\.session.text))
    Output.standard.lines(table.lines(steps: program.count, columns: look.display.columns ?? 80))
  }

  private func policy() throws -> ConflictPolicy? {
    guard let conflicts else { return nil }
    guard let policy = ConflictPolicy(rawValue: conflicts) else {
      throw ValidationError("there is no policy \(printable(conflicts))")
    }
    return policy
  }

  private func modes(_ scenario: Scenario) throws -> [IsolationMode] {
    if self.mode.isEmpty { return scenario.modes }
    return try self.mode.flatMap { name in
      name == "all" ? IsolationMode.allCases : [try isolab.mode(named: name)]
    }
  }
}
