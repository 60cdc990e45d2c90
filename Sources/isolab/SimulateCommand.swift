import ArgumentParser

/// The subcommand `isolab simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Measure many clients in every mode (contention).",
    subcommands: [ContentionCommand.self])
}
