import Vocabulary

/// All that the database remembers of a transaction.
///
/// A transaction is remembered while it is open; one of serializable-snapshot also after its
/// commit, until no open transaction is concurrent with it.
struct Transaction: Sendable {
  enum Status: Hashable, Sendable {
    /// A DEFERRABLE BEGIN that waits for a safe snapshot.
    case deferred
    case open
    case committed(state: Timestamp, step: StepNumber)
  }

  let id: TransactionID
  let mode: IsolationMode
  let conflicts: ConflictPolicy?
  let readOnly: Bool
  /// Whether a second writer of a key waits for the first.
  let waitsToWrite: Bool
  /// The facts about the mode that every request needs.
  let remembersReads: Bool
  let locksReads: Bool
  let memory: ModeFacts.Memory
  var status: Status = .open
  /// The state it reads.
  ///
  /// In read-committed: the state its command reads.
  var snapshot: Timestamp
  /// The step of its present, or last, command.
  var step: StepNumber

  /// Slots with an intent of this transaction, in the order of the claims.
  var claims: [SlotID] = []
  var hasWritten = false
  /// Keys it has read, where its mode remembers reads.
  var reads = ReadSet()
  var rangeReads: [RangeRead] = []

  @Rare var wait: Wait?
  /// The place of its present request in the order of arrival; nil if it has never waited.
  var arrival: Int?
  /// Those whose waiting request must be looked at again when this one ends or stops waiting.
  var waiters: Set<TransactionID> = []

  var antidependencies = Antidependencies()

  init(
    id: TransactionID, mode: IsolationMode, conflicts: ConflictPolicy?, readOnly: Bool,
    snapshot: Timestamp, step: StepNumber
  ) {
    let facts = mode.facts
    self.id = id
    self.mode = mode
    self.readOnly = readOnly
    self.snapshot = snapshot
    self.step = step
    remembersReads = facts.remembersReads
    locksReads = facts.locksReads
    memory = facts.memory
    switch facts.writers {
    case .wait: (self.conflicts, waitsToWrite) = (nil, true)
    case .goOn: (self.conflicts, waitsToWrite) = (nil, false)
    case .follow(let standard):
      self.conflicts = conflicts ?? standard
      waitsToWrite = self.conflicts == .firstUpdater
    }
  }

  var isOpen: Bool { if case .open = status { true } else { false } }

  /// Whether the state that it reads must not lose a version.
  var pinsSnapshot: Bool {
    switch mode.facts.pins {
    case .never: false
    case .duringCommand: wait != nil
    case .sinceBegin: true
    }
  }

  var isCommitted: Bool { commitState != nil }

  var commitState: Timestamp? {
    if case .committed(let state, _) = status { state } else { nil }
  }

  var committedAt: StepNumber? {
    if case .committed(_, let step) = status { step } else { nil }
  }
}

/// A range as requested, without those keys that the reader had written before it scanned.
struct RangeRead: Sendable {
  let range: KeyRange
  let own: Set<SlotID>
  let step: StepNumber
}

/// A request that could not be carried out yet.
struct Wait: Sendable {
  enum Target: Hashable, Sendable {
    /// To write or lock a key.
    case exclusive(SlotID)
    /// To read a key under two-phase-locking.
    case shared(SlotID)
    /// To read a range under two-phase-locking.
    case range(KeyRange)
    /// To begin with a safe snapshot.
    case safeSnapshot
    /// For these, in a store that the database follows; to get at that key, where one is known.
    case elsewhere(SlotID?, for: [TransactionID])
  }

  /// Nil is the BEGIN itself.
  let request: Request?
  let target: Target
}

/// Keeps a large value that is rarely present outside its owner, so that the owner stays small.
@propertyWrapper
struct Rare<Value: Sendable>: Sendable {
  private var items: [Value] = []

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  var wrappedValue: Value? {
    get { items.isEmpty ? nil : items[0] }
    set {
      if let newValue { items = [newValue] } else if !items.isEmpty { items = [] }
    }
  }
}
