import ArgumentParser
import Lab
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
    let recital = Recital(scenario, in: mode ?? scenario.standardMode)
    if let failure = recital.failure {
      Output.error.line(failure.text)
      throw failure.isSyntax ? ExitStatus.usage : ExitStatus.failed
    }
    guard let lines = recital.export(as: form, part: part - 1) else {
      Output.error.line("isolab: \(printable(file)) has \(recital.partCount) parts")
      throw ExitStatus.usage
    }
    try write(lines, form.told + told(recital, form))
  }

  private func told(_ recital: Recital, _ form: Export) -> String {
    guard form.isOfOnePart else { return "" }
    let parts = recital.partCount > 1 ? ", part \(part) of \(recital.partCount) (--part)" : ""
    return " in \(recital.mode.name)\(parts)"
  }

  private func write(_ lines: [String], _ told: String) throws {
    guard output != "-" else { return Output.standard.lines(lines) }
    do throws(Files.Problem) {
      try Files.create(output, with: Array(lines.map { $0 + "\n" }.joined().utf8))
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
