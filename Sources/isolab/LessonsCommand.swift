import ArgumentParser
import LineEditing
import Runs
import Terminal

/// The subcommand `isolab lessons`.
struct LessonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "List the built-in lessons, or print one.")

  @Argument(help: "The lesson to print, exactly as in its file.", completion: .list(Lesson.names))
  var name: String?

  func run() throws {
    guard let name else {
      let columns = Files.outputIsTerminal ? LineEditor.columns : .max
      Output.standard.lines(Lesson.list(columns: columns))
      return
    }
    guard let text = Lesson.text(named: name) else {
      Output.error.line("isolab: \(Lesson.unknown(name))")
      throw ExitStatus.usage
    }
    Output.standard.text(String(decoding: text, as: UTF8.self))
  }
}
