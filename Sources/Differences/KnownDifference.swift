/// A way in which a store differs from isolab's engine, foretold by a model of the store.
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
  case unreportedReads = "unreported-reads"
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
  /// Its name in programs and tables.
  package var name: String { rawValue }

  /// The section of the documentation that shows it.
  package var shownBy: String { "docs/known-differences.md#\(name)" }

  /// The store's behavior, in a sentence that names no store.
  package var told: String {
    switch self {
    case .firstUpdater:
      "The first updater of a row wins: any other updater waits, and fails if the first commits. "
        + "isolab does the same after .conflicts first-updater."
    case .coarseReads:
      "Reads are recorded by page and by table, so a transaction can be aborted even if no other "
        + "transaction uses its keys."
    case .failsAtNextRow:
      "A transaction that can no longer commit fails when it next looks at a row, writes, or "
        + "commits."
    case .lockIsNoWrite:
      "FOR UPDATE takes a lock that ends with the transaction; it is not a write."
    case .absentRow: "The database locks rows, not keys. If there is no row, it locks nothing."
    case .unseenRow:
      "DELETE and FOR UPDATE act only on rows that the snapshot shows. They skip a newer row."
    case .upsertWaitsFirst:
      "A PUT first waits for the transaction that is changing the row. Only then does it compare "
        + "the row with its snapshot."
    case .upsertOfDeletedRow:
      "A concurrent transaction deleted the row, so PUT inserts a new row without a conflict."
    case .rowDeletedMeanwhile:
      "The row that the statement waited for was deleted. A new row with that key is a different "
        + "row."
    case .twoRowsOfOneKey:
      "The snapshot shows the deleted row next to the new row with the same key."
    case .waitQueue:
      "isolab names all transactions ahead of the waiting one. The database names only the "
        + "transaction directly ahead of it."
    case .wakeOrder:
      "Several transactions waited for one row, and chance decided which woke up first."
    case .severalStatements:
      "A PUT that reads several keys becomes several statements, and each of them sees the newest "
        + "state."
    case .errorFailsTransaction: "A failed statement ends the whole transaction."
    case .unreportedReads:
      "A change of a range reports the rows that it changed, not those that it read, so the judge "
        + "is certain of fewer anomalies."
    case .newestVersion:
      "Writes and FOR UPDATE act on the newest committed version, whatever the snapshot shows."
    case .recordChanged:
      "A write or a locking read fails on a row that has changed since the snapshot. Rows that "
        + "were deleted or inserted count, too."
    case .gapLocks:
      "A lock on a range or on an absent key includes the gaps up to the next row, so it also "
        + "affects other keys."
    case .sharedGaps:
      "Several transactions can lock the same gap; each lock keeps the others from inserting."
    case .rowByRow:
      "A statement locks and changes one row at a time, and can wait in the middle of the range."
    case .lightestVictim:
      "The victim of a deadlock is the transaction with the fewest writes and locks, not the one "
        + "that closes the cycle."
    case .oneWriter:
      "Only one transaction at a time can write. Other writers wait, even if they write other keys."
    case .staleSnapshot:
      "A transaction that has read anything cannot write after another transaction commits, "
        + "whatever that commit changed."
    case .noRowLocks: "The database has no FOR UPDATE; the read locks nothing."
    case .commitWaitsForReaders:
      "COMMIT waits for every transaction that has read anything, "
        + "and new reads wait for the COMMIT."
    case .lateSnapshot: "The first command takes the snapshot, not BEGIN (--lazy-snapshot)."
    case .noLevel: "The database has no level for the mode that BEGIN names."
    case .ownWords: "The database refuses the statement, and gives the reason in its own words."
    }
  }
}
