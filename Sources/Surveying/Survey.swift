package import Checking
import Exploring
import Stores
package import Vocabulary

/// What is known about a place: a cell for each row and level that has been surveyed.
package struct Survey: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package let mode: IsolationMode
    /// What the place calls the level.
    package let name: String
  }

  /// The name and version of the place.
  package let title: String
  package let url: String
  package let columns: [Column]
  /// The rows of the table, then the random programs.
  package let rows: [SurveyRow]
  package private(set) var cells: [SurveyCell] = []

  /// A survey of these levels, about which nothing is known yet.
  package init(by surveyor: Surveyor, in modes: [IsolationMode], _ rows: [SurveyRow]) {
    let identity = surveyor.store?.identity
    (title, url) = (identity?.title ?? "isolab", identity?.url ?? "lab")
    columns = modes.map { Column(mode: $0, name: surveyor.name(of: $0)) }
    self.rows = rows
  }

  package mutating func add(_ cell: SurveyCell) { cells.append(cell) }

  package func cell(_ row: SurveyRow, _ column: Column) -> SurveyCell? {
    cells.first { $0.row == row.name && $0.mode == column.mode }
  }

  package func row(named name: String) -> SurveyRow? { rows.first { $0.name == name } }

  /// The rows and columns that have no cell yet.
  package var left: [(row: SurveyRow, column: Column)] {
    columns.flatMap { column in
      rows.compactMap { row in cell(row, column) == nil ? (row, column) : nil }
    }
  }

  /// The rows that are in the table.
  package var shownRows: [SurveyRow] { rows.filter { !$0.isRandom } }

  // MARK: Promises

  /// An order that breaks a promise.
  package struct Break: Hashable, Sendable {
    package let row: SurveyRow
    /// Nil if the store contradicts itself.
    package let phenomenon: Phenomenon?
    package let order: [Int]
  }

  /// The shortest order in which a level breaks the promise; nil if none does.
  ///
  /// A store that contradicts itself keeps no promise.
  package func shortestBreak(of promise: Promise, in column: Column) -> Break? {
    breaks(of: promise, in: column).min { left, right in
      (left.order.count, left.order.switches) < (right.order.count, right.order.switches)
    }
  }

  private func breaks(of promise: Promise, in column: Column) -> [Break] {
    rows.flatMap { row -> [Break] in
      guard let cell = cell(row, column) else { return [] }
      if let contradiction = cell.contradiction {
        return [Break(row: row, phenomenon: nil, order: contradiction.order)]
      }
      return cell.classes.filter { promise.forbids($0.key) }.sorted { $0.key < $1.key }.map {
        Break(row: row, phenomenon: $0.key, order: $0.value)
      }
    }
  }

  /// The strongest promise that no order breaks; nil if each is broken.
  package func keptPromise(in column: Column) -> Promise? {
    Promise.allCases.last { shortestBreak(of: $0, in: column) == nil }
  }
}

extension SurveyRow {
  package var isRandom: Bool { name.hasPrefix("random-") }
}
