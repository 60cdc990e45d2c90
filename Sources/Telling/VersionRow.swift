package import Engine
import Sessions
package import Vocabulary

/// A version of a key, committed or not, and who would see it.
package struct VersionRow {
  package let key: Key
  /// Nil: the key was deleted.
  package let value: Value?
  /// The first state that contains it; nil while it is not committed.
  package let state: Timestamp?
  package let createdBy: TransactionID
  package let deletedBy: TransactionID?
  /// What a vacuum would do to it; nil while it is not committed.
  package let fate: StoredVersion.Fate?
  /// The open transactions that would see it if they read the key now.
  package let seenBy: [TransactionID]

  /// Whether it is dead, and a vacuum has to keep it.
  package var isPinned: Bool { fate == .pinned }
}

extension Narrator {
  /// The open transactions that could read.
  package var readers: [TransactionID] {
    runner.database.openTransactions.filter { $0.snapshot != nil || $0.waits.isEmpty }.map { $0.id }
  }

  /// Each key's versions in their order, then uncommitted writes.
  package func versionRows(in range: KeyRange) -> [VersionRow] {
    let (database, readers) = (runner.database, readers)
    let horizon = database.horizon
    return database.keys(in: range).flatMap { key in
      let sights = readers.map { ($0, database.sight(of: key, by: $0)) }
      func seen(_ sight: Sight) -> [TransactionID] { sights.filter { $0.1 == sight }.map { $0.0 } }
      let committed = database.versions(of: key).map { version in
        VersionRow(
          key: key, value: version.value, state: version.state, createdBy: version.createdBy,
          deletedBy: version.deletedBy, fate: version.fate(horizon),
          seenBy: seen(.committed(version.state)))
      }
      let open = database.claims(on: key).compactMap { claim -> VersionRow? in
        guard case .wrote(let value) = claim.action else { return nil }
        return VersionRow(
          key: key, value: value, state: nil, createdBy: claim.transaction, deletedBy: nil,
          fate: nil, seenBy: seen(.uncommitted(claim.transaction)))
      }
      return committed + open
    }
  }
}
