package import Checking
import Engine
package import Language
package import Layout
package import Sessions
import Stores
package import Vocabulary

/// The form for programs: one object per command. docs/json.md describes it.
extension Narrator {
  /// The first line, and the line after each `.reset` and `.mode`.
  package var header: JSON {
    let standard = ConflictPolicy.standard(in: runner.mode)
    let isChosen = standard != nil && runner.place.store == nil
    let conflicts = isChosen ? runner.conflicts ?? standard : nil
    let header = JSON.fields([
      "isolab": .int(1), "mode": .string(runner.mode.name),
      "conflicts": .text(conflicts?.rawValue),
    ])
    guard let store = runner.place.store?.identity else { return header }
    return header + [
      "on": .string(store.title), "url": .string(store.url),
      "level": .text(store.level(for: runner.mode)?.name),
    ]
  }

  /// The last line: the stored data, and the outcome of every transaction.
  package var closing: JSON { closing(listing: runner.records.map(json(of:))) }

  private func closing(listing transactions: [JSON]) -> JSON {
    let rows = runner.database.committedRows(in: .all)
    return .fields([
      "end": .bool(true), "final": pairs(rows), "transactions": .array(transactions),
    ])
  }

  /// The text of the last line in pieces: after a long session, it lists very many transactions.
  package func closing(_ write: (String) -> Void) {
    let end = "]}"
    write(String(closing(listing: []).text.dropLast(end.count)))
    var piece = ""
    for (index, record) in runner.records.enumerated() {
      if index > 0 { piece += "," }
      piece += json(of: record).text
      if piece.utf8.count > 1 << 16 {
        write(piece)
        piece = ""
      }
    }
    write(piece + end)
  }

  /// A command's object; `events` are the events of the command and its parts in the history.
  package func json(of reply: Reply, _ events: Slice<History> = History()[...]) -> JSON {
    json(of: reply, reply.step.flatMap { verdicts.sightings[$0] } ?? [], events, isPart: false)
  }

  /// The object; what its parts have made certain is in the objects of those parts.
  private func json(
    of reply: Reply, _ sightings: [Sighting], _ events: Slice<History>, isPart: Bool
  ) -> JSON {
    func parts(_ replies: [Reply]) -> JSON {
      .array(
        replies.map { part in
          json(of: part, sightings.filter { part.ends($0.last) }, events, isPart: true)
        })
    }
    // An error takes no step; the next one will take that of the prompt.
    let step = reply.step ?? (isPart ? nil : runner.nextStep)
    var result =
      JSON.fields(step.map { ["step": .int($0)] } ?? [:]) + [
        "session": .string(reply.session.text),
        "transaction": .integer(reply.transaction?.number), "command": .string(reply.text),
      ]
    result = fields(of: reply, after: result) + versions(readBy: reply, events)
    if !reply.notRun.isEmpty {
      result = result + ["notRun": .array(reply.notRun.map { .string($0) })]
    }
    if !reply.retried.isEmpty { result = result + ["retried": parts(reply.retried)] }
    if !reply.resumed.isEmpty { result = result + ["resumed": parts(reply.resumed)] }
    if !reply.notices.isEmpty {
      result = result + ["notes": .array(reply.notices.map { .string(prose(of: $0)) })]
    }
    if let commit = reply.commit {
      result = result + ["commit": .int(commit.state)] + tries(of: reply.transaction)
    }
    let isCommit = if case .committed = reply.outcome { true } else { reply.commit != nil }
    let others = reply.retried + reply.resumed
    let own = sightings.filter { sighting in !others.contains { $0.ends(sighting.last) } }
    if isCommit || !own.isEmpty {
      result = result + ["anomalies": .array(own.map(JSON.json(of:)))]
    }
    if isCommit { result = result + ["rules": JSON.json(of: runner.rules)] }
    if let report = reply.vacuum {
      result = result + ["vacuum": JSON.fields([:]) + fields(of: report)]
    }
    return result
  }

