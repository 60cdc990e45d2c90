package import Layout
import Sessions
import Vocabulary

/// The history as a file: one JSON object per line, the first of which names the format.
extension Narrator {
  /// The lines of the whole history, from state 0 on.
  package var history: [String] { historyObjects.map { $0.text } }

  /// The objects of the whole history, from state 0 on; the first names the form.
  package var historyObjects: [JSON] {
    let initial = runner.initial.sorted { $0.key < $1.key }
    let header = JSON.fields([
      "isolab-history": .int(1),
      "initial": .array(
        initial.map { .array([.string($0.key.text), .string($0.value.text)]) }),
    ])
    return [header] + runner.history.map { json(of: $0) }
  }

  private func json(of event: Event) -> JSON {
    switch event {
    case .begin(let id, let mode, let readOnly, let snapshot):
      .fields([
        "begin": .int(id.number), "session": .string(name(id)), "mode": .string(mode.name),
        "readOnly": .bool(readOnly), "snapshot": .integer(snapshot),
      ])
    case .read(let id, let step, let key, let version):
      .fields([
        "read": .int(id.number), "step": .int(step), "key": .string(key.text),
        "version": json(of: version),
      ])
    case .scan(let id, let step, let scan):
      .fields([
        "scan": .int(id.number), "step": .int(step),
        "low": .string(scan.range.low.text), "high": .text(scan.range.high?.text),
        "own": .array(scan.own.map { .string($0.text) }), "rows": json(of: scan.rows),
        "absent": json(of: scan.absent), "asOf": .int(scan.asOf),
      ])
    case .write(let id, let step, let key, let number, let value):
      .fields([
        "write": .int(id.number), "step": .int(step), "key": .string(key.text),
        "number": .int(number), "value": .text(value?.text),
      ])
    case .undo(let id, let step, let key, let number):
      .fields([
        "undo": .int(id.number), "step": .int(step), "key": .string(key.text),
        "number": .int(number),
      ])
    case .wait(let id, let step, let others):
      .fields([
        "wait": .int(id.number), "step": .int(step),
        "on": .array(others.map { .int($0.number) }),
      ])
    case .endOfWait(let id, let step):
      .fields(["endOfWait": .int(id.number), "step": .int(step)])
    case .commit(let id, let step, let state):
      .fields(["commit": .int(id.number), "step": .int(step), "state": .int(state)])
    case .abort(let id, let step, let reason):
      .fields([
        "abort": .int(id.number), "step": .int(step), "reason": .text(reason?.kind.rawValue),
      ])
    }
  }

  func json(of version: VersionID) -> JSON {
    switch version {
    case .written(let id, let number):
      .fields(["by": .int(id.number), "number": .int(number)])
    case .absent(let state): .fields(["absent": .int(state)])
    }
  }

  private func json(of rows: [Event.Row]) -> JSON {
    .array(
      rows.map { .fields(["key": .string($0.key.text), "version": json(of: $0.version)]) })
  }
}
