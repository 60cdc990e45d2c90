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
    abstract: "Measure what each mode costs as more clients use the same keys.",
    usage: "isolab simulate contention [<options>]",
    discussion: "For all options, type: isolab simulate contention --help-hidden")

  @Option(
    help: ArgumentHelp(
      "counters, transfers, doctors, report, or mixed.", valueName: "mix"),
    completion: .names(of: Mix.self))
  var mix: String?

  @Option(
    help: ArgumentHelp("Modes, such as rc,si. (default: all)", valueName: "modes"),
    completion: .modes)
  var mode: [String] = []

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer. (default: the mode's own)", valueName: "policy",
      visibility: .hidden),
    completion: .names(of: ConflictPolicy.self))
  var conflicts: String?

  @Option(
    help: ArgumentHelp(
      "Numbers of clients. (default: 1,2,4,8,16,32)", valueName: "list"))
  var clients: String?

  @Option(help: ArgumentHelp("Number of keys, or a list. (default: 1000)", valueName: "list"))
  var keys: String?

  @Option(help: ArgumentHelp("uniform or zipfian.", valueName: "name", visibility: .hidden))
  var distribution = "zipfian"

  @Option(
    help: ArgumentHelp(
      "Exponent of zipfian, or a list. (default: 0.99)", valueName: "list", visibility: .hidden))
  var skew: String?

  @Option(help: ArgumentHelp("Keys that a job also reads, or that a report reads.", valueName: "n"))
  var reads: Int?

  @Option(help: ArgumentHelp("Keys that a job writes.", valueName: "n"))
  var writes: Int?

  @Option(help: ArgumentHelp("Mean pause before a request, in steps.", valueName: "n"))
  var think = 2

  @Option(help: ArgumentHelp("Transactions per run. (default: 5000)", valueName: "n"))
  var transactions: Int?

  @Option(
    help: ArgumentHelp(
      "Steps per run, instead of --transactions.", valueName: "n", visibility: .hidden))
  var time: Int?

  @Option(
    help: ArgumentHelp("Retries before a job is given up. (default: no limit)", valueName: "n"))
  var retries: Int?

  @Option(help: ArgumentHelp("Longest pause before the first retry.", valueName: "n"))
  var backoff = 0

  @Option(
    help: ArgumentHelp(
      "How many aborts of each run the judge examines.", valueName: "n", visibility: .hidden))
  var judge = 100

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Columns of the table to draw. (default: aborts,broken)", valueName: "columns"),
    completion: .names(of: Measure.self))
  var chart: String?

  @OptionGroup var output: SimulateOutput

  func validate() throws {
    _ = try charted(try sweep)
  }

  func run() throws {
    let sweep = try sweep
    let measures = try charted(sweep)
    try output.refuseOverwriting()
    Interrupts.install()
    var progress = ProgressLine("contention", isPlain: output.look.plain)
    let points = sweep.points { progress.tell(UInt64($0.done / 10), of: 100, "%, \($0.mode.name)") }
    progress.end()
    let texts = SweepTexts(sweep, points)
    try output.report(
      texts, measures.map(texts.chart), isPartial: points.last?.isPartial == true)
  }
}
