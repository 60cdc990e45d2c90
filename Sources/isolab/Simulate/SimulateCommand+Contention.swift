import ArgumentParser
import Language
import LineEditing
import Simulating
import Terminal
import Vocabulary

/// The subcommand `isolab simulate contention`.
struct ContentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contention",
    abstract: "What each mode costs as more clients want the same keys.",
    usage: "isolab simulate contention [<options>]",
    discussion: "More options: isolab simulate contention --help-hidden, docs/simulate.md")

  @Option(
    help: ArgumentHelp("counters, transfers, doctors, report or mixed.", valueName: "mix"),
    completion: .names(of: Mix.self))
  var mix: String?

  @Option(
    help: ArgumentHelp("Modes such as rc,si, or all.", valueName: "modes"), completion: .modes)
  var mode: [String] = []

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer.", valueName: "policy", visibility: .hidden),
    completion: .names(of: ConflictPolicy.self))
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

  @Option(
    help: ArgumentHelp("Draw that column of the table.", valueName: "column"),
    completion: .names(of: Measure.self))
  var chart = "aborts"

  @OptionGroup var output: SimulateOutput

  func validate() throws {
    _ = try sweep
    _ = try measure
  }

  func run() throws {
    let sweep = try sweep
    let measure = try measure
    try output.refuseOverwriting()
    Interrupts.install()
    var progress = ProgressLine("contention", isPlain: output.look.plain)
    let points = sweep.points { progress.tell(UInt64($0.done / 10), of: 100, "%, \($0.mode.name)") }
    progress.end()
    let texts = SweepTexts(sweep, points)
    let chart = texts.chart(of: measure)
    output.show(
      texts.json, texts.csv, texts.sentences, table: { texts.lines(columns: $0) }, chart)
    try output.finish(chart, isPartial: points.last?.isPartial == true)
  }
}