  private func fields(of reply: Reply, after start: JSON) -> JSON {
    switch reply.outcome {
    case .begun(let snapshot):
      let mode = reply.transaction.map { runner.records[$0.number - 1].mode }
      return start + [
        "outcome": .string("begun"), "mode": .text(mode?.name), "snapshot": .integer(snapshot),
      ] + tries(of: reply.transaction)
    case .found(let found): return start + fields(of: found)
    case .wrote, .cancelled: return start + ["outcome": .string("ok")]
    case .changed(let count): return start + ["outcome": .string("ok"), "number": .int(count)]
    case .skipped: return start + ["outcome": .string("skipped")]
    case .held: return start + ["outcome": .string("held")]
    case .waits(let conflicts):
      let others = conflicts.map { JSON.string(name($0.second.transaction)) }
      return start + ["outcome": .string("waits"), "waitsFor": .array(others)]
    case .committed(let state, _):
      return start + ["outcome": .string("committed"), "commit": .int(state)]
    case .rolledBack: return start + ["outcome": .string("rolledback")]
    case .aborted(let abort):
      return start + ["outcome": .string("aborted"), "reason": json(of: abort)]
    case .failed(let problem):
      return start + Self.error(problem.kind, problem.message(narrator: self))
    }
  }

  private func fields(of found: Found) -> KeyValuePairs<String, JSON> {
    switch found {
    case .value(let key, let value):
      [
        "outcome": .string("value"), "key": .string(key.text), "value": .text(value?.text),
      ]
    case .rows(let range, let rows):
      ["outcome": .string("rows"), "range": json(of: range), "rows": pairs(rows)]
    case .count(let range, let count):
      [
        "outcome": .string("count"), "range": json(of: range), "number": .int(count),
      ]
    case .sum(let range, let sum):
      [
        "outcome": .string("sum"), "range": json(of: range), "number": .number(sum),
      ]
    }
  }

  /// The field `attempt`, unless it is the first.
  private func tries(of id: TransactionID?) -> KeyValuePairs<String, JSON> {
    attempt(id).map { ["attempt": .int($0)] } ?? [:]
  }

  /// The object of a line that is not in the language.
  package func json(
    ofRefused text: String, in session: SessionName, kind: ErrorKind, message: String
  ) -> JSON {
    .fields([
      "step": .int(runner.nextStep), "session": .string(session.text), "command": .string(text),
    ]) + Self.error(kind, message)
  }

  private static func error(_ kind: ErrorKind, _ message: String) -> KeyValuePairs<String, JSON> {
    [
      "outcome": .string("error"), "kind": .string(kind.rawValue), "message": .string(message),
    ]
  }

  /// An abort as data.
  ///
  /// `isOver` means that nothing more will happen, so a verdict is final.
  private func json(of abort: Abort, isOver: Bool = false) -> JSON {
    let need = verdicts.needs[abort.transaction].map { isOver ? $0.atTheEnd : $0 }
    var result = JSON.fields(["kind": .string(abort.kind.rawValue)])
    if let role = abort.role { result = result + ["role": .string(role.rawValue)] }
    if let report = abort.report { result = result + ["report": .string(report)] }
    if let timeout = abort.timeout { result = result + ["timeout": Self.json(of: timeout)] }
    return result + [
      "step": .int(abort.step),
      "rivals": .array(abort.rivals.map { .string(name($0)) }),
      "keys": .array(abort.keys.map { .string($0.text) }),
      "ranges": .array(abort.ranges.map(json(of:))),
      "conflicts": .array(abort.conflicts.map(json(of:))),
    ] + JSON.verdict(need) + JSON.fields(of: verdicts.trials[abort.transaction])
  }

  /// Which limit was reached, and the state of the transaction; times in milliseconds.
  private static func json(of timeout: Abort.Timeout) -> JSON {
    .fields([
      "limit": .string(timeout.limit.rawValue), "allowed": .number(timeout.allowed.milliseconds),
      "open": .number(timeout.open.milliseconds), "begun": .int(timeout.begun),
      "idle": .number(timeout.idle.milliseconds), "last": .int(timeout.last),
      "waiting": .bool(timeout.wasWaiting),
    ])
  }

