import ArgumentParser
import Exploring
import Layout
import LineEditing
import Runs
import Stores
import Surveying
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab survey`.
///
/// Hidden options are not in the list, which fits on a screen; docs/survey.md describes them.
struct SurveyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey", abstract: "Measure which anomalies each level allows.",
    usage: "isolab survey [--on <url>] [<options>]")

  @OptionGroup var place: PlaceOptions

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp("Levels, with commas between them; default: all.", valueName: "mode"),
    completion: .modes, transform: modeNames)
  var lists: [[ModeName]] = []

  @Option(
    name: .customLong("row"),
    help: ArgumentHelp("Rows such as lost-update,phantom; default: all.", valueName: "name"),
    completion: .list(SurveyRow.all.map(\.name)))
  var rowLists: [String] = []

  @Option(help: ArgumentHelp("Maximum number of orders to run for a cell.", valueName: "n"))
  var limit = StoreExploration.standardLimit

  @Option(help: ArgumentHelp("The seed of samples and random programs.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Also run random programs.", valueName: "n"))
  var random: Int?

  @Option(help: ArgumentHelp("The number of threads.", valueName: "n", visibility: .hidden))
  var jobs = Exploration.cores

  @Option(
    help: ArgumentHelp("Fail if this level (or all) breaks its promise.", valueName: "level"))
  var claims: String?

  @Option(help: ArgumentHelp("Replay the order of a cell, ROW:LEVEL.", valueName: "cell"))
  var show: String?

  @Option(
    help: ArgumentHelp("Write the shortest orders to a folder, as lessons.", valueName: "folder"))
  var save: String?

  @Option(help: ArgumentHelp("Write a page for each cell to a folder.", valueName: "folder"))
  var html: String?

  @Option(
    help: ArgumentHelp("Keep finished cells in a file, and continue from it.", valueName: "file"))
  var resume: String?

  @Flag(help: "Print one JSON object for each cell and each level.")
  var json = false

  @Flag(help: "Print a line of fields for each cell.")
  var csv = false

  @Flag(help: ArgumentHelp("Print a table in Markdown.", visibility: .hidden))
  var md = false

  @OptionGroup var reportOption: ReportOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
    guard 0...100_000 ~= random ?? 0 else {
      throw ValidationError("--random must be from 0 to 100000.")
    }
    guard 1...1_024 ~= jobs else { throw ValidationError("--jobs must be from 1 to 1024.") }
    let format = reportOption.format
    guard [json, csv, md, format != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("--json, --csv, --md, and --format cannot be combined.")
    }
    guard format == nil || claims != nil else { throw ValidationError("--format needs --claims.") }
    guard place.urls.count < 2 || show == nil && resume == nil && html == nil && format == nil
    else { throw ValidationError("--show, --resume, --html, and --format take one database.") }
    if let show, !show.contains(":") {
      throw ValidationError("--show takes ROW:LEVEL, such as lost-update:snapshot.")
    }
    _ = try tableRows
  }

  func run() throws {
    Interrupts.install()
    guard !place.urls.isEmpty else { return try run(on: nil) }
    try place.withStores { stores in
      var worst: ExitStatus?
      for store in stores {
        do {
          try run(on: store)
        } catch ExitStatus.failed {
          worst = .failed
        }
      }
      if let worst { throw worst }
    }
  }

  private func run(on store: (any Store)?) throws {
    var surveyor = Surveyor(on: store)
    (surveyor.exploration.limit, surveyor.exploration.seed) = (limit, seed)
    surveyor.exploration.jobs = jobs
    surveyor.exploration.isCancelled = { Cancellation.pending }
    if let show { return try replay(show, by: surveyor) }
    let modes = try modes(on: store?.identity)
    let survey = try surveyed(Survey(by: surveyor, in: modes, rows), by: surveyor)
    if reportOption.format == nil { present(survey) }
    if let save, claims == nil { try write(survey, to: save, by: surveyor) }
    guard !Cancellation.pending else {
      Output.error.line(
        "isolab: interrupted" + (resume.map { "; --resume \(printable($0)) continues" } ?? ""))
      throw ExitStatus.interrupted
    }
    if let html { try writePages(of: survey, to: html, by: surveyor) }
    if let format = reportOption.format {
      try report(survey, by: surveyor).present(as: format)
    } else if claims != nil {
      try check(survey, by: surveyor)
    }
  }

  // MARK: What is surveyed

  /// The levels that were asked for: those named, those that claim something, or all.
  private func modes(on store: StoreIdentity?) throws -> [IsolationMode] {
    let all = store.map { $0.levels.map(\.mode) } ?? IsolationMode.allCases
    let named = lists.flatMap(\.self) + (claims.map { modeNames($0) } ?? [])
    guard !named.isEmpty else { return all }
    let wanted = try named.flatMap { $0 == .level("all") ? all : [try $0.mode(on: store)] }
    return all.filter { wanted.contains($0) }
  }

  /// The rows of the table, and the random programs.
  private var rows: [SurveyRow] {
    get throws {
      let count = random ?? (claims == nil ? 0 : Self.standardRandom)
      return try tableRows + (0..<count).map { SurveyRow.random($0 + 1, seed: seed) }
    }
  }

  /// How many random programs are run in addition to the table when a claim is checked.
  static let standardRandom = 50

  private var tableRows: [SurveyRow] {
    get throws {
      let names = rowLists.flatMap { $0.split(separator: ",").map(String.init) }
      guard !names.isEmpty else { return SurveyRow.all }
      return try names.map { name in
        guard let row = SurveyRow.all.first(where: { $0.name == name }) else {
          let known = SurveyRow.all.map(\.name).joined(separator: ", ")
          throw ValidationError("There is no row \(printable(name)); the rows are \(known).")
        }
        return row
      }
    }
  }

  /// The row of that name, which may be a random program.
  func row(named name: String) -> SurveyRow? {
    let number = name.hasPrefix("random-") ? Int(name.dropFirst("random-".count)) : nil
    return number.map { SurveyRow.random($0, seed: seed) }
      ?? SurveyRow.all.first { $0.name == name }
  }
}
