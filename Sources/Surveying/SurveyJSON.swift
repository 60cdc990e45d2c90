import Checking
import Exploring
package import Layout
package import Vocabulary

/// A survey for programs.
extension Survey {
  /// An object for each cell, then one for each level.
  package var objects: [JSON] {
    cells.compactMap { cell in
      guard let row = row(named: cell.row), let column = column(of: cell) else { return nil }
      return object(of: cell, row, column)
    } + columns.map(object)
  }

  /// A line for each cell below a heading, with commas between the fields.
  package var csv: [String] {
    let heading = "store,level,row,anomaly,result,seen,possible,ran,orders,seed,waits,aborts,order"
    return [heading]
      + cells.compactMap { cell in
        guard let row = row(named: cell.row), let column = column(of: cell) else { return nil }
        let witness = cell.sighting(of: row)
        let fields = [
          printable(title), printable(column.name), row.name, row.anomaly ?? "",
          cell.result(in: row), "\(witness?.count ?? 0)", "\(cell.possible)", "\(cell.ran)",
          cell.orders.map { "\($0)" } ?? "", cell.seed.map { "\($0)" } ?? "", "\(cell.waits)",
          "\(cell.aborts)", row.steps(in: cell.order(of: row)),
        ]
        return fields.map { $0.asField }.joined(separator: ",")
      }
  }

  /// Whether a level keeps a promise.
  package func claim(of promise: Promise, in column: Column) -> JSON {
    let broken = shortestBreak(of: promise, in: column)
    return .fields([
      "claim": .string(promise.rawValue), "level": .string(column.name), "on": .string(title),
      "holds": .bool(broken == nil), "row": .text(broken?.row.name),
      "phenomenon": .text(broken?.phenomenon?.rawValue),
      "order": .array((broken?.order ?? []).map { .string(SurveyRow.sessions[$0]) }),
    ])
  }

  private func column(of cell: SurveyCell) -> Column? { columns.first { $0.mode == cell.mode } }

  private func object(of cell: SurveyCell, _ row: SurveyRow, _ column: Column) -> JSON {
    let sightings = cell.sightings.map { sighting in
      JSON.fields([
        "name": .string(sighting.name), "orders": .count(sighting.count),
        "number": sighting.order.number.map { .count($0) } ?? .null,
        "order": .array(sighting.order.map { .string(SurveyRow.sessions[$0]) }),
      ])
    }
    return .fields([
      "survey": .string(row.name), "title": .string(row.title), "anomaly": .text(row.anomaly),
      "on": .string(title), "url": .string(url), "level": .string(column.name),
      "mode": .string(column.mode.name), "result": .string(cell.result(in: row)),
      "conduct": .string(cell.conduct), "seen": .count(cell.sighting(of: row)?.count ?? 0),
      "possible": .count(cell.possible), "ran": .count(cell.ran),
      "orders": cell.orders.map { .count($0) } ?? .null,
      "seed": cell.seed.map { .count($0) } ?? .null, "waits": .count(cell.waits),
      "aborts": .count(cell.aborts), "undecided": .count(cell.undecided),
      "repeated": cell.isRepeated.map { .bool($0) } ?? .null, "found": .array(sightings),
    ])
  }

  private func object(of column: Column) -> JSON {
    let kept = keptPromise(in: column)
    let known = shownRows.filter { $0.anomaly != nil && cell($0, column) != nil }
    func names(_ isAllowed: Bool) -> JSON {
      .array(
        known.filter { (cell($0, column)?.sighting(of: $0) != nil) == isAllowed }
          .map { .string($0.name) })
    }
    return .fields([
      "level": .string(column.name), "on": .string(title), "url": .string(url),
      "mode": .string(column.mode.name), "class": .text(kept?.rawValue), "allows": names(true),
      "forbids": names(false), "prose": .string(prose(of: column).joined(separator: " ")),
    ])
  }
}

extension String {
  /// The text as a field of a line with commas.
  fileprivate var asField: String {
    contains { ",\"\n".contains($0) } ? "\"\(replacing("\"", with: "\"\""))\"" : self
  }
}
