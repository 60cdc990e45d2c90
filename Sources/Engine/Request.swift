public import Vocabulary

/// What a transaction can ask of the database, one request at a time.
public enum Request: Hashable, Sendable {
  /// Reads a key.
  case get(Key)
  /// Reads a key and claims it: a lock where writers wait, a promoted read where they do not.
  case getForUpdate(Key)
  /// Reads every key of a range.
  case scan(KeyRange)
  /// Takes the key's write lock before its value is computed. Nothing happens where writers never
  /// wait.
  case lock(Key)
  /// Inserts or updates. Reveals nothing about what was there.
  case put(Key, Value)
  /// Leaves a tombstone, also where nothing is stored. Reveals nothing about what was there.
  case delete(Key)
  /// Makes the writes visible and ends the transaction.
  case commit
  /// Ends the transaction without effect.
  case rollback
}

/// What the database says to a request.
public enum Answer: Hashable, Sendable {
  /// BEGIN: the state that will be read, nil where the mode reads none.
  case began(snapshot: Timestamp?)
  /// The value of a key, nil if absent.
  case value(Value?)
  /// The keys of a range that hold a value, in key order.
  case rows([Row])
  /// Done; there is nothing to tell.
  case done
  /// Committed: the state that the commit made.
  case committed(Timestamp)
  /// Nothing has happened yet: the request waits for these, in ascending order, and is carried out
  /// by `Database.resume()` once they let it.
  case waits(for: [TransactionID])
  /// The mode ended the transaction.
  indirect case aborted(Abort)

  /// A key and its value.
  public struct Row: Hashable, Sendable {
    /// The key.
    public let key: Key
    /// The value.
    public let value: Value

    /// Pairs a key with its value.
    public init(_ key: Key, _ value: Value) {
      self.key = key
      self.value = value
    }
  }
}

/// What one request led to.
public struct Step: Sendable {
  /// The answer.
  public var answer: Answer
  /// The lines it adds to the history; empty if the database does not record events.
  public var events: [Event] = []
  /// What the mode noticed and did not act upon yet.
  public var notices: [Notice] = []
}

/// Something worth telling a student while it happens.
public enum Notice: Hashable, Sendable {
  /// An antidependency was found because a reader ignored a newer write: a stale read. It is
  /// mutual if the other way round one is known already.
  case staleRead(Conflict, isMutual: Bool)
  /// An antidependency was found because a writer replaced what another had read.
  case writeAfterRead(Conflict, isMutual: Bool)
  /// A transaction can no longer commit; its next request aborts it.
  case doomed(Abort)
}
