import ArgumentParser
import Language
import LineEditing
import Simulating
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab simulate bloat`.
struct BloatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bloat",
    abstract: "Measure what a long reader keeps, and what vacuums remove.",
    usage: "isolab simulate bloat [<options>]",
    discussion: "For all options, type: isolab simulate bloat --help-hidden")

  @Option(help: ArgumentHelp("A mode other than \(Self.withoutVersions).", valueName: "mode"))
  var mode = "snapshot"

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer. (default: the mode's own)", valueName: "policy",
      visibility: .hidden),
    completion: .names(of: ConflictPolicy.self))
  var conflicts: String?

  @Option(help: ArgumentHelp("Commits between vacuums, or never.", valueName: "list"))
  var every = "10,100,1000,never"

  @Option(help: ArgumentHelp("Duration of the long read, in steps.", valueName: "n"))
  var reader = 10_000

  @Option(help: ArgumentHelp("Duration of each run, in steps.", valueName: "n"))
  var time = 20_000

  @Option(help: ArgumentHelp("Number of writers.", valueName: "n"))
  var clients = 8

  @Option(help: ArgumentHelp("Number of keys.", valueName: "n"))
  var keys = 1_000

  @Option(
    help: ArgumentHelp(
      "Exponent of the Zipf distribution; 0 is uniform.", valueName: "n", visibility: .hidden))
  var skew = "0.99"

  @Option(help: ArgumentHelp("Mean pause before a request, in steps.", valueName: "n"))
  var think = 2

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("What to draw: kept, read, long, or removed.", valueName: "what"),
    completion: .names(of: BloatTexts.Measure.self))
  var chart = "kept"

  @OptionGroup var output: SimulateOutput

  /// The modes in which writers wait for a long reader.
  private static let withoutVersions = IsolationMode.allCases.filter { $0.facts.locksReads }
    .map { $0.name }.joined(separator: ", ")

  /// This number of versions takes a gigabyte or two.
  private static let mostOld = 10_000_000

  func validate() throws {
    let settings = try settings
    _ = try measures
    let most = try intervals.map { settings.mostOld(every: $0) }.max() ?? 0
    guard most <= Self.mostOld else {
      throw ValidationError(
        "this would keep about \(most) old versions at once, and the limit is \(Self.mostOld). "
          + "Lower --time, --reader, or --clients, or leave out \"never\"")
    }
  }

  func run() throws {
    let (settings, measures, intervals) = (try settings, try measures, try intervals)
    try output.refuseOverwriting()
    Interrupts.install()
    var progress = ProgressLine("bloat", isPlain: output.look.plain)
    var runs: [BloatRun] = []
    let all = UInt64(intervals.count * settings.looks)
    for every in intervals where runs.last?.isPartial != true {
      var simulation = BloatSimulation(settings, every: every)
      let done = runs.count * settings.looks
      runs.append(simulation.run { progress.tell(UInt64(done + $0), of: all, "looks") })
    }
    progress.end()
    let texts = BloatTexts(settings, runs)
    try output.report(
      texts, measures.map(texts.chart), isPartial: runs.last?.isPartial == true)
  }

  // MARK: Options

  private var measures: [BloatTexts.Measure] {
    get throws { try names(chart, "--chart") }
  }

  /// In ascending order; `never` comes last.
  private var intervals: [Int?] {
    get throws {
      if every == "never" { return [nil] }
      let isNeverToo = every.hasSuffix(",never")
      let list = isNeverToo ? String(every.dropLast(6)) : every
      let found = try numbers(list, "--every", 1...1_000_000).map(Optional.some)
      return isNeverToo ? found + [nil] : found
    }
  }

  private var settings: BloatSettings {
    get throws {
      let mode = try isolab.mode(named: mode)
      guard !mode.facts.locksReads else {
        throw ValidationError(
          "in \(mode.name), writers wait for a long reader, so no old versions are kept")
      }
      var writers = Settings(mode, .counters)
      let policy = try conflicts.map(policy(named:))
      writers.conflicts = ConflictPolicy.standard(in: mode) == nil ? nil : policy
      writers.clients = try checked(clients, "--clients", 1...1_000)
      writers.keys = try checked(keys, "--keys", 2...1_000_000)
      let skews = try decimals(skew, "--skew", 0...5)
      guard skews.count == 1 else { throw ValidationError("--skew must be one number here") }
      let skew = skews[0]
      writers.distribution = skew == 0 ? .uniform : .zipfian(skew: skew)
      writers.think = try checked(think, "--think", 0...1_000)
      writers.seed = seed
      var settings = BloatSettings(writers)
      settings.time = try checkedTime(time, 40...10_000_000, with: writers)
      settings.reader = try checked(reader, "--reader", 0...10_000_000)
      return settings
    }
  }
}
