import Checking
import Differences
package import Layout
import Telling
import Vocabulary

/// The comparison for programs; docs/json.md tells it to their authors.
extension SideBySide {
  package func json(file: String) -> JSON {
    .fields(["isolab": .int(1), "file": .string(file)]) + fields
  }

  fileprivate var fields: KeyValuePairs<String, JSON> {
    let modes = JSON.array(columns.map { .string($0.mode.name) })
    let parts = JSON.array(parts.map(json(of:)))
    guard hasStores else { return ["modes": modes, "parts": parts] }
    return ["modes": modes, "places": .array(columns.map(place)), "parts": parts]
  }

  /// Where a column is from; null: isolab's engine.
  private func place(of column: Column) -> JSON {
    guard let place = column.place else { return .null }
    return .fields([
      "on": .string(place.store), "url": .string(place.url), "level": .string(place.level),
    ])
  }

  private func json(of part: Part) -> JSON {
    let first = part.firstDifference.map { part.rows[$0].answers[0].step }
    let object = JSON.fields([
      "part": .int(part.number), "firstDifference": .integer(first),
      "beginsNameModes": .bool(part.beginsNameModes),
      "steps": .array(part.rows.map(json(of:))),
      "results": .array(zip(columns, part.tallies).map { json(of: $1, in: $0) }),
    ])
    guard hasStores else { return object }
    return object + ["differences": .array(part.deviations.map(json(of:)))]
  }

  private func json(of deviation: Deviation) -> JSON {
    .fields([
      "column": .int(deviation.column), "mode": .string(columns[deviation.column].mode.name),
      "on": .text(columns[deviation.column].place?.store), "step": .integer(deviation.step),
      "explained": deviation.step == nil ? .null : .bool(!deviation.explanation.isEmpty),
      "reasons": .array(
        deviation.explanation.map {
          .fields([
            "name": .string($0.name), "text": .string($0.told), "see": .string($0.shownBy),
          ])
        }),
    ])
  }

  private func json(of row: Row) -> JSON {
    .fields([
      "session": .text(row.session?.text), "command": .string(row.command),
      "differs": .bool(!row.isSame),
      "answers": .array(
        zip(columns, row.answers).map { column, answer in
          named(column) + [
            "step": .int(answer.step),
            "lines": .array(answer.lines.map { .string($0) }),
          ]
        }),
    ])
  }

  private func named(_ column: Column) -> JSON {
    let mode = JSON.fields(["mode": .string(column.mode.name)])
    return column.place.map { mode + ["on": .string($0.store)] } ?? mode
  }

  private func json(of tally: Tally, in column: Column) -> JSON {
    named(column) + [
      "conflicts": .text(tally.conflicts?.rawValue),
      "waits": .int(tally.waits), "aborts": .array(tally.aborts.map(json(of:))),
      "needless": .int(tally.aborts.count { $0.need?.isNeeded == false }),
      "anomalies": .array(tally.anomalies.map(JSON.json(of:))),
      "brokenRules": .array(tally.brokenRules.map { .string($0) }),
    ]
  }

  private func json(of loss: Loss) -> JSON {
    .fields([
      "step": .int(loss.abort.step), "session": .string(loss.session.text),
      "transaction": .int(loss.abort.transaction.number),
      "kind": .string(loss.abort.kind.rawValue),
    ]) + JSON.verdict(loss.need)
  }
}

extension JSON {
  /// The object with a comparison behind its own fields.
  package func with(_ comparison: SideBySide) -> JSON { self + comparison.fields }
}
