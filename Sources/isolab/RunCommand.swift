import ArgumentParser
import Language
import Pages
import Runs
import Terminal

/// The subcommand `isolab run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Replay a scenario and print the transcript.",
    usage: "isolab run <file> [<options>]")

  @Argument(
    help: "A scenario file, or the name of a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @OptionGroup var options: ReplayOptions

  @OptionGroup var partOption: PartOption

  @Option(
    help: ArgumentHelp("rw prints R1(x) W2(x) C1 instead.", valueName: "name"),
    completion: .list(["rw"]))
  var notation: String?

  func validate() throws {
    guard notation == nil || notation == "rw" else {
      throw ValidationError("--notation must be rw")
    }
  }

  func run() throws {
    if notation != nil {
      try printNotation(of: Files.scenario(file))
    } else if file == "-", options.json, partOption.part == nil, !Files.inputIsFile {
      try Player(file: "-", options.settings).stream()
    } else {
      var player = Player(file: file, options.settings)
      player.part = partOption
      try player.play(Files.scenario(file))
    }
  }

  /// A line for each part of the scenario that was asked for, or more if the line is long.
  private func printNotation(of scenario: Scenario) throws {
    try Files.refuseSyntaxErrors(in: scenario)
    _ = try partOption.entries(of: scenario)
    let run = try Run(
      scenario, in: options.mode(on: nil) ?? scenario.standardMode,
      conflicts: options.conflicts.policy)
    for part in 1...run.partCount where part == partOption.part ?? part {
      Output.standard.text(run.export(as: .notation, part: part) ?? "")
    }
    if let failure = run.failure { throw failure.told() }
  }
}
