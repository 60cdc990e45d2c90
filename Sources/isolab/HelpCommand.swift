import ArgumentParser
import Help
import Runs
import Terminal

/// The subcommand `isolab help`: what `--help` says about a subcommand, or a page of the help.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a subcommand, or a topic such as snapshot.",
    usage: "isolab help [<subcommand> | <topic> ...]", shouldDisplay: false)

  @Argument(help: "A subcommand or a help topic; isolab help topics lists them.")
  var topic: [String] = []

  func run() throws {
    var command: any ParsableCommand.Type = Isolab.self
    var words = topic[...]
    while let word = words.first,
      let next = command.configuration.subcommands.first(where: { $0._commandName == word })
    {
      command = next
      words.removeFirst()
    }
    // `help run x` is about the subcommand, and `help write skew` about neither write nor skew.
    guard words.isEmpty || words.count < topic.count else { return showTopic() }
    throw CleanExit.helpRequest(command)
  }

  /// The page that `.help` shows in the shell.
  private func showTopic() {
    Output.standard.lines(
      HelpIndex.lines(about: topic.joined(separator: " "), Workspace.prompts))
  }
}
