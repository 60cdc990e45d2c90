import ArgumentParser
import Importing
import Language
import Layout
import Runs
import Terminal
import Vocabulary

/// The subcommand `isolab import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Turn an SQL file into a lesson.",
    usage: "isolab import <file> [-o <out>]",
    discussion: "docs/import.md says which statements have a counterpart in isolab's language.")

  @Argument(
    help: "A test for PostgreSQL's isolationtester (.spec), or a script for windows (.sql).",
    completion: .file(extensions: Import.Form.allCases.map(\.rawValue)))
  var file: String

  @Option(
    name: .shortAndLong, help: "The lesson to write; default: standard output.",
    completion: .file())
  var output: String?

  func validate() throws { _ = try form }

  private var form: Import.Form {
    get throws {
      let ending = file.split(separator: ".").last.map(String.init) ?? ""
      guard let form = Import.Form(rawValue: ending.lowercased()) else {
        throw ValidationError("The file name must end in .spec or .sql.")
      }
      return form
    }
  }

  func run() throws {
    do {
      let source = try Scenario.Source(bytes: Files.read(file, .sql), file: file)
      let lesson = try lesson(of: source)
      guard let output else { return Output.standard.text(String(decoding: lesson, as: UTF8.self)) }
      try Files.create(output, with: lesson)
      Output.standard.line(
        "\(printable(output)): now read it; isolab run \(printable(output)) plays it")
    } catch let problem as Files.Problem {
      Output.error.line(problem.text)
      throw ExitStatus.usage
    } catch let error as FileError {
      Output.error.line(error.diagnostic)
      throw ExitStatus.usage
    }
  }

  /// The lesson, with the answers that isolab gives.
  private func lesson(of source: Scenario.Source) throws -> [UInt8] {
    let name = file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? file
    let text = try imported(source, as: name).lesson
    let lesson = try Scenario.Source(bytes: Array(text.utf8), file: name)
    let scenario = try Scenario(lesson)
    let tests = scenario.modes.map { LessonTest(scenario, mode: $0) }
    return lesson.rewriting(LessonUpdate.edits(for: scenario, of: lesson, tests))
  }

  private func imported(_ source: Scenario.Source, as name: String) throws -> Import {
    let form = try form
    do throws(Objections) {
      return try Import(source.lines.joined(separator: "\n"), named: name, form)
    } catch {
      for objection in error.all {
        Output.error.line(
          Diagnostic.text(
            file: file, line: objection.place.line, column: objection.place.column,
            message: objection.message, hint: nil,
            sourceLine: source.lines.indices.contains(objection.place.line - 1)
              ? source.lines[objection.place.line - 1] : ""))
      }
      Output.error.line("\(printable(file)): not imported; isolab import never guesses")
      throw ExitStatus.failed
    }
  }
}
