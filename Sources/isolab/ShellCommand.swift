import ArgumentParser
import Language
import Runs
import Terminal
import Vocabulary

/// `isolab`, without a subcommand.
struct ShellCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Open the shell, a lab with several sessions.",
    usage: "isolab [<options>]", shouldDisplay: true)

  @Option(
    name: .short, parsing: .upToNextOption,
    help: ArgumentHelp("Run these lines and exit.", valueName: "line"))
  var e: [String] = []

  @OptionGroup var options: ReplayOptions

  @Flag(help: "Read no ~/.editrc, and keep neither history nor journal.")
  var noConfig = false

  func run() throws {
    if !e.isEmpty {
      let text = e.joined(separator: "\n") + "\n"
      let scenario: Scenario
      do {
        scenario = try Scenario.read(bytes: Array(text.utf8), file: "-e")
      } catch {
        Output.error.line(error.diagnostic)
        throw ExitStatus.usage
      }
      try Player(file: "-e", options).play(scenario)
    } else if options.json, !Files.inputIsFile {
      try Player(file: "-", options).stream()
    } else if Files.inputIsTerminal {
      var shell = try Shell(
        on: options.place.ofShell(), conflicts: options.conflicts.policy, look: options.look,
        display: options.display, isConfigured: !noConfig, mode: options.mode)
      try shell.run(version: Isolab.version)
    } else {
      try Player(file: "-", options).play(Files.scenario("-"))
    }
  }
}
