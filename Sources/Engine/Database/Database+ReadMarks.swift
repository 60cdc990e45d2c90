import Vocabulary

/// A range mark's place: the transaction, and which of its range reads.
struct RangeMark: Sendable {
  let transaction: TransactionID
  let read: Int
  let order: Int
}

/// What has been read, and by whom: shared locks of two-phase-locking, and the marks by which
/// serializable-snapshot finds out that a write replaces what another has read.
extension Database {
  mutating func markRead(_ slot: SlotID, by id: TransactionID) {
    let step = self[id].step
    guard self[id].reads.insert(PointRead(slot: slot, step: step)) else { return }
    keys.mark(slot, ReadMark(transaction: id, order: nextReadOrder(), step: step))
  }

  mutating func markRead(_ read: RangeRead, by id: TransactionID) {
    let mark = RangeMark(
      transaction: id, read: self[id].rangeReads.count, order: nextReadOrder())
    self[id].rangeReads.append(read)
    rangeReaders.insert(read.range, mark)
  }

  /// Whether anybody may have read the key.
  func hasReaders(_ slot: SlotID) -> Bool {
    !keys[slot].readers.isEmpty || !rangeReaders.isEmpty
  }

  /// The readers of the key, itself or through a range, in the order of each one's first read.
  func readers(of slot: SlotID) -> [ReadMark] {
    guard !rangeReaders.isEmpty else { return keys.readers(of: slot) }
    let ranges = rangeReaders.owners(of: keys[slot].key).compactMap { mark -> ReadMark? in
      let read = self[mark.transaction].rangeReads[mark.read]
      guard !read.own.contains(slot) else { return nil }
      return ReadMark(
        transaction: mark.transaction, order: mark.order, step: read.step, range: read.range)
    }
    var seen: Set<TransactionID> = []
    return (keys.readers(of: slot) + ranges).sorted { $0.order < $1.order }
      .filter { seen.insert($0.transaction).inserted }
  }

  /// A new version stands: who read an older one comes before its writer and before no later one,
  /// so the marks of serializable-snapshot have served.
  ///
  /// Locks stay.
  mutating func dropUselessMarks(on slot: SlotID) {
    let table = transactions
    keys.unmark(slot) { !table[known: $0.transaction].locksReads }
  }

  mutating func removeReadMarks(of id: TransactionID) {
    guard self[id].remembersReads else { return }
    for read in self[id].reads.points { keys.unmark(read.slot) { $0.transaction == id } }
    for read in self[id].rangeReads {
      rangeReaders.remove(read.range) { $0.transaction == id }
    }
    self[id].reads = ReadSet()
    self[id].rangeReads = []
  }
}
