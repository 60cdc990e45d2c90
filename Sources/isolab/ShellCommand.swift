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

  func run() throws { try opening.run() }

  /// What was asked for.
  var opening: ShellOpening {
    ShellOpening(lines: e, settings: options.settings, isConfigured: !noConfig)
  }
}

/// A shell that is about to open, or lines in its place.
struct ShellOpening {
  /// The lines of `-e`; empty without that option.
  var lines: [String]
  var settings: ReplaySettings
  /// Whether the user's own files are read and written.
  var isConfigured = true

  func run() throws {
    if !lines.isEmpty {
      let text = lines.joined(separator: "\n") + "\n"
      let scenario: Scenario
      do {
        scenario = try Scenario.read(bytes: Array(text.utf8), file: "-e")
      } catch {
        Output.error.line(error.diagnostic)
        throw ExitStatus.usage
      }
      try Player(file: "-e", settings).play(scenario)
    } else if settings.json, !Files.inputIsFile {
      try Player(file: "-", settings).stream()
    } else if Files.inputIsTerminal {
      var shell = try Shell(
        on: settings.place.ofShell(), conflicts: settings.conflicts, look: settings.look,
        display: settings.display, isConfigured: isConfigured, mode: settings.mode)
      try shell.run(version: Isolab.version)
    } else {
      try Player(file: "-", settings).play(Files.scenario("-"))
    }
  }
}
