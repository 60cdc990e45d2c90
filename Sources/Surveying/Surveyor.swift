package import Exploring
import Runs
package import Stores
package import Vocabulary

/// Surveys a place: which anomalies its levels let happen.
///
/// A survey is a table of explorations. Each row is a small program that can have one anomaly; each
/// column is a level. A cell is the exploration of the row in the level. On a store, this is all
/// orders of the program up to a limit, or a sample that has the row's own order; on isolab's
/// engine, all orders. The judge decides about each order. It does not count an anomaly if it is
/// not certain.
///
/// Where no order has the anomaly, the row's own order shows what the level does instead. It is the
/// order of the literature, in which the anomaly comes nearest.
package struct Surveyor: Sendable {
  /// Nil: isolab's engine.
  package let store: (any Store)?
  /// How orders are run; on isolab's engine its limit does not count.
  package var exploration = StoreExploration()

  package init(on store: (any Store)?) { self.store = store }

  /// The levels, the weakest first.
  package var modes: [IsolationMode] {
    store.map { $0.identity.levels.map { $0.mode } } ?? IsolationMode.allCases
  }

  /// What a level is called: by the store, or else by isolab.
  package func name(of mode: IsolationMode) -> String {
    store?.identity.level(for: mode)?.name ?? mode.name
  }

  /// How many orders the cell of a row takes.
  package func work(_ row: SurveyRow) -> UInt64 {
    let count = row.program.program(in: modes[0]).orders.count ?? .max
    return min(count, UInt64(exploration.limit))
  }

  /// What the level does about a row's anomaly; nil if it was interrupted.
  ///
  /// - Throws: why the store can no longer be asked.
  package func cell(
    _ row: SurveyRow, in mode: IsolationMode, report: (Exploration.Progress) -> Void = { _ in }
  ) throws(StoreFailure) -> SurveyCell? {
    let tally = try tally(of: row, in: mode, report: report)
    if case .partial = tally.basis { return nil }
    let program = row.program.program(in: mode, on: store)
    let own = RowCourse(of: row.order, row, program)
    let sightings = Self.sightings(in: tally)
    let witness = sightings.first { $0.name == row.anomaly }
    return SurveyCell(
      row: row.name, mode: mode, orders: tally.orders, ran: tally.ran,
      seed: tally.seed, possible: tally.possible, undecided: tally.counts[.undecided] ?? 0,
      waits: tally.counts[.waits] ?? 0, aborts: tally.count { $0.isAbort }, conduct: own.conduct,
      sightings: sightings, classes: tally.classes,
      isRepeated: witness.map { RowCourse(of: $0.order, row, program).hasAnomaly($0.name) })
  }

  private func tally(
    of row: SurveyRow, in mode: IsolationMode, report: (Exploration.Progress) -> Void
  ) throws(StoreFailure) -> Tally {
    guard let store else {
      var exploration = Exploration()
      (exploration.seed, exploration.jobs) = (self.exploration.seed, self.exploration.jobs)
      exploration.isCancelled = self.exploration.isCancelled
      return exploration.tally(of: row.program.program(in: mode), report: report)
    }
    var exploration = exploration
    exploration.chosen = [row.order]
    return try exploration.tally(of: row.program, in: mode, on: store, report: report).theirs
  }

  /// The anomalies of a tally; a contradiction comes first.
  private static func sightings(in tally: Tally) -> [SurveyCell.Sighting] {
    tally.witnesses.sorted { $0.key < $1.key }.compactMap { trait, order in
      guard let name = trait.nameInSurvey else { return nil }
      return SurveyCell.Sighting(name: name, count: tally.counts[trait] ?? 0, order: order)
    }.sorted { $0.isContradiction && !$1.isContradiction }
  }
}

extension SurveyCell.Sighting {
  fileprivate var isContradiction: Bool { name == SurveyCell.contradiction }
}

extension Trait {
  fileprivate var isAbort: Bool {
    switch self {
    case .needed, .notNeeded, .notDecided, .deadlock: true
    default: false
    }
  }

  /// What a survey calls it; nil where it is none of its subjects.
  fileprivate var nameInSurvey: String? {
    switch self {
    case .anomaly(let slug): slug
    case .contradiction: SurveyCell.contradiction
    default: nil
    }
  }
}

extension Tally {
  /// How many orders were run.
  fileprivate var ran: UInt64 {
    switch basis {
    case .exact: orders ?? possible
    case .sampled(let size, _, _): UInt64(size)
    case .partial(let done): done
    }
  }

  /// What a sample was drawn by.
  fileprivate var seed: UInt64? {
    if case .sampled(_, let seed, _) = basis { seed } else { nil }
  }
}
