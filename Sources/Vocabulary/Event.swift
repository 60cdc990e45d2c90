/// Which version of a key was seen.
public enum VersionID: Hashable, Sendable {
  /// The `number`-th write of the key by that transaction, counted from 1. Deletes count as writes.
  case written(by: TransactionID, number: Int)
  /// Nothing was there in that state. The state shows which deletion, if any, was seen.
  case absent(asOf: Timestamp)
}

/// One line of a history: all that a judge needs, and nothing about how the engine decided.
public enum Event: Hashable, Sendable {
  /// A transaction began. The snapshot is nil in modes that do not read one.
  case begin(TransactionID, mode: IsolationMode, readOnly: Bool, snapshot: Timestamp?)
  /// A key was read, perhaps the transaction's own write.
  case read(TransactionID, step: StepNumber, key: Key, version: VersionID)
  /// A range was read: the rows returned, and which keys were the transaction's own by then.
  indirect case scan(TransactionID, step: StepNumber, Scan)
  /// A key was written (nil deletes): the transaction's `number`-th write of it.
  case write(TransactionID, step: StepNumber, key: Key, number: Int, value: Value?)
  /// A write was undone, because its statement failed in the middle: what the transaction had
  /// written at the key before stands again. The transaction goes on.
  case undo(TransactionID, step: StepNumber, key: Key, number: Int)
  /// The command waits for these transactions.
  case wait(TransactionID, step: StepNumber, on: [TransactionID])
  /// The command of that step waits no longer.
  case endOfWait(TransactionID, step: StepNumber)
  /// The transaction committed and made that state.
  case commit(TransactionID, step: StepNumber, state: Timestamp)
  /// The transaction ended without effect; the reason is nil when the user asked for it.
  case abort(TransactionID, step: StepNumber, reason: Abort?)

  /// What a scan saw.
  public struct Scan: Hashable, Sendable {
    /// The range as requested.
    public let range: KeyRange
    /// Keys in the range that the transaction had written before it scanned, in key order.
    public let own: [Key]
    /// The keys returned and the version of each, in key order.
    public let rows: [Row]
    /// Keys seen as absent otherwise than in `asOf`, in key order: deleted by a write that is not
    /// committed, or at the newest version where the others were seen at an older one.
    public let absent: [Row]
    /// Every key of the range that is not named here was seen as it was in this state.
    public let asOf: Timestamp

    /// States what a scan saw.
    public init(range: KeyRange, own: [Key], rows: [Row], absent: [Row], asOf: Timestamp) {
      self.range = range
      self.own = own
      self.rows = rows
      self.absent = absent
      self.asOf = asOf
    }
  }

  /// A key and the version of it that was seen.
  public struct Row: Hashable, Sendable {
    /// The key.
    public let key: Key
    /// The version.
    public let version: VersionID

    /// Pairs a key with a version.
    public init(_ key: Key, _ version: VersionID) {
      self.key = key
      self.version = version
    }
  }
}
