import ArgumentParser
import Lab
import Rendering
import Scripting
import Vocabulary

/// The subcommand `isolab export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a lesson as a page, a picture, a graph, SQL.",
    usage: "isolab export <file> -o <out> [<options>]")

  @Argument(help: "A scenario file, or the name of a built-in lesson; - is standard input.")
  var file: String?

  @Option(
    name: .shortAndLong,
    help: "The file to be made; its end names the form. - is standard output, with --format.")
  var output: String

  @Option(
    help: ArgumentHelp("The form: \(Export.allNames).", valueName: "form"),
    transform: form(named:))
  var format: Export?

  @Option(
    help: ArgumentHelp("The isolation mode, or else the lesson's usual one.", valueName: "mode"),
    transform: mode(named:))
  var mode: IsolationMode?

  @Option(help: ArgumentHelp("Which part of the lesson, from 1.", valueName: "number"))
  var part = 1

  @Flag(name: .long, help: "On a page, show an explanation only when it is asked for.")
  var hideExplanations = false

  func validate() throws {
    guard file != nil else { throw ValidationError("Name a lesson or a file.") }
    guard form != nil else {
      throw ValidationError("A file to export to ends in \(Export.endings); or give --format.")
    }
    guard part > 0 else { throw ValidationError("Parts are counted from 1.") }
  }

  /// The form by name, or by the end of the file's name.
  private var form: Export? { format ?? (output == "-" ? nil : Export(file: output)) }

  func run() throws {
    guard let file, let form else { throw ExitStatus.internal }
    let scenario = try Files.scenario(file)
    try Files.refuseSyntaxErrors(in: scenario)
    if form == .html {
      return try write(page(of: scenario), form.told)
    }
    let recital = try recital(of: scenario, in: mode ?? scenario.standardMode)
    guard let lines = recital.export(as: form, part: part - 1) else {
      Output.error.line("isolab: \(printable(file)) has \(recital.partCount) parts")
      throw ExitStatus.usage
    }
    try write(lines.map { $0 + "\n" }.joined(), form.told + told(recital, form))
  }

  /// The run, or what went wrong in it.
  private func recital(of scenario: Scenario, in mode: IsolationMode) throws -> Recital {
    let recital = Recital(scenario, in: mode)
    guard let failure = recital.failure else { return recital }
    Output.error.line(failure.text)
    throw failure.isSyntax ? ExitStatus.usage : ExitStatus.failed
  }

  /// The page, in the lesson's modes; the one that is asked for is shown first.
  private func page(of scenario: Scenario, beside neighbours: [String] = []) throws -> String {
    let first = mode ?? scenario.standardMode
    let modes = [first] + scenario.modes.filter { $0 != first }
    let recitals = try modes.map { try recital(of: scenario, in: $0) }
    var page = LessonPage(of: recitals, neighbours: neighbours)
    page.hidesExplanations = hideExplanations
    return page.html
  }

  private func told(_ recital: Recital, _ form: Export) -> String {
    guard form.isOfOnePart else { return "" }
    let parts = recital.partCount > 1 ? ", part \(part) of \(recital.partCount) (--part)" : ""
    return " in \(recital.mode.name)\(parts)"
  }

  private func write(_ text: String, _ told: String) throws {
    guard output != "-" else { return Output.standard.text(text) }
    do throws(Files.Problem) {
      try Files.create(output, with: Array(text.utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
    Output.standard.line("\(printable(output)): \(told)")
  }
}

/// A form named on the command line.
private func form(named name: String) throws -> Export {
  guard let form = Export(named: name) else {
    throw ValidationError("There is no form \(printable(name)); there are \(Export.allNames).")
  }
  return form
}
