import Vocabulary

/// The index of a key in the table of slots.
///
/// Small integers spare the modes all hashing of text.
typealias SlotID = Int

/// One committed value, or one committed absence, of a key.
struct Version: Sendable {
  /// Nil is a tombstone.
  let value: Value?
  let creator: TransactionID
  /// The state that the creator's commit made.
  let state: Timestamp
  private let packed: (number: UInt32, writtenAt: UInt32, committedAt: UInt32)
  /// Whether it writes back what a GET FOR UPDATE read.
  let isPromotedRead: Bool

  init(
    value: Value?, creator: TransactionID, state: Timestamp, number: Int, writtenAt: StepNumber,
    committedAt: StepNumber, isPromotedRead: Bool = false
  ) {
    self.value = value
    self.creator = creator
    self.state = state
    packed = (UInt32(number), UInt32(writtenAt), UInt32(committedAt))
    self.isPromotedRead = isPromotedRead
  }

  /// Its number among the creator's writes of this key, from 1.
  var number: Int { Int(packed.number) }
  /// The step of the write.
  var writtenAt: StepNumber { StepNumber(packed.writtenAt) }
  /// The step of the creator's commit.
  var committedAt: StepNumber { StepNumber(packed.committedAt) }

  /// Its writing, as explanations tell it.
  var access: Access {
    Access(
      by: creator, step: writtenAt, isPromotedRead ? .readForUpdate(value) : .wrote(value),
      committedAt: committedAt)
  }

  /// What a history calls this version when the reader looked at `state`.
  func identity(asOf state: Timestamp) -> VersionID {
    value == nil ? .absent(asOf: state) : .written(by: creator, number: number)
  }
}

/// An open transaction's claim on a key: a lock, or a write that nobody has to see yet.
struct Intent: Sendable {
  enum Payload: Sendable {
    case lock
    case write(Value?)
  }

  let transaction: TransactionID
  let payload: Payload
  private let packed: (number: UInt32, step: UInt32, since: UInt32)
  /// Whether it is a GET FOR UPDATE that counts as writing back what it read.
  let isPromotedRead: Bool

  init(
    transaction: TransactionID, payload: Payload, number: Int, step: StepNumber,
    since: StepNumber? = nil, isPromotedRead: Bool = false
  ) {
    self.transaction = transaction
    self.payload = payload
    packed = (UInt32(number), UInt32(step), UInt32(since ?? step))
    self.isPromotedRead = isPromotedRead
  }

  /// How often the transaction has written the key.
  var number: Int { Int(packed.number) }
  /// The step of the lock, or of the last write.
  var step: StepNumber { StepNumber(packed.step) }
  /// The step of the transaction's first claim of the key.
  var since: StepNumber { StepNumber(packed.since) }

  var isWrite: Bool { if case .write = payload { true } else { false } }

  /// The claim, as explanations tell it.
  var access: Access {
    let action: Access.Action =
      switch payload {
      case .lock: .locked
      case .write(let value): isPromotedRead ? .readForUpdate(value) : .wrote(value)
      }
    return Access(by: transaction, step: step, action)
  }

  /// The claim as it was before the step; nil: there was none.
  func access(before step: StepNumber) -> Access? {
    guard since < step else { return nil }
    return self.step < step ? access : Access(by: transaction, step: since, .locked)
  }
}

/// A transaction's read of a key, with its place in the order of all reads.
struct ReadMark: Sendable {
  let transaction: TransactionID
  let order: Int
  let step: StepNumber
  /// The range through which it read the key; nil if it read the key itself.
  var range: KeyRange?
}

/// Everything the database knows about one key.
struct Slot: Sendable {
  let key: Key
  /// The newest committed version, which most reads want; nil: the key is unborn.
  var newest: Version?
  /// Whether scans see the slot; true from the first claim of the key, whatever becomes of it.
  var isOrdered = false
  /// At most one per transaction, in the order of their last write.
  var intents = Lists<Intent>.List()
  /// Shared locks of two-phase-locking and read marks of serializable-snapshot, oldest first.
  var readers = Lists<ReadMark>.List()
  /// Transactions whose request for this key waits, in the order of their arrival.
  var queue = Lists<TransactionID>.List()
  /// The way to the versions before the newest, which a get rarely needs.
  var trail = Past.Trail()

  init(_ key: Key) { self.key = key }

  /// The state of the newest committed version; 0 if the key is unborn.
  var lastCommit: Timestamp { newest?.state ?? 0 }

  /// What a history calls the newest version, if the reader looked at `state`, which holds it.
  func newestIdentity(asOf state: Timestamp) -> VersionID {
    newest?.identity(asOf: state) ?? .absent(asOf: state)
  }

  /// Whether nobody has claimed the key, marked it, or waits for it.
  var isAlone: Bool { intents.isEmpty && readers.isEmpty && queue.isEmpty }
}
