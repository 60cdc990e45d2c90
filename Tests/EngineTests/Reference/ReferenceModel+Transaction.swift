import Vocabulary

extension ReferenceModel {
  /// A committed value, or a tombstone where the value is nil.
  struct Version {
    let value: Value?
    let creator: TransactionID
    let state: Timestamp
  }

  /// An uncommitted write; `order` tells which of two came first.
  struct Intent {
    let value: Value?
    let order: Int
    /// Whether it only writes back what was read FOR UPDATE.
    var isPromotedRead = false
  }

  /// What a read looked at; a single key is the range of that key.
  struct Read {
    let range: KeyRange
    /// Keys the transaction had written before: its own writes answered for them.
    let own: Set<Key>
    let order: Int

    func covers(_ key: Key) -> Bool { range.contains(key) && !own.contains(key) }
  }

  /// A lock, held or asked for; a shared lock of a key is the lock of the range of that key.
  enum Claim: Hashable {
    case exclusive(Key)
    case shared(KeyRange)
  }

  enum Status: Equatable {
    case deferred
    case open
    case committed(Timestamp)
    case aborted
  }

  struct Transaction {
    let id: TransactionID
    let mode: IsolationMode
    let policy: ConflictPolicy?
    let readOnly: Bool
    var status = Status.open
    /// The state at BEGIN; under read-committed the state when the latest command began.
    var snapshot: Timestamp = 0
    /// The step of the latest request.
    var step: Int?
    var intents: [Key: Intent] = [:]
    var held: Set<Claim> = []
    /// What was read, in order, in modes that remember it.
    var reads: [Read] = []
    /// Whether it committed something.
    var wrote = false

    // Serializable-snapshot only.
    /// Those that overwrote what this one read, in the order in which it was found.
    var out: [TransactionID] = []
    /// Those that read what this one overwrote, in the order in which it was found.
    var `in`: [TransactionID] = []
    /// Whether it is to be aborted, as a pivot.
    var doomed = false
    /// The earliest commit among those in `out` that committed before this writer did.
    var earliestOut: Timestamp?
    /// Of a READ ONLY one: those whose commit may yet show that the snapshot is unsafe.
    var possiblyUnsafe: Set<TransactionID> = []
    /// A READ ONLY one that nothing can harm; it is not tracked.
    var safe = false

    var isOpen: Bool { status == .open }

    var committedAt: Timestamp? {
      if case .committed(let state) = status { state } else { nil }
    }
  }
}
