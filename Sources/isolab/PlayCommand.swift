import ArgumentParser
import Language
import Layout
import LineEditing
import Presenting
import Runs
import Stores
import Telling
import Terminal

/// The subcommand `isolab play`.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Demonstrate a scenario, one keypress at a time.",
    usage: "isolab play <file> [<options>]")

  @Argument(
    help: "A scenario file, or the name of a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @Option(
    help: ArgumentHelp(
      "Write the speaker's notes to this file; - prints them.",
      valueName: "file"),
    completion: .file())
  var notes: String?

  @OptionGroup var options: ReplayOptions

  func run() throws {
    let scenario = try Files.scenario(file)
    guard !options.json, notes != "-", !options.look.isDumb || options.look.plain,
      Files.inputIsTerminal, Files.outputIsTerminal
    else {
      if let notes, notes != "-" {
        Output.error.line(
          "isolab: --notes \(printable(notes)) needs a demonstration on a terminal; "
            + "--notes - prints the lesson with its notes")
        throw ExitStatus.usage
      }
      var player = Player(file: file, options.settings)
      player.narration = notes == "-" ? .withNotes : .prose
      return try player.play(scenario)
    }
    if !options.keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    try options.place.withStore { try show(scenario, on: $0) }
  }

  private func show(_ scenario: Scenario, on store: (any Store)?) throws {
    let asked = try options.mode(on: store?.identity)
    var screen = LectureScreen(
      scenario, asked ?? store?.identity.standardMode(of: scenario), options.conflicts.policy,
      options.look, on: store, showsStatements: options.sql,
      sequel: Files.sequel(of: file, playedWith: "isolab play"))
    if let failure = screen.lecture.failure, !options.keepGoing || failure.kind == .store {
      throw failure.told()
    }
    if let notes {
      do {
        screen.notes = try SpeakerNotes(notes, titled: screen.lecture.title)
      } catch {
        Output.error.line(error.text)
        throw ExitStatus.usage
      }
    }
    if try screen.run() == .interrupted { throw ExitStatus.interrupted }
    if let failure = screen.lecture.storeFailure {
      Output.error.line("isolab: \(printable(failure.message))")
      throw ExitStatus.usage
    }
  }
}
