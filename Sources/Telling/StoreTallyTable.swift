package import Exploring
import Layout
import Vocabulary

/// How orders on a store match those on isolab's engine, a row for each level.
package struct StoreTallyTable: Sendable {
  private let tallies: [StoreTally]

  package init(_ tallies: [StoreTally]) {
    self.tallies = tallies.filter { $0.theirs.basis != .partial(0) }
  }

  /// The table, and why orders differ; in columns if they are not wider than that.
  package func lines(columns: Int) -> [String] {
    guard !tallies.isEmpty else { return [] }
    let rows = table.lines
    let fits = rows.allSatisfy { displayWidth(of: $0) <= columns }
    let notes = reasons + witnesses
    return ["", "how the orders match isolab's:"]
      + (fits ? rows : sentences.flatMap { broken($0, to: columns, "  ") })
      + notes.flatMap { broken($0, to: columns, "  ") }
  }

  /// The same in whole sentences.
  package var plain: [String] { sentences + (reasons + witnesses).map { "\($0)." } }

  private var table: Table {
    var table = Table(["level", "orders"] + Match.Kind.allCases.map { $0.heading })
    for tally in tallies {
      table.add(
        [tally.theirs.name { $0.name }, tally.compared.grouped]
          + Match.Kind.allCases.map { (tally.counts[$0] ?? 0).grouped })
    }
    return table
  }

  private var sentences: [String] {
    tallies.map { tally in
      let counts = Match.Kind.allCases.map { "\($0.heading) \((tally.counts[$0] ?? 0).grouped)" }
      return "\(tally.theirs.place): compared \(tally.compared.grouped), "
        + counts.joined(separator: ", ") + "."
    }
  }

  private var reasons: [String] {
    tallies.flatMap { tally in
      tally.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, count in
        "\(tally.theirs.name { $0.name }): \(name) explains "
          + counted(Int(clamping: count), "order")
      }
    }
  }

  /// The shortest orders that differ.
  private var witnesses: [String] {
    tallies.flatMap { tally in
      [Match.Kind.explained, .unexplained].compactMap { kind in
        tally.witnesses[kind].map { order in
          "\(tally.theirs.name { $0.name }): the shortest \(kind.rawValue) order: "
            + (order.number.map { $0.grouped } ?? "not numbered")
        }
      }
    }
  }
}

extension Match.Kind {
  /// What tables call it.
  fileprivate var heading: String {
    switch self {
    case .events: "event by event"
    case .outcome: "in outcome"
    case .explained: "explained"
    case .unexplained: "unexplained"
    }
  }
}
