import ArgumentParser
import LineEditing
import Rendering
import Scripting
import Simulating
import Vocabulary

/// The subcommand `isolab simulate contention`.
struct ContentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contention",
    abstract: "What each mode costs as more clients want the same keys.",
    usage: "isolab simulate contention [<options>]",
    discussion: "More options: isolab simulate contention --help-hidden, docs/simulate.md")

  @Option(
    help: ArgumentHelp("counters, transfers, doctors, report or mixed.", valueName: "mix"))
  var mix: String?

  @Option(help: ArgumentHelp("Modes such as rc,si, or all.", valueName: "modes"))
  var mode = "all"

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer.", valueName: "policy", visibility: .hidden))
  var conflicts: String?

  @Option(help: ArgumentHelp("How many, 1,2,4,8,16,32: a run for each.", valueName: "list"))
  var clients: String?

  @Option(help: ArgumentHelp("How many, 1000; or a list.", valueName: "list"))
  var keys: String?

  @Option(help: ArgumentHelp("uniform or zipfian.", valueName: "name", visibility: .hidden))
  var distribution = "zipfian"

  @Option(
    help: ArgumentHelp(
      "The exponent of zipfian, or a list; 0.99.", valueName: "list", visibility: .hidden))
  var skew: String?

  @Option(help: ArgumentHelp("Keys read besides, or reads of a report.", valueName: "n"))
  var reads: Int?

  @Option(help: ArgumentHelp("Keys written.", valueName: "n"))
  var writes: Int?

  @Option(help: ArgumentHelp("The mean pause before a request.", valueName: "n"))
  var think = 2

  @Option(help: ArgumentHelp("A run ends after so many; 5000.", valueName: "n"))
  var transactions: Int?

  @Option(help: ArgumentHelp("Or after so many steps.", valueName: "n", visibility: .hidden))
  var time: Int?

  @Option(help: ArgumentHelp("Give up after so many; else never.", valueName: "n"))
  var retries: Int?

  @Option(help: ArgumentHelp("The longest first pause before a retry.", valueName: "n"))
  var backoff = 0

  @Option(
    help: ArgumentHelp("Judge so many aborts of a run.", valueName: "n", visibility: .hidden))
  var judge = 100

  @Option(help: ArgumentHelp("What everything is drawn by.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Draw that column of the table.", valueName: "column"))
  var chart = "aborts"

  @Option(name: .short, help: ArgumentHelp("Write the chart there.", valueName: "file.svg"))
  var output: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print a heading and a line for each run.")
  var csv = false

  @OptionGroup(visibility: .hidden) var look: LookOptions

  func validate() throws {
    _ = try sweep
    _ = try measure
    guard !json || !csv else { throw ValidationError("--json and --csv exclude each other") }
    if let output, !output.hasSuffix(".svg") {
      throw ValidationError("the file for -o must end in .svg")
    }
  }

  func run() throws {
    let sweep = try sweep
    let measure = try measure
    if let output, Files.exists(output) {
      Output.error.line(
        "isolab: cannot write \(printable(output)): File exists")
      throw ExitStatus.usage
    }
    Interrupts.install()
    var progress = ProgressLine("contention")
    let points = sweep.points { progress.tell(UInt64($0.done / 10), of: 100, "%, \($0.mode.name)") }
    progress.end()
    let texts = SweepTexts(sweep, points)
    show(texts, measure)
    if points.last?.isPartial == true {
      Output.error.line("isolab: broken off")
      throw ExitStatus.interrupted
    }
    if let output { try write(texts.chart(of: measure), to: output) }
  }

  private func show(_ texts: SweepTexts, _ measure: Measure) {
    if json { return Output.standard.line(texts.json.text) }
    if csv { return Output.standard.lines(texts.csv) }
    if look.plain { return Output.standard.lines(texts.sentences) }
    let columns = min(look.columns, 100)
    Output.standard.lines(texts.lines(columns: columns))
    let chart = texts.chart(of: measure)
    Output.standard.lines(
      [""] + ChartText(chart, columns: columns, isASCII: look.display.isASCII).lines)
  }

  private func write(_ chart: Chart, to file: String) throws {
    do throws(Files.Problem) {
      try Files.create(file, with: Array(ChartSVG(chart).text.utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
  }
}
