import ArgumentParser
import Language
import Layout
import LineEditing
import Runs
import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command line.
@main
struct Isolab: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "isolab",
    abstract: "A laboratory for transaction isolation. Try: isolab play first-steps",
    usage: "isolab [<options>], isolab <subcommand>",
    version: version,
    subcommands: [
      ShellCommand.self, RunCommand.self, PlayCommand.self, CompareCommand.self, TestCommand.self,
      LessonsCommand.self, NewCommand.self, ImportCommand.self, CheckCommand.self,
      ExploreCommand.self, SurveyCommand.self,
      SimulateCommand.self, ExportCommand.self, HelpCommand.self,
    ],
    defaultSubcommand: ShellCommand.self)

  static func main() {
    signal(SIGXFSZ, SIG_IGN)  // then a file that may not grow is an ordinary error
    holdStandardStreams()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let shell = ShellOpening(usual: arguments) {
        try shell.run()
      } else {
        var command = try parsed(arguments)
        try command.run()
      }
    } catch let status as ExitStatus {
      leave(status)
    } catch {
      let isAskedFor = exitCode(for: error) == .success
      let text = fullMessage(for: error)
      if isAskedFor {
        Output.standard.line(text)
      } else {
        Output.error.line(text)
        advise()
      }
      leave(isAskedFor ? .success : .usage)
    }
    leave(.success)
  }

  /// Opens standard streams that are closed, so that no pipe or file of isolab gets their numbers.
  ///
  /// Reading and writing them still fails, for they are opened for the opposite.
  private static func holdStandardStreams() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// The command that the arguments name.
  ///
  /// Errors quote the arguments. So arguments that cannot be parsed are made printable and parsed
  /// again, and those errors are printed.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    do {
      return try parseAsRoot(arguments)
    } catch {
      _ = try parseAsRoot(arguments.map(printable))
      throw error
    }
  }

  /// For `isolab write-skew` and `isolab explor`: the subcommand that was meant.
  private static func advise() {
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-") else {
      return
    }
    let subcommands = configuration.subcommands.map { $0._commandName }
    guard !subcommands.contains(first) else { return }
    let meant: String? =
      if Files.exists(first) || Lesson.text(named: first) != nil {
        "run \(printable(first))"
      } else if let subcommand = nearest(to: first, among: subcommands) {
        subcommand
      } else {
        nearest(to: first, among: Lesson.names).map { "run \($0)" }
      }
    if let meant { Output.error.line("Did you mean isolab \(meant)?") }
  }

  /// Ends the process after everything is written; by the signal that has asked for it, if one has.
  static func leave(_ status: ExitStatus) -> Never {
    Endings.obey()
    Output.standard.flush()
    systemExit(status.rawValue)
  }
}

private func systemExit(_ code: Int32) -> Never { exit(code) }
