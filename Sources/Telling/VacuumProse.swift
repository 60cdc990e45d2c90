package import Engine
package import Layout
package import Sessions
import Vocabulary

/// What `.vacuum`, `.autovacuum`, and `.bloat` say.
extension Narrator {
  /// The answer of `.vacuum`; `forgotten` is the number of transactions whose marks were dropped
  /// too.
  package func lines(of report: VacuumReport, forgotten: Int?) -> [AnswerLine] {
    let removed = report.vacuum.removed
    let went = removed.versions == 0 ? "nothing was removed" : "\(bytes(removed.bytes)) freed"
    let answer = "removed \(removed.versions) pinned \(report.vacuum.pinned)"
    var notes = pins(report)
    if let forgotten {
      notes.append(
        "\(counted(forgotten, "committed transaction")) forgotten: conflicts with "
          + "\(forgotten == 1 ? "it" : "them") are no longer found")
    }
    return [AnswerLine(answer, prose: went)] + notes.map { AnswerLine(note: $0) }
  }

  /// The line about a vacuum that ran by itself.
  func note(of report: VacuumReport) -> AnswerLine {
    let pinners = report.pins.map { "\(name($0.transaction)) \($0.transaction)" }
    let by = pinners.isEmpty ? "" : " by \(list(pinners))"
    return AnswerLine(
      note: "autovacuum: removed \(report.vacuum.removed.versions), "
        + "pinned \(report.vacuum.pinned)\(by)")
  }

  /// For programs.
  package func json(of report: VacuumReport, _ command: String, forgotten: Int?) -> JSON {
    JSON.fields(["command": .string(command), "outcome": .string("vacuumed")])
      + fields(of: report)
      + (forgotten.map { ["forgotten": .int($0)] } ?? [:])
  }

  func fields(of report: VacuumReport) -> KeyValuePairs<String, JSON> {
    [
      "removed": .int(report.vacuum.removed.versions), "bytes": .int(report.vacuum.removed.bytes),
      "pinned": .int(report.vacuum.pinned),
      "pins": .array(
        report.pins.map { pin in
          .fields([
            "session": .string(name(pin.transaction)),
            "transaction": .int(pin.transaction.number), "snapshot": .int(pin.snapshot),
            "committed": .bool(pin.isCommitted), "versions": .int(pin.versions),
          ])
        }),
    ]
  }

  /// When a vacuum runs by itself.
  package var autovacuumSetting: String {
    switch runner.autovacuum {
    case nil: "off: a vacuum runs only when you type .vacuum"
    case .standard?:
      "a vacuum runs after 50 dead versions, plus one for every five live ones; that is now "
        + "\(Autovacuum.standard.limit(live: runner.database.liveVersions))"
    case .after(let count)?: "a vacuum runs after \(counted(count, "dead version"))"
    }
  }

  /// What is stored beyond the newest values, and why.
  package func bloat(sinceLook cost: ReadCost) -> [String] {
    let bloat = runner.database.bloat
    var table = Table("versions", "count", "bytes")
    func add(_ name: String, _ volume: Volume, _ remark: String) {
      let cells = [name, "\(volume.versions)", "\(volume.bytes)"]
      table.add(volume.versions == 0 ? cells : cells + [remark])
    }
    add("live", bloat.live, "the newest values")
    add("removable", bloat.removable, "dead; a vacuum removes them")
    add("pinned", bloat.pinned, "dead; nobody can read \(bloat.unseen) of them")
    var lines = self.lines(of: table)
    for pin in bloat.pins { lines.append(told(pin)) }
    if let chain = bloat.longestChain {
      lines.append("longest chain: \(shown(chain.key)), \(counted(chain.versions, "version"))")
    }
    lines.append("oldest snapshot: \(bloat.oldest.map(age) ?? "none is in use")")
    lines.append(reads(runner.database.readCost - cost))
    let marks = bloat.marks
    lines.append(
      "marks: \(marks.ofOpen) of open transactions, "
        + "\(marks.ofCommitted) of committed ones (\(marks.committed) remembered)")
    return lines
  }

  private func reads(_ cost: ReadCost) -> String {
    guard cost.reads > 0 else {
      return "versions per read: nothing has been read since the last .bloat"
    }
    let tenths = (cost.versions * 10 + cost.reads / 2) / cost.reads
    return "versions per read: \(tenths / 10).\(tenths % 10), in "
      + "\(counted(cost.reads, "read")) since the last .bloat"
  }

  private func pins(_ report: VacuumReport) -> [String] {
    report.pins.map { pin in
      let way = pin.isCommitted ? "" : "; COMMIT or ROLLBACK releases them"
      return "\(told(pin))\(way)"
    }
  }

  private func told(_ pin: Pin) -> String {
    let reads = pin.isCommitted ? "has read" : "reads"
    let remembered = pin.isCommitted ? ", and is remembered to find conflicts" : ""
    return "\(name(pin.transaction)) \(pin.transaction) pins "
      + "\(counted(pin.versions, "version")): it \(reads) state \(pin.snapshot)\(remembered)"
  }

  private func age(_ id: TransactionID) -> String {
    let record = runner.records[id.number - 1]
    let age = runner.nextStep - record.begun
    let state = runner.database.openTransaction(id)?.snapshot ?? record.snapshot
    return "\(record.session) \(id)\(state.map { ", state \($0)" } ?? ""), begun "
      + "\(counted(age, "step")) ago (\(record.begun))"
  }

  private func bytes(_ count: Int) -> String { counted(count, "byte") }
}
