import ArgumentParser
import Language
import Layout
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// A mode named on the command line.
func mode(named name: String) throws -> IsolationMode {
  guard let mode = IsolationMode(named: name) else {
    let error = ScriptError(column: 1, .unknownMode(name))
    throw ValidationError([error.message, error.hint].compactMap { $0 }.joined(separator: "; "))
  }
  return mode
}

/// A policy named on the command line.
func policy(named name: String) throws -> ConflictPolicy {
  guard let policy = ConflictPolicy(rawValue: name.lowercased()) else {
    let error = ScriptError(column: 1, .unknownPolicy(name))
    throw ValidationError("\(error.message); it must be first-updater or first-committer")
  }
  return policy
}

/// What happens to two writers of a key in each fresh lab.
struct ConflictsOption: ParsableArguments {
  @Option(
    name: .customLong("conflicts"),
    help: ArgumentHelp(
      "Default policy: first-updater or first-committer.",
      valueName: "policy"),
    completion: .names(of: ConflictPolicy.self), transform: policy(named:))
  var policy: ConflictPolicy?
}

/// Which part of a lesson is wanted.
struct PartOption: ParsableArguments {
  @Option(help: ArgumentHelp("Only this part of the lesson, counted from 1.", valueName: "number"))
  var part: Int?

  func validate() throws {
    guard part ?? 1 > 0 else { throw ValidationError("Parts are counted from 1.") }
  }

  /// The entries of the part, or all of them; a part that does not exist is reported.
  func entries(of scenario: Scenario) throws -> Range<Int> {
    guard let part else { return scenario.entries.indices }
    guard let entries = scenario.entries(ofPart: part) else {
      throw refusal(of: scenario.file, with: scenario.partCount)
    }
    return entries
  }

  /// Reports how many parts there are, and returns the exit status for that.
  func refusal(of file: String, with count: Int) -> ExitStatus {
    Output.error.line("isolab: \(printable(file)) has \(counted(count, "part"))")
    return .usage
  }

  /// The part, in a heading after the title.
  var told: String { part.map { ", part \($0)" } ?? "" }
}

/// Whether results are written for a program that shows test results.
struct ReportOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("Results for CI: junit, tap, or github.", valueName: "form"),
    completion: .names(of: TestReport.Format.self), transform: reportFormat(named:))
  var format: TestReport.Format?
}

extension TestReport {
  /// Prints it; a failed case is a failure of the subcommand.
  func present(as format: Format) throws {
    Output.standard.text(text(as: format))
    if failed > 0 { throw ExitStatus.failed }
  }
}

/// A form of report named on the command line.
private func reportFormat(named name: String) throws -> TestReport.Format {
  guard let format = TestReport.Format(rawValue: name.lowercased()) else {
    let names = TestReport.Format.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("there is no format \(printable(name)); the formats are \(names)")
  }
  return format
}

/// Options of several subcommands.
struct ReplayOptions: ParsableArguments {
  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp(
      "\(IsolationMode.allCases.map(\.shortName).joined(separator: " ")), a whole name such as "
        + "snapshot, or a database's own level.",
      valueName: "mode"),
    completion: .mode, transform: ModeName.init)
  var modeName: ModeName?

  @OptionGroup var place: PlaceOptions

  @Flag(help: "Show each statement sent to the database.")
  var sql = false

  @OptionGroup var conflicts: ConflictsOption

  @Flag(name: .long, help: "Print one JSON object per command (docs/json.md).")
  var json = false

  @Flag(name: .long, help: "Continue after errors.")
  var keepGoing = false

  @OptionGroup var look: LookOptions

  func validate() throws {
    guard place.urls.isEmpty else { return }
    if sql { throw ValidationError("--sql needs --on.") }
    _ = try mode(on: nil)
  }

  /// The mode that was asked for; nil if none was.
  func mode(on store: StoreIdentity?) throws -> IsolationMode? {
    try settings.mode(on: store)
  }

  /// What they say.
  var settings: ReplaySettings {
    ReplaySettings(
      modeName: modeName, place: place, conflicts: conflicts.policy, sql: sql, json: json,
      keepGoing: keepGoing, look: look)
  }
}

/// What the options of a replay say; without arguments, that no option is there.
struct ReplaySettings {
  var modeName: ModeName?
  var place = PlaceOptions.none
  var conflicts: ConflictPolicy?
  var sql = false
  var json = false
  var keepGoing = false
  var look = LookOptions.standard

  /// The mode that was asked for; nil if none was.
  func mode(on store: StoreIdentity?) throws -> IsolationMode? { try modeName?.mode(on: store) }

  /// How answers are fitted to standard output.
  var display: Display {
    var display = look.display
    display.showsStatements = sql
    return display
  }
}
