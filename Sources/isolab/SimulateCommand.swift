import ArgumentParser

/// The subcommand `isolab simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Measure what modes and long readers cost.",
    subcommands: [ContentionCommand.self, BloatCommand.self])
}
