import ArgumentParser
import Drawing
import Language
import Layout
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show a scenario in several modes side by side.",
    usage: "isolab compare <file> [<options>]")

  @Argument(
    help: "A scenario file, or the name of a built-in lesson; - is standard input.",
    completion: .scenario)
  var file: String

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp(
      "A mode or a level, or several, separated by commas; default: the lesson's.",
      valueName: "mode"),
    completion: .modes, transform: modeNames)
  var modeLists: [[ModeName]] = []

  @OptionGroup var place: PlaceOptions

  @Option(
    help: ArgumentHelp(
      "first-updater or first-committer for every mode that has a policy, so that only the mode "
        + "differs.", valueName: "policy"),
    completion: .names(of: ConflictPolicy.self),
    transform: policy(named:))
  var conflicts: ConflictPolicy?

  @OptionGroup var partOption: PartOption

  @Flag(help: "Print one JSON object (docs/json.md).")
  var json = false

  @Flag(name: .long, help: "Continue after errors.")
  var keepGoing = false

  @OptionGroup var look: LookOptions

  func validate() throws { if place.urls.isEmpty { _ = try modes(on: []) } }

  /// The named modes, none of them twice.
  private func modes(on stores: [StoreIdentity]) throws -> [IsolationMode] {
    let modes = try modeLists.joined().flatMap { name in
      stores.isEmpty ? [try name.mode(on: nil)] : try name.modes(on: stores)
    }
    for (index, mode) in modes.enumerated() where modes[..<index].contains(mode) {
      throw ValidationError("\(mode.name) is given twice.")
    }
    return modes
  }

  func run() throws {
    let scenario = try Files.scenario(file)
    if !keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    _ = try partOption.entries(of: scenario)
    guard !place.urls.isEmpty else {
      let comparison = LessonComparison(
        scenario, try modes(on: []), conflicts: conflicts, keepGoing: keepGoing,
        part: partOption.part)
      return try show(comparison, of: scenario, remark(on: scenario))
    }
    try place.withStores { stores in
      let (modes, remark) = try modes(of: scenario, on: stores.map(\.identity))
      let comparison = LessonComparison(
        scenario, modes, on: stores, conflicts: conflicts, keepGoing: keepGoing,
        part: partOption.part)
      try show(comparison, of: scenario, remark)
    }
  }

  /// The modes that are shown next to stores, and what the user should know about the choice.
  private func modes(
    of scenario: Scenario, on stores: [StoreIdentity]
  ) throws -> ([IsolationMode], [String]) {
    let leftOut = try partsLeftOut(of: scenario, on: stores)
    let named = try modes(on: stores)
    let wanted = named.isEmpty ? scenario.modes : named
    let modes = wanted.filter { mode in stores.contains { $0.level(for: mode) != nil } }
    let skipped = wanted.filter { !modes.contains($0) }
    let shown = modes.isEmpty ? stores.prefix(1).map { $0.standardMode(of: scenario) } : modes
    let names = skipped.map(\.name).joined(separator: ", ")
    let told =
      skipped.isEmpty
      ? []
      : [
        "No database here has a level for \(names)"
          + (modes.isEmpty ? ", so the nearest level is shown." : ".")
      ]
    let lines = (leftOut + told).flatMap { broken($0, to: look.columns) }
    return (shown, lines.isEmpty ? [] : [""] + lines)
  }

  /// Which parts cannot be shown next to the stores, and why.
  private func partsLeftOut(
    of scenario: Scenario, on stores: [StoreIdentity]
  ) throws -> [String] {
    var told: [String] = []
    var parts: Set<Int> = []
    for store in stores {
      for (part, mode) in scenario.partsWithoutLevel(on: store).sorted(by: { $0.key < $1.key })
      where partOption.part ?? part == part {
        parts.insert(part)
        told.append(
          "Part \(part) names \(mode.name), for which \(printable(store.title)) has no level.")
      }
    }
    guard partOption.part == nil ? parts.count < scenario.partCount : parts.isEmpty else {
      Output.error.line("isolab: nothing to compare. \(told.joined(separator: " "))")
      throw ExitStatus.usage
    }
    return told
  }

  private func show(
    _ comparison: LessonComparison, of scenario: Scenario, _ remark: [String]
  ) throws {
    if let failure = comparison.failure, !keepGoing || failure.failure.kind == .store {
      throw failure.told()
    }
    if json {
      Output.standard.line(comparison.sides.json(file: scenario.file).text)
    } else {
      Output.standard.lines(
        comparison.sides.lines(
          titled: printable(scenario.file) + partOption.told, columns: look.columns,
          display: look.display,
          isColoured: look.presentation.isColoured) + remark.map { StyledText($0) })
    }
    if comparison.failure != nil { throw ExitStatus.failed }
  }

  /// Why modes other than the lesson's are shown.
  private func remark(on scenario: Scenario) -> [String] {
    guard modeLists.isEmpty, scenario.modes.count == 1 else { return [] }
    let text =
      "The lesson names one mode, \(scenario.modes[0].name). The others are shown for "
      + "comparison; --mode chooses them."
    return [""] + broken(text, to: look.columns)
  }
}
