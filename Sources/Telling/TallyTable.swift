package import Exploring
import Layout
import Vocabulary

/// What all orders of a program lead to, a row for each mode.
package struct TallyTable: Sendable {
  private let title: String
  /// The tallies about which something is known.
  private let tallies: [Tally]
  private let lanes: [String]
  private let orders: UInt64?
  /// Lines below the heading.
  private let remarks: [String]

  /// - Parameters:
  ///   - title: what was explored.
  ///   - tallies: one for each mode, of the same program; on a store each after that of the engine.
  ///   - lanes: who the sessions are.
  package init(_ title: String, _ tallies: [Tally], lanes: [String]) {
    (self.title, self.lanes) = (title, lanes)
    self.tallies = tallies.filter { $0.basis != .partial(0) }
    // On a store the same orders were run, so the same holds.
    remarks =
      tallies.filter { $0.level == nil }.flatMap { $0.remarks }
      + (tallies.first?.remarksOnAllModes ?? [])
    orders = tallies.first?.orders
  }

  /// The whole table; in columns if they are not wider than that.
  package func lines(steps: Int, columns: Int, witnesses: Bool = true) -> [String] {
    let (rows, name) = rows(columns)
    let below = (rows.isEmpty ? [] : legend) + (witnesses ? witnessLegend : [])
    return [heading(steps: steps)] + remarks.flatMap { broken($0, to: columns, "  ") } + rows
      + below.flatMap { broken($0, to: columns, "  ") } + (witnesses ? self.witnesses(name) : [])
  }

  /// The same in whole sentences, for screen readers.
  package func sentences(steps: Int, witnesses: Bool = true) -> [String] {
    let counts = tallies.map { tally in
      let found = tally.counts.sorted { $0.key < $1.key }.map { "\($0.text) \(tally.told($1))" }
      return "\(tally.place): possible \(tally.told(tally.possible)), clean "
        + "\(tally.told(tally.clean)), outcomes \(tally.outcomes)"
        + found.map { ", \($0)" }.joined() + "."
    }
    let orders = shown.flatMap { tally in
      tally.witnesses.sorted { $0.key < $1.key }.map { trait, order in
        "The shortest order\(tally.isSample ? " drawn" : "") for \(trait.text)"
          + (tally.takesMode ? " in \(tally.name { $0.name }) is " : " is ")
          + (order.number.map { "number \($0.grouped)" } ?? "not numbered")
          + ", with \(counted(order.switches, "change")) of session."
      }
    }
    let remarks = remarks.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    return ["\(heading(steps: steps))."] + remarks + counts + (witnesses ? orders : [])
  }

  /// The meanings of the columns whose names do not explain themselves.
  private var legend: [String] {
    [
      "outcomes: how many different answers and data the orders lead to",
      "clean: no anomaly, broken rule, abort, wait, or error",
    ]
  }

  private func heading(steps: Int) -> String {
    let count =
      orders.map { $0 == 1 ? "1 order" : "\($0.grouped) orders" }
      ?? "more than 2^64 orders"
    let possible = areAllPossible ? ", all possible" : ""
    return
      "\(title): \(counted(lanes.count, "session")), \(counted(steps, "step")), \(count)\(possible)"
  }

  /// Whether no mode makes a session wait whose turn it would be.
  private var areAllPossible: Bool {
    !tallies.isEmpty && tallies.allSatisfy { $0.basis == .exact && $0.possible == $0.orders }
  }

  // MARK: Rows

  /// What is counted, in the order of the columns; only what occurs in some mode.
  private var traits: [Trait] {
    Set(tallies.flatMap { $0.counts.keys }).filter { trait in
      if case .anomaly = trait { false } else { true }
    }.sorted()
  }

  /// A row for each mode, with its full name if that fits, otherwise with the short one.
  ///
  /// If that is too wide, a column for each mode, or no columns.
  private func rows(_ columns: Int) -> (rows: [String], name: (IsolationMode) -> String) {
    func fits(_ rows: [String]) -> Bool { rows.allSatisfy { displayWidth(of: $0) <= columns } }
    let whole = tallies.isEmpty ? [] : table { $0.name }
    if fits(whole) { return (whole, { $0.name }) }
    return ([table { $0.shortName }, turned].first(where: fits) ?? stacked, { $0.shortName })
  }

  private func table(_ name: (IsolationMode) -> String) -> [String] {
    let anomalies = tallies.contains { !$0.anomalies.isEmpty }
    var table = Table(
      ["mode"] + (areAllPossible ? [] : ["possible"]) + ["outcomes", "clean"]
        + (anomalies ? ["orders", "anomaly"] : []) + traits.map { $0.text })
    for tally in tallies {
      let found = tally.anomalies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      for row in 0..<max(1, found.count) {
        let isFirst = row == 0
        let anomaly = row < found.count ? found[row].key : found.isEmpty ? "none" : ""
        let count = row < found.count ? tally.told(found[row].value) : ""
        let start =
          [tally.name(name)] + (areAllPossible ? [] : [tally.told(tally.possible)])
          + ["\(tally.outcomes)", tally.told(tally.clean)]
        let end = traits.map { tally.told(tally.counts[$0] ?? 0) }
        table.add(
          (isFirst ? start : start.map { _ in "" }) + (anomalies ? [count, anomaly] : [])
            + (isFirst ? end : []))
      }
    }
    return table.lines
  }

  /// A column for each mode.
  private var turned: [String] {
    var table = Table([""] + tallies.map { $0.name { $0.shortName } })
    func add(_ name: String, _ cell: (Tally) -> String) { table.add([name] + tallies.map(cell)) }
    if !areAllPossible { add("possible") { $0.told($0.possible) } }
    add("outcomes") { "\($0.outcomes)" }
    add("clean") { $0.told($0.clean) }
    for trait in Set(tallies.flatMap({ $0.counts.keys })).sorted() {
      add(trait.text) { $0.told($0.counts[trait] ?? 0) }
    }
    return table.lines
  }

  /// A paragraph for each mode, if the columns are too wide.
  private var stacked: [String] {
    tallies.flatMap { tally in
      let counts = tally.counts.sorted { $0.key < $1.key }
      return [
        "\(tally.name { $0.name }): \(tally.told(tally.possible)) possible, "
          + "\(tally.told(tally.clean)) clean, \(tally.outcomes) outcomes"
      ] + counts.map { "  \($0.key.text) \(tally.told($0.value))" }
    }
  }

  // MARK: Witnesses

  /// Those whose shortest orders are shown: of a store, and otherwise all.
  private var shown: [Tally] {
    let onStore = tallies.filter { $0.level != nil }
    return onStore.isEmpty ? tallies : onStore
  }

  /// How to read the list of orders; empty if there is no list.
  private var witnessLegend: [String] {
    guard shown.contains(where: { !$0.witnesses.isEmpty }) else { return [] }
    let found = shown.contains { $0.isSample } ? " found" : ""
    return [
      "order: its number among all; changes: how often another session takes over",
      "the shortest order\(found) of each kind; --show KIND or --show ORDER replays it:",
    ]
  }

  private func witnesses(_ name: (IsolationMode) -> String) -> [String] {
    var table = Table("mode", "kind", "order", "changes")
    for tally in shown {
      for (trait, order) in tally.witnesses.sorted(by: { $0.key < $1.key }) {
        let number = order.number.map { $0.grouped } ?? "-"
        table.add(tally.name(name), trait.text, number, "\(order.switches)")
      }
    }
    return table.isEmpty ? [] : table.lines.map { "  \($0)" }
  }
}
