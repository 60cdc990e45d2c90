package import Language
package import Vocabulary

/// What a transaction can ask of a store.
package enum StoreRequest: Sendable {
  case get(Key)
  case getForUpdate(Key)
  case scan(KeyRange)
  /// Locks the row of the key against writers, if the store knows such locks and there is a row.
  case lock(Key)
  /// Inserts or updates; the version is that of the write.
  case put(Key, Value, VersionID)
  /// Removes the row, if there is one.
  case delete(Key)
  /// UPDATE of a range by one statement; `version` is that of each write.
  case change(StoreChange)
  case commit
  case rollback
}

/// An UPDATE or a DELETE of the rows of a range, by one statement.
package struct StoreChange: Sendable {
  package let range: KeyRange
  /// Only rows of this value; nil: all.
  package let filter: Value?
  /// The new value, in terms of `value`, the row's own, with literals for everything else; nil
  /// deletes.
  package let formula: Expression?
  /// The transaction that writes.
  package let writer: TransactionID
  /// The number of the write of a key by the transaction, where it is not 1.
  package let numbers: [Key: Int]

  package init(
    range: KeyRange, filter: Value?, formula: Expression?, writer: TransactionID,
    numbers: [Key: Int]
  ) {
    (self.range, self.filter, self.formula) = (range, filter, formula)
    (self.writer, self.numbers) = (writer, numbers)
  }
}

/// What a store says to a request.
package enum StoreAnswer: Hashable, Sendable {
  /// Begun, locked, put, committed, or rolled back.
  case done
  /// The row of a key; nil if there is none.
  case row(StoredRow?)
  /// The rows of a range, in the order of keys compared byte by byte.
  case rows([StoredRow])
  /// DELETE: whether there was a row.
  case deleted(Bool)
  /// What an UPDATE or a DELETE by range has done to each row, in key order.
  case changed([ChangedRow])
  /// Nothing has happened yet; for these, ascending, where the store tells.
  case waits(for: [TransactionID])
  /// The transaction is over, and has had no effect; the store has been left in order.
  case aborted(Abort.Kind, report: String)
  /// The statement had no effect, and the transaction goes on; the store's own words.
  case refused(String)
}

/// A row as a store has it.
package struct StoredRow: Hashable, Sendable {
  package let key: Key
  package let value: Value
  /// Which write it was; nil where the store does not keep that.
  package let version: VersionID?

  package init(_ key: Key, _ value: Value, _ version: VersionID?) {
    (self.key, self.value, self.version) = (key, value, version)
  }
}

/// What a statement has made of a row.
package struct ChangedRow: Hashable, Sendable {
  package let key: Key
  /// Nil: it is deleted.
  package let value: Value?
  /// The version that the statement has found; nil where the store does not keep that.
  package let found: VersionID?
  /// Which write of the key by the transaction it is, from 1.
  package let number: Int

  package init(_ key: Key, _ value: Value?, found: VersionID?, number: Int) {
    (self.key, self.value, self.found, self.number) = (key, value, found, number)
  }
}
