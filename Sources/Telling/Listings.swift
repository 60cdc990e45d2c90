import Engine
import Language
package import Layout
import Sessions
package import Vocabulary

/// What `.versions`, `.transactions`, `.locks`, `.sessions` and `.rules` show: lines without the
/// two blanks and the semicolon in front.
extension Narrator {
  /// Every version of the range as a row with its creator, its end, and what a vacuum would do with
  /// it, followed by uncommitted writes; while transactions are open, also which of them would see
  /// the version.
  package func versions(in range: KeyRange) -> [StyledText] {
    let table = versionTable(in: range)
    if table.isEmpty { return [StyledText("no versions")] }
    if display.isPlain { return table.sentences.map { StyledText($0) } }
    let names = runner.sessions.map({ $0.name.text })
    let places = Self.versionHeading.indices.filter { Self.versionHeading[$0].hasSuffix("_by") }
    return table.lines { cell, row, column in
      row > 0 && places.contains(column) ? StyledText(cell, sessions: names) : StyledText(cell)
    }
  }

  /// The columns of versions if there are readers.
  package static let versionHeading = [
    "key", "value", "state", "created_by", "deleted_by", "fate", "seen_by",
  ]

  /// The versions with a heading; the last column is there while somebody could read, or always.
  package func versionTable(in range: KeyRange, withReaders isWide: Bool = false) -> Table {
    let hasReaders = isWide || !readers.isEmpty
    var table = Table(Array(Self.versionHeading.dropLast(hasReaders ? 0 : 1)))
    for row in versionRows(in: range) {
      let names = row.seenBy.map(name).joined(separator: ", ")
      table.add(
        [
          shown(row.key), row.value.map { shown($0) } ?? "(deleted)",
          row.state.map { "\($0)" } ?? "open", maker(row.createdBy),
          row.deletedBy.map(maker) ?? "-", row.fate?.rawValue ?? "-",
        ] + (hasReaders ? [names.isEmpty ? "-" : names] : []))
    }
    return table
  }

  /// Every transaction so far.
  package var transactions: [String] {
    guard !runner.records.isEmpty else { return ["no transactions yet"] }
    let hasRetries = runner.records.contains { $0.attempt > 1 }
    var table = Table(
      ["id", "session", "mode", "sees", "begun"] + (hasRetries ? ["attempt"] : []) + ["status"])
    for record in runner.records {
      let readsSnapshot = record.mode.readsSnapshot
      let sees = record.snapshot.map { "state \($0)" } ?? (readsSnapshot ? "-" : "newest")
      table.add(
        [
          "\(record.id)", record.session.text,
          record.mode.shortName + (record.readOnly ? ", read only" : ""), sees, "\(record.begun)",
        ] + (hasRetries ? ["\(record.attempt)"] : []) + [status(of: record)])
    }
    return lines(of: table)
  }

  /// The locks and their holders, and the waits with their steps.
  package var locks: [String] {
    var holders = Table("key or range", "held by", "how", "since step")
    let database = runner.database
    for transaction in database.openTransactions {
      for hold in database.holds(of: transaction.id) {
        holders.add(written(hold.range), name(transaction.id), hold.kind.rawValue, "\(hold.step)")
      }
    }
    let waits = waitingTransactions.map { waiting($0) }
    return (holders.isEmpty ? ["nothing is held"] : lines(of: holders)) + waits
  }

  /// Those whose request waits, first come first.
  var waitingTransactions: [OpenTransaction] {
    runner.database.openTransactions.filter { $0.arrival != nil }
      .sorted { $0.arrival ?? 0 < $1.arrival ?? 0 }
  }

  /// The sessions and their states.
  package var sessions: [String] {
    var table = Table("session", "transaction", "state")
    for session in runner.sessions {
      let state =
        switch session.state {
        case .idle: "no transaction"
        case .open: "open"
        case .waiting:
          session.waitingCommand.map { "waiting since step \($0.step): \(typed($0.text))" } ?? ""
        case .aborted: "aborted"
        }
      table.add(session.name.text, session.transaction.map { "\($0)" } ?? "-", state)
    }
    return lines(of: table)
  }

  /// The branches of everything that was tried.
  package func branches(_ rows: [BranchRow]) -> [String] {
    var table = Table("", "branch", "from", "mode", "done", "undone", "last")
    for row in rows {
      table.add(
        row.isHere ? (display.isPlain ? "here" : "*") : "", "\(row.number)", row.origin,
        row.mode.shortName, "\(row.done)",
        "\(row.undone)", brief(row.last, cells: 28))
    }
    return lines(of: table)
  }

  /// The rules and whether they hold.
  package var rules: [String] {
    guard !runner.rules.isEmpty else { return ["no rules; .rule NAME: expression adds one"] }
    return runner.rules.map { rule in
      "\(rule.name) \(rule.holds ? "holds" : "broken"): \(typed(rule.formula.source))"
    }
  }

  package func maker(_ id: TransactionID) -> String {
    id == .initial ? "T0" : "\(id) \(name(id))"
  }

  private func status(of record: TransactionRecord) -> String {
    switch record.status {
    case .open:
      return runner.session(record.session)?.waitingCommand == nil ? "open" : "waiting"
    case .committed(let state): return "committed, state \(state)"
    case .rolledBack: return "rolled back"
    case .aborted(let abort): return "aborted, \(abort.kind.rawValue)"
    }
  }

  private func waiting(_ transaction: OpenTransaction) -> String {
    let session = name(transaction.id)
    let others = list(transaction.waits.map { name($0.second.transaction) })
    guard let edge = transaction.waits.first else {
      return "\(session) has been waiting; the database does not say for whom"
    }
    let what = edge.key.map { shown($0) } ?? edge.range.map(written)
    return "\(session) has been waiting for \(others)\(what.map { " on \($0)" } ?? "") since step "
      + "\(edge.first.step)"
  }
}

/// A row of `.branches`.
package struct BranchRow: Sendable {
  let number: Int
  let isHere: Bool
  let origin: String
  let mode: IsolationMode
  let done: Int
  let undone: Int
  let last: String

  package init(
    number: Int, isHere: Bool, origin: String, mode: IsolationMode, done: Int, undone: Int,
    last: String
  ) {
    self.number = number
    self.isHere = isHere
    self.origin = origin
    self.mode = mode
    self.done = done
    self.undone = undone
    self.last = last
  }
}
