import ArgumentParser
import Language
import Layout
import Runs
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Name the anomalies of a recorded history.",
    usage: "isolab check <history> [<options>]")

  @Argument(
    help: "A history, as .export FILE.json writes it; - is standard input.", completion: .file())
  var history: String

  @Option(
    help: ArgumentHelp("Fail if the history breaks this mode's promise.", valueName: "mode"),
    completion: .mode, transform: mode(named:))
  var mode: IsolationMode?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var reportOption: ReportOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    guard reportOption.format == nil || mode != nil && !json else {
      throw ValidationError(
        "--format needs --mode, whose promise is checked, and cannot be combined with --json.")
    }
  }

  func run() throws {
    let check: HistoryCheck
    do {
      check = try HistoryCheck(HistoryText(bytes: Files.read(history, .history)))
    } catch let problem as Files.Problem {
      Output.error.line(problem.text)
      throw ExitStatus.usage
    } catch let fault as HistoryText.Fault {
      Output.error.line("\(printable(history)):\(fault.line): error: \(fault.message)")
      throw ExitStatus.usage
    }
    if let format = reportOption.format, let mode {
      Output.standard.text(report(check, in: mode).text(as: format))
    } else if json {
      Output.standard.line(check.json.text)
    } else {
      Output.standard.lines(look.presentation.lines(check.answers))
    }
    if let mode, !check.isLegal(in: mode) { throw ExitStatus.failed }
  }

  /// Whether the history keeps the mode's promise, as one case.
  private func report(_ check: HistoryCheck, in mode: IsolationMode) -> TestReport {
    var report = TestReport()
    let message = "the history breaks the promise of \(mode.name)"
    report.add(
      TestReport.Case(
        suite: history, name: "keeps the promise of \(mode.name)",
        place: history == "-" ? nil : TestReport.Place(file: history),
        check.isLegal(in: mode) ? .passed : .failed(message, check.answers.map(\.text))))
    return report
  }
}
