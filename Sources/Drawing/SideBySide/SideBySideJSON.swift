import Checking
package import Layout
import Telling
import Vocabulary

/// The comparison for programs; docs/json.md tells it to their authors.
extension SideBySide {
  package func json(file: String) -> JSON {
    .fields(["isolab": .int(1), "file": .string(file)]) + fields
  }

  fileprivate var fields: KeyValuePairs<String, JSON> {
    [
      "modes": .array(modes.map { .string($0.name) }),
      "parts": .array(parts.map(json(of:))),
    ]
  }

  private func json(of part: Part) -> JSON {
    let first = part.firstDifference.map { part.rows[$0].answers[0].step }
    return .fields([
      "part": .int(part.number), "firstDifference": .integer(first),
      "beginsNameModes": .bool(part.beginsNameModes),
      "steps": .array(part.rows.map(json(of:))),
      "results": .array(zip(modes, part.tallies).map { json(of: $1, in: $0) }),
    ])
  }

  private func json(of row: Row) -> JSON {
    .fields([
      "session": .text(row.session?.text), "command": .string(row.command),
      "differs": .bool(!row.isSame),
      "answers": .array(
        zip(modes, row.answers).map { mode, answer in
          .fields([
            "mode": .string(mode.name), "step": .int(answer.step),
            "lines": .array(answer.lines.map { .string($0) }),
          ])
        }),
    ])
  }

  private func json(of tally: Tally, in mode: IsolationMode) -> JSON {
    .fields([
      "mode": .string(mode.name), "conflicts": .text(tally.conflicts?.rawValue),
      "waits": .int(tally.waits), "aborts": .array(tally.aborts.map(json(of:))),
      "needless": .int(tally.aborts.count { $0.need?.isNeeded == false }),
      "anomalies": .array(tally.anomalies.map(JSON.json(of:))),
      "brokenRules": .array(tally.brokenRules.map { .string($0) }),
    ])
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