  private func json(of conflict: Conflict) -> JSON {
    .fields([
      "kind": .string(conflict.kind.rawValue), "key": .text(conflict.key?.text),
      "range": conflict.range.map(json(of:)) ?? .null, "from": json(of: conflict.first),
      "to": json(of: conflict.second),
    ])
  }

  private func json(of access: Access) -> JSON {
    let (action, value): (String, JSON) =
      switch access.action {
      case .read(let value): ("read", .text(value?.text))
      case .wrote(let value): (value == nil ? "deleted" : "wrote", .text(value?.text))
      case .readForUpdate(let value): ("read-for-update", .text(value?.text))
      case .locked, .lockedRange: ("locked", .null)
      case .requested: ("requested", .null)
      }
    return .fields([
      "session": .string(name(access.transaction)), "transaction": .int(access.transaction.number),
      "step": .int(access.step), "action": .string(action), "value": value,
      "committed": .integer(access.committedAt),
    ])
  }

  private func json(of range: KeyRange) -> JSON {
    .array([.string(range.low.text), .text(range.high?.text)])
  }

  /// The committed keys and values of a range, in key order.
  package func committed(in range: KeyRange) -> JSON {
    pairs(runner.database.committedRows(in: range))
  }

  private func pairs(_ rows: [Answer.Row]) -> JSON {
    .array(rows.map { .array([.string($0.key.text), .string($0.value.text)]) })
  }

  private func json(of record: TransactionRecord) -> JSON {
    let start =
      JSON.fields([
        "id": .int(record.id.number), "session": .string(record.session.text),
        "mode": .string(record.mode.name), "readOnly": .bool(record.readOnly),
        "snapshot": .integer(record.snapshot),
      ]) + tries(of: record.id)
    switch record.status {
    case .open: return start + ["status": .string("open"), "commit": .null]
    case .committed(let state):
      return start + ["status": .string("committed"), "commit": .int(state)]
    case .rolledBack: return start + ["status": .string("rolledback"), "commit": .null]
    case .aborted(let abort):
      return start + [
        "status": .string("aborted"), "commit": .null, "reason": json(of: abort, isOver: true),
      ]
    }
  }
}

extension JSON {
  /// The object with the place of its command in the file.
  package func located(line: Int, column: Int) -> JSON {
    self + ["line": .int(line), "column": .int(column)]
  }

  /// The object of a word of the lab.
  package static func labObject(
    command: String, outcome: String, notes: [String]?, rules: [Rule]?
  ) -> JSON {
    var result = JSON.fields(["command": .string(command), "outcome": .string(outcome)])
    if let notes { result = result + ["lines": .array(notes.map { .string($0) })] }
    if let rules, !rules.isEmpty { result = result + ["rules": json(of: rules)] }
    return result
  }

  /// The object of a word about versions, with the rows of the newest state.
  package func with(state: Int, committed: JSON) -> JSON {
    self + ["state": .int(state), "committed": committed]
  }

  /// The object of a word about what happened, with the objects of the history.
  package func with(history: [JSON]) -> JSON { self + ["history": .array(history)] }

  /// The object of a word that let time pass, with the objects of what it has ended.
  package func with(expired: [JSON]) -> JSON { self + ["expired": .array(expired)] }

  /// Whether an abort was needed: as a truth value if that is certain, and in words.
  package static func verdict(_ need: NeedSoFar?) -> KeyValuePairs<String, JSON> {
    ["needed": need?.isNeeded.map { .bool($0) } ?? .null, "verdict": .text(need?.text)]
  }

  static func json(of rules: [Rule]) -> JSON {
    .array(rules.map { .fields(["name": .string($0.name), "holds": .bool($0.holds)]) })
  }
}

extension Reply {
  /// Whether it, or what it has led to, is the end of the transaction.
  fileprivate func ends(_ id: TransactionID) -> Bool {
    all.contains { part in
      switch part.outcome {
      case .aborted(let abort): abort.transaction == id
      case .committed, .rolledBack: part.transaction == id
      default: part.commit != nil && part.transaction == id
      }
    }
  }
}
