package import Sessions
package import Vocabulary

/// What psql shows, as far as it can be foretold.
package enum ServerAnswer: Hashable, Sendable {
  /// Done; of COMMIT: committed.
  case done
  /// COMMIT of a transaction that had failed.
  case rolledBack
  /// This number of rows was written.
  case changed(Int)
  /// Nothing was sent: the condition of an IF is false.
  case skipped
  case found(Found)
  /// The window hangs, for these.
  case waits([SessionName])
  /// Typed while the window hangs.
  case held
  case failed(Failure)
}

/// An error of PostgreSQL.
package enum Failure: Error, Hashable, Sendable {
  /// A row was changed since the snapshot.
  case concurrentUpdate
  /// A dangerous structure.
  case dependencies
  case deadlock
  /// Ctrl-C.
  case interrupted
  /// An earlier statement of the transaction has failed.
  case failedTransaction
  /// A subquery has found two rows of one key.
  case twoRows
  case readOnly
  case divisionByZero
  /// BEGIN at another level within a transaction.
  case openTransaction
  /// A variable of psql that is not set.
  case syntax
  /// NULL where a value belongs, or no number.
  case badValue

  /// The code by which programs know it.
  package var state: String {
    switch self {
    case .concurrentUpdate, .dependencies: "40001"
    case .deadlock: "40P01"
    case .interrupted: "57014"
    case .failedTransaction: "25P02"
    case .twoRows: "21000"
    case .readOnly: "25006"
    case .divisionByZero: "22012"
    case .openTransaction: "25001"
    case .syntax: "42601"
    case .badValue: "22P02"
    }
  }
}

/// By which habit of its own PostgreSQL came to an answer.
package enum Habit: Hashable, Sendable {
  /// An upsert waits for the transaction that is changing the row now, though its snapshot is too
  /// old anyhow.
  case upsertWaitsFirst
  /// An upsert finds no row, because another has deleted it, and makes a new one.
  case upsertOfDeletedRow
  /// A row that the snapshot does not show is passed over.
  case unseenRow
  /// There is no row that could be locked or deleted.
  case absentRow
  /// The row that was waited for is deleted; a new one of the same key is another row.
  case rowDeletedMeanwhile
  /// Both the old row, which the snapshot shows, and the new one of the same key are seen.
  case twoRowsOfOneKey
  /// Reads are noted by pages, or for the whole table.
  case coarseReads
  /// FOR UPDATE is a lock, which ends with the transaction, and no write.
  case lockIsNoWrite
  /// An error ends the transaction, and not only the statement.
  case errorFailsTransaction
  /// Ctrl-C ends the transaction, and not only the statement.
  case interruptFailsTransaction
  /// A transaction that is to fail finds out at the next row that it looks at.
  case failsAtNextRow
  /// A statement reads before it waits.
  case readsBeforeWait
}

/// What came of a step, and by which habits.
package struct Foretold: Hashable, Sendable {
  package let answer: ServerAnswer
  package let habits: Set<Habit>
}
