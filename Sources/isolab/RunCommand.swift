import ArgumentParser

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

  func run() throws {
    if file == "-", options.json, !Files.inputIsFile {
      try Player(file: "-", options).stream()
    } else {
      try Player(file: file, options).play(Files.scenario(file))
    }
  }
}
