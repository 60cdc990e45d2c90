import Engine
import Sessions
import Telling
import Vocabulary

extension Narrator {
  /// What is stored: a heading, and of each key its committed value and what each open transaction
  /// would see at it.
  package var data: [[String]] {
    let database = runner.database
    let readers = database.openTransactions.filter { $0.snapshot != nil || $0.waits.isEmpty }
      .sorted { place($0.id) < place($1.id) }
    let rows = database.keys(in: .all).map { key in
      [shown(key), shown(database.committedValue(of: key))]
        + readers.map { shown(value(of: key, database.sight(of: key, by: $0.id))) }
    }
    guard !rows.isEmpty else { return [["nothing is stored"]] }
    return [["key", "committed"] + readers.map { "\(name($0.id)) sees" }] + rows
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
