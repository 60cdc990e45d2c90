/// A way in which a store differs from isolab's engine, and which a model of the store foretells.
///
/// docs/known-differences.md has a section for each, with a program that shows it.
package enum KnownDifference: String, CaseIterable, Hashable, Sendable {
  // PostgreSQL
  case firstUpdater = "first-updater"
  case coarseReads = "coarse-reads"
  case failsAtNextRow = "fails-at-next-row"
  case lockIsNoWrite = "lock-is-no-write"
  case absentRow = "absent-row"
  case unseenRow = "unseen-row"
  case upsertWaitsFirst = "upsert-waits-first"
  case upsertOfDeletedRow = "upsert-of-deleted-row"
  case rowDeletedMeanwhile = "row-deleted-meanwhile"
  case twoRowsOfOneKey = "two-rows-of-one-key"
  case waitQueue = "wait-queue"
  case wakeOrder = "wake-order"
  case errorFailsTransaction = "error-fails-transaction"
  case severalStatements = "several-statements"
  // MariaDB
  case newestVersion = "newest-version"
  case recordChanged = "record-changed"
  case gapLocks = "gap-locks"
  case sharedGaps = "shared-gaps"
  case rowByRow = "row-by-row"
  case lightestVictim = "lightest-victim"
  // SQLite
  case oneWriter = "one-writer"
  case staleSnapshot = "stale-snapshot"
  case noRowLocks = "no-row-locks"
  case commitWaitsForReaders = "commit-waits-for-readers"
  // Every store
  case lateSnapshot = "late-snapshot"
  case ownWords = "own-words"
  case noLevel = "no-level"
}

extension KnownDifference {
  /// What programs and tables call it.
  package var name: String { rawValue }

  /// The section of the documentation that shows it.
  package var shownBy: String { "docs/known-differences.md#\(name)" }

  /// What the store does, in a sentence that names no store.
  package var told: String {
    switch self {
    case .firstUpdater:
      "The first updater of a row wins: a second one waits, and fails if the first commits. "
        + "isolab does the same after .conflicts first-updater."
    case .coarseReads:
      "Reads are recorded by page and by table, so a transaction can be aborted although no key "
        + "is shared."
    case .failsAtNextRow:
      "A transaction that can no longer commit fails when it next looks at a row, writes, or "
        + "commits."
    case .lockIsNoWrite: "FOR UPDATE is a lock that ends with the transaction, and not a write."
    case .absentRow: "Rows are locked, and not keys: where there is no row, nothing is locked."
    case .unseenRow:
      "DELETE and FOR UPDATE act on rows that the snapshot shows; a newer row is passed over."
    case .upsertWaitsFirst:
      "A PUT waits for the transaction that is changing the row, and only then compares the row "
        + "with its snapshot."
    case .upsertOfDeletedRow:
      "A concurrent transaction deleted the row, so PUT inserts a new row without a conflict."
    case .rowDeletedMeanwhile:
      "The row that the statement waited for is deleted; a new row of that key is another row."
    case .twoRowsOfOneKey: "The snapshot shows the deleted row beside the new row of the same key."
    case .waitQueue:
      "Of those that come before it at the row, the database names the one that is directly in "
        + "its way."
    case .wakeOrder: "Several transactions waited for one row, and chance decided which woke first."
    case .severalStatements:
      "A PUT that reads several keys is several statements, and each of them sees the newest state."
    case .errorFailsTransaction: "An error of a statement ends the whole transaction."
    case .newestVersion:
      "Writes and FOR UPDATE act on the newest committed version, whatever the snapshot shows."
    case .recordChanged:
      "A write or a read with a lock fails on a row that was changed after the snapshot, also if "
        + "the row was deleted or inserted since."
    case .gapLocks:
      "A range, or a key that is absent, is locked with the gaps between rows up to the next row, "
        + "so the lock also concerns other keys."
    case .sharedGaps:
      "Several transactions can lock the same gap; each lock keeps the others from inserting."
    case .rowByRow:
      "A statement locks and changes row after row, and waits in the middle of the range."
    case .lightestVictim:
      "Of a cycle of waits, the transaction with the fewest writes and locks is aborted, and not "
        + "the one that closes the cycle."
    case .oneWriter:
      "One transaction at a time writes in the whole database, and others wait for it, whatever "
        + "their keys."
    case .staleSnapshot:
      "A transaction that has read cannot write after another commit, whatever that commit changed."
    case .noRowLocks: "There is no FOR UPDATE: the read locks nothing."
    case .commitWaitsForReaders:
      "COMMIT waits for every transaction that has read, and new reads wait for the COMMIT."
    case .lateSnapshot: "The first command takes the snapshot, and not BEGIN (--lazy-snapshot)."
    case .noLevel: "The database has no level for the mode that BEGIN names."
    case .ownWords: "The database refuses the statement in its own words, without effect."
    }
  }
}
