import ArgumentParser
import Simulating

/// A number of steps in the range, if a run with these clients can have that many.
func checkedTime(_ time: Int, _ range: ClosedRange<Int>, with settings: Settings) throws -> Int {
  let time = try checked(time, "--time", range)
  guard settings.canLast(time) else {
    throw ValidationError(
      "--time multiplied by --clients must be at most \(Settings.mostWork), "
        + "not \(time) times \(settings.clients)")
  }
  return time
}

/// The subcommand `isolab simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Measure the cost of isolation under load.",
    subcommands: [ContentionCommand.self, BloatCommand.self])
}
