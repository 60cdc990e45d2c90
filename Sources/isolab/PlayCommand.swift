import ArgumentParser
import Language
import LineEditing
import Presenting
import Runs
import Telling
import Terminal

/// The subcommand `isolab play`.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Demonstrate a scenario with single keys.",
    usage: "isolab play <file> [<options>]")

  @Argument(
    help: "A scenario file, or the name of a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @OptionGroup var options: ReplayOptions

  func run() throws {
    let scenario = try Files.scenario(file)
    guard !options.json, !options.look.isDumb || options.look.plain,
      Files.inputIsTerminal, Files.outputIsTerminal
    else {
      var player = Player(file: file, options)
      player.narrates = true
      return try player.play(scenario)
    }
    if !options.keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    var screen = LectureScreen(scenario, options.mode, options.conflicts.policy, options.look)
    if !options.keepGoing, let failure = screen.lecture.failure {
      Output.error.line(failure)
      throw ExitStatus.failed
    }
    if try screen.run() == .interrupted { throw ExitStatus.interrupted }
  }
}
