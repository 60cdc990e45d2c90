import Vocabulary

/// A history in columns of small integers, which all later passes work on.
///
/// Transactions, keys, ranges and events are numbered from 0 as they appear; transaction 0 is T0.
/// Writes stand by transaction, then key, then event; reads by transaction, then event.
struct Record: Sendable {
  struct Transaction {
    let id: TransactionID
    let mode: IsolationMode
    let isReadOnly: Bool
    /// The event of its begin.
    let begun: Int32
    /// The event after which commits cannot be seen in what it reads first: its begin, or before
    /// that the last one before a commit that its snapshot does not show.
    let view: Int32
    /// The last step at which it did something.
    var step: StepNumber = 0
    /// The event of its end; the greatest number while it is open.
    var ended = Int32.max
    var state: Int32?
    var isOpen: Bool { ended == .max }
    var isAborted: Bool { !isOpen && state == nil }
  }

  struct Write {
    let transaction: Int32
    let key: Int32
    let step: UInt32
    let event: Int32
    /// The place of what was written among `values`; `deletion` where nothing was.
    let value: Int32
    /// The number of this write among the transaction's writes of the key, from 1.
    let number: Int32
    /// The event that undid it; the greatest number if none did.
    var undone = Int32.max
    var isDeletion: Bool { value == Self.deletion }
    var isUndone: Bool { undone != .max }

    static let deletion: Int32 = -1
  }

  /// A read of a key, a row that a scan returned, or one that it names as absent.
  struct Read {
    enum Form: UInt8 { case point, row, absence }

    let transaction: Int32
    let key: Int32
    let step: UInt32
    let event: Int32
    let form: Form
    /// Of an absence: the range.
    let range: Int32
    /// The writer of what was seen; nobody if it was absent in the state `number`.
    let writer: Int32
    let number: Int32
    /// The write that was seen: its place, or `initial`, or `absent`.
    var write = Self.absent

    static let initial: Int32 = -1
    static let absent: Int32 = -2
    static let nobody: Int32 = -1
  }

  struct Undo {
    let transaction: Int32
    let key: Int32
    let number: Int32
    let event: Int32
  }

  struct Scan {
    let transaction: Int32
    let step: UInt32
    let event: Int32
    let range: Int32
    let asOf: Int32
    /// The part of `named` that it is: first its own keys, then those it names the version of.
    let named: Range<Int>
    let ownCount: Int
  }

  var transactions = [
    Transaction(
      id: .initial, mode: .twoPhaseLocking, isReadOnly: false, begun: -1, view: -1, ended: -1,
      state: 0)
  ]
  /// What was there at first; nil if that is not known.
  var start: Start?
  var keys = Numbering<Key>()
  var ranges = Numbering<KeyRange>()
  var writes: [Write] = []
  var values: [Value] = []
  /// In the order of events.
  var undos: [Undo] = []
  var reads: [Read] = []
  var scans: [Scan] = []
  var named: [Int32] = []
  /// The committed transactions, in commit order.
  var committed: [Int32] = []
  /// Why transactions were aborted, where their mode did it.
  var aborts: [Int32: Abort] = [:]
  /// The DEFERRABLE transactions that wait to begin, and the event since which they do.
  ///
  /// At the end of the wait one counts until it has begun or something else has happened.
  var deferred: [TransactionID: Int32] = [:]
  /// The transactions whose place is not their number.
  private var strays: [TransactionID: Int32] = [:]

  /// Where the writes, reads and scans of each transaction start; one more entry than transactions.
  private(set) var writeStarts: [Int32] = []
  private(set) var readStarts: [Int32] = []
  private(set) var scanStarts: [Int32] = []

  /// The place of the transaction, nil if it has not begun.
  ///
  /// Numbers are mostly counted up in the order of BEGIN, and then are the places.
  func place(of id: TransactionID) -> Int32? {
    if transactions.indices.contains(id.number), transactions[id.number].id == id {
      return Int32(id.number)
    }
    return strays[id]
  }

  mutating func add(_ transaction: Transaction) {
    if transaction.id.number != transactions.count {
      strays[transaction.id] = Int32(transactions.count)
    }
    transactions.append(transaction)
  }

  /// The values of state 0; nil where they are known only from the reads of them.
  ///
  /// After something has been forgotten, the reads that are kept may have seen other ones.
  var initial: [Key: Value]? { start.flatMap { $0.isWhole ? $0.initial : nil } }

  func writes(of transaction: Int32) -> Range<Int> { writeStarts.bucket(transaction) }
  func reads(of transaction: Int32) -> Range<Int> { readStarts.bucket(transaction) }
  func scans(of transaction: Int32) -> Range<Int> { scanStarts.bucket(transaction) }

  /// Puts writes, reads and scans in order.
  mutating func sort() {
    let count = transactions.count
    writes = writes.bucketed(into: keys.count) { $0.key }.items
    (writes, writeStarts) = writes.bucketed(into: count) { $0.transaction }
    (reads, readStarts) = reads.bucketed(into: count) { $0.transaction }
    (scans, scanStarts) = scans.bucketed(into: count) { $0.transaction }
  }

  /// The first write of the key by the transaction, nil if it has not written it.
  func firstWrite(of key: Int32, by transaction: Int32) -> Int? {
    let places = writes(of: transaction)
    let place = places.partitioned { writes[$0].key < key }
    return place < places.upperBound && writes[place].key == key ? place : nil
  }

  /// The last write of the key by the transaction that stands at an event, or at the end; nil if
  /// there is none.
  func lastWrite(of key: Int32, by transaction: Int32, at event: Int32 = .max) -> Int? {
    let all = writes(of: transaction)
    let places =
      all.partitioned { writes[$0].key < key }..<all.partitioned { writes[$0].key <= key }
    var place = places.partitioned { writes[$0].event < event } - 1
    while places.contains(place), writes[place].undone < event { place -= 1 }
    return places.contains(place) ? place : nil
  }

  /// What the write put there, nil for a deletion.
  func value(ofWrite write: Int) -> Value? {
    writes[write].isDeletion ? nil : values[Int(writes[write].value)]
  }

  /// Whether the write is the last of its key by its transaction.
  func isLast(_ write: Int) -> Bool {
    guard write + 1 < writes.count else { return true }
    let next = writes[write + 1]
    return next.key != writes[write].key || next.transaction != writes[write].transaction
  }

  /// Whether the write stands, and no later one of its key by its transaction does.
  func isFinal(_ write: Int) -> Bool {
    guard !writes[write].isUndone else { return false }
    var last = write
    while !isLast(last), writes[last + 1].isUndone { last += 1 }
    return isLast(last)
  }

  /// How a history names the version.
  func identity(ofWrite write: Int) -> VersionID {
    .written(
      by: transactions[Int(writes[write].transaction)].id, number: Int(writes[write].number))
  }

  /// How the history named what was read.
  func identity(seenBy read: Read) -> VersionID {
    read.writer == Read.nobody
      ? .absent(asOf: Timestamp(read.number))
      : .written(by: transactions[Int(read.writer)].id, number: Int(read.number))
  }
}
