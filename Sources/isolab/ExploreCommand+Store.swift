import Exploring
import Language
import Layout
import LineEditing
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// Exploring on a real database.
extension ExploreCommand {
  /// What was found about a part: a tally for each level.
  typealias Finding = (part: Explorable, tallies: [StoreTally])

  func runOnStore(_ scenario: Scenario) throws {
    try place.withStore { store in
      if let store { try run(scenario, on: store) }
    }
  }

  private func run(_ scenario: Scenario, on store: any Store) throws {
    let modes = try modes(of: scenario, on: store.identity)
    let leftOut = scenario.partsWithoutLevel(on: store.identity)
    let parts = try parts(of: scenario, modes).filter { part in
      if let mode = leftOut[part.part] { tell(part, isLeftOutFor: mode, on: store.identity) }
      return leftOut[part.part] == nil
    }
    guard let first = parts.first else { throw ExitStatus.usage }
    if let number = show.flatMap({ UInt64($0) }) {
      return try replay(number, first, modes[0], on: store)
    }
    let findings = try parts.map { ($0, try explore($0, modes, on: store)) }
    if let format = reportOption.format { return try report(findings, on: store, as: format) }
    if let show { try replay(show, findings, on: store) }
    if let save { try write(to: save, findings, on: store) }
  }

  /// The levels that were asked for, or those for the lesson's modes; `all` means every level.
  private func modes(of scenario: Scenario, on store: StoreIdentity) throws -> [IsolationMode] {
    let names = mode.flatMap { $0.split(separator: ",").map(String.init) }
    guard names.isEmpty else {
      return try names.flatMap { name in
        name == "all"
          ? store.levels.map(\.mode) : [try ModeName(name).mode(on: store)]
      }
    }
    let known = scenario.modes.filter { store.level(for: $0) != nil }
    let skipped = scenario.modes.filter { store.level(for: $0) == nil }
    if !skipped.isEmpty {
      let names = wordedList(skipped.map(\.name))
      Output.error.line(
        "isolab: skipped \(names): \(printable(store.title)) has no "
          + "\(skipped.count == 1 ? "such level" : "such levels")")
    }
    return known.isEmpty ? [store.standardMode(of: scenario)] : known
  }

  private func tell(
    _ part: Explorable, isLeftOutFor mode: IsolationMode, on store: StoreIdentity
  ) {
    Output.error.line(
      "isolab: skipped \(part.name): it begins a transaction in \(mode.name), and "
        + "\(printable(store.title)) has no such level")
  }

  /// The tallies of a part, printed unless one order is wanted.
  private func explore(
    _ part: Explorable, _ modes: [IsolationMode], on store: any Store
  ) throws -> [StoreTally] {
    var exploration = StoreExploration()
    (exploration.limit, exploration.seed) = (limit ?? exploration.limit, seed)
    exploration.jobs = jobs
    exploration.isCancelled = { Cancellation.pending }
    var tallies: [StoreTally] = []
    for mode in modes {
      let tally = try tally(of: part, in: mode, on: store, by: exploration)
      tallies.append(tally)
      if Cancellation.pending || !tally.theirs.takesMode { break }
    }
    if show == nil, reportOption.format == nil { present(tallies, of: part, on: store.identity) }
    try stopIfInterrupted()
    return tallies
  }

  private func tally(
    of part: Explorable, in mode: IsolationMode, on store: any Store,
    by exploration: StoreExploration
  ) throws -> StoreTally {
    let level = store.identity.level(for: mode)?.name ?? mode.name
    var progress = ProgressLine("\(part.name) in \(printable(level))", isPlain: look.plain)
    defer { progress.end() }
    do throws(StoreFailure) {
      return try exploration.tally(of: part, in: mode, on: store) { progress.tell($0) }
    } catch { throw ExitStatus.told(error) }
  }

  private func present(_ tallies: [StoreTally], of part: Explorable, on store: StoreIdentity) {
    guard let first = tallies.first else { return }
    let program = part.program(in: first.mode)
    let lanes = program.lanes.map(\.session.text)
    if json {
      return Output.standard.lines(
        tallies.map { JSON.exploration($0, of: part.name, lanes: lanes, on: store).text })
    }
    let title = "\(part.name) on \(printable(store.title))"
    let table = TallyTable(title, tallies.flatMap { [$0.own, $0.theirs] }, lanes: lanes)
    let matches = StoreTallyTable(tallies)
    let lines =
      look.plain
      ? table.sentences(steps: program.count) + matches.plain
      : table.lines(steps: program.count, columns: columns) + matches.lines(columns: columns)
    Output.standard.lines(lines + noteOfWhatIsLeftOut(of: part))
  }

  // MARK: Single orders

  /// The kind of match with isolab's engine that `--show` may name; nil without a database.
  func match(named name: String) -> Match.Kind? {
    place.urls.isEmpty ? nil : Match.Kind(rawValue: name)
  }

  private func replay(_ what: String, _ findings: [Finding], on store: any Store) throws {
    guard let kind = match(named: what) else {
      return try replay(what, findings.map { ($0.part, $0.tallies.map(\.theirs)) }, on: store)
    }
    for (part, tallies) in findings {
      for tally in tallies {
        guard let order = tally.witnesses[kind] else { continue }
        let onStore = part.replay(whetherPossible: order, in: tally.mode, display, on: store)
        try show(onStore, of: order, part)
        guard !json else { return }
        Output.standard.lines(["", "# isolab's own \(tally.mode.name):"])
        let own = part.replay(whetherPossible: order, in: tally.mode, look.display, on: nil)
        return try show(own, of: order, part)
      }
    }
    throw notFound(what)
  }

  /// Writes each witness as a lesson with the store's answers, and the shortest order that differs.
  private func write(
    to folder: String, _ findings: [Finding], on store: any Store
  ) throws {
    do {
      try Files.makeFolder(folder)
      for (part, tallies) in findings {
        for tally in tallies { try write(tally, of: part, to: folder, on: store) }
      }
      return
    } catch let problem as Files.Problem {
      Output.error.line(problem.text)
    } catch let failure as StoreFailure {
      throw ExitStatus.told(failure)
    }
    throw ExitStatus.usage
  }

  private func write(
    _ tally: StoreTally, of part: Explorable, to folder: String, on store: any Store
  ) throws {
    let place = "\(store.identity.title), \(tally.theirs.level ?? tally.mode.name)"
    var orders = tally.theirs.witnesses.sorted { $0.key < $1.key }.map {
      (name: $0.key.name, text: $0.key.text, order: $0.value)
    }
    for kind in [Match.Kind.explained, .unexplained] {
      guard let order = tally.witnesses[kind] else { continue }
      orders.append((kind.rawValue, "\(kind.rawValue) difference", order))
    }
    for (name, text, order) in orders {
      let title = "\(part.name) on \(printable(place)): \(text)"
      try write(
        try part.lesson(of: order, in: tally.mode, titled: title, on: store),
        named: "\(part.part)-\(store.identity.scheme)-\(tally.mode.shortName)-\(name)", to: folder)
    }
  }
}
