import Engine
import Language
import Sessions
import Vocabulary

extension Command {
  /// Whether it may have to wait for another writer.
  var claims: Bool { !touched.writes.isEmpty }
}

extension Bench {
  /// What is left of a transaction that should have left nothing.
  func trace(of id: TransactionID) -> String? {
    let database = runner.database
    for key in database.keys(in: .all) {
      if database.versions(of: key).contains(where: { $0.createdBy == id || $0.deletedBy == id }) {
        return "\(id) has left a version of \(key)"
      }
      if database.claims(on: key).contains(where: { $0.transaction == id }) {
        return "\(id) has left a claim on \(key)"
      }
    }
    if !database.holds(of: id).isEmpty { return "\(id) has left a lock" }
    let waits = database.openTransactions.flatMap(\.waits)
    if waits.contains(where: { $0.second.transaction == id }) { return "somebody waits for \(id)" }
    return database.openTransaction(id) == nil ? nil : "\(id) is open still"
  }
}
