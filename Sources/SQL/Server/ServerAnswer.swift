package import Sessions
package import Vocabulary

/// The output of psql, as far as it can be foretold.
package enum ServerAnswer: Hashable, Sendable {
  /// Done; for COMMIT, committed.
  case done
  /// COMMIT in a transaction that had failed.
  case rolledBack
  /// This number of rows was written.
  case changed(Int)
  /// Nothing was sent: the condition of an IF is false.
  case skipped
  case found(Found)
  /// The window hangs until these transactions end.
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
  /// NULL in the place of a value, or something that is not a number.
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

/// The habit that led PostgreSQL to an answer.
package enum Habit: Hashable, Sendable {
  /// An upsert waits for the transaction that is changing the row, even though its snapshot is
  /// already too old.
  case upsertWaitsFirst
  /// An upsert finds no row, because another transaction has deleted it, and inserts a new one.
  case upsertOfDeletedRow
  /// A row that the snapshot does not show is skipped.
  case unseenRow
  /// There is no row that could be locked or deleted.
  case absentRow
  /// The row that the statement waited for is deleted; a new row with the same key is a different
  /// row.
  case rowDeletedMeanwhile
  /// Both the old row, which the snapshot shows, and the new row with the same key are visible.
  case twoRowsOfOneKey
  /// Reads are recorded by page, or for the whole table.
  case coarseReads
  /// FOR UPDATE is a lock that ends with the transaction, not a write.
  case lockIsNoWrite
  /// An error ends the transaction, and not only the statement.
  case errorFailsTransaction
  /// Ctrl-C ends the transaction, and not only the statement.
  case interruptFailsTransaction
  /// A transaction that must fail finds out at the next row that it looks at.
  case failsAtNextRow
  /// A statement reads before it waits.
  case readsBeforeWait
}

/// The outcome of a step, and the habits that led to it.
package struct Foretold: Hashable, Sendable {
  package let answer: ServerAnswer
  package let habits: Set<Habit>
}
