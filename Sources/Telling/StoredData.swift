import Engine
import Sessions
package import Vocabulary

/// A key as it is stored, and as open transactions would read it.
package struct StoredRow: Sendable {
  package let key: String
  /// The committed value.
  package let committed: String
  /// What each open transaction would see that could read, in the order of their sessions.
  package let seen: [(transaction: TransactionID, value: String)]
}

extension Narrator {
  /// What is stored, a row for each key.
  package var storedRows: [StoredRow] {
    let database = runner.database
    let readers = database.openTransactions.filter { $0.snapshot != nil || $0.waits.isEmpty }
      .map { $0.id }.sorted { place($0) < place($1) }
    return database.keys(in: .all).map { key in
      let seen = readers.map { id in
        (transaction: id, value: shown(value(of: key, database.sight(of: key, by: id))))
      }
      return StoredRow(
        key: shown(key), committed: shown(database.committedValue(of: key)), seen: seen)
    }
  }

  /// The same as a table: a heading, and of each key its committed value and what each open
  /// transaction would see at it.
  package var data: [[String]] {
    let rows = storedRows
    guard let first = rows.first else { return [["nothing is stored"]] }
    return [["key", "committed"] + first.seen.map { "\(name($0.transaction)) sees" }]
      + rows.map { [$0.key, $0.committed] + $0.seen.map { $0.value } }
  }

  /// The place of a transaction's session, so that columns stand as lanes do.
  private func place(_ id: TransactionID) -> Int {
    runner.sessions.firstIndex { $0.name == runner.session(of: id) } ?? runner.sessions.count
  }

  private func value(of key: Key, _ sight: Sight) -> Value? {
    switch sight {
    case .nothing: nil
    case .committed(let state):
      runner.database.versions(of: key).last { $0.state == state }?.value
    case .uncommitted(let id): runner.database.writes(of: id).last { $0.key == key }?.value
    }
  }
}
