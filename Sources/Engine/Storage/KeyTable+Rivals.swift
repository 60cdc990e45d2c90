import Vocabulary

/// The transactions that have claimed a key, have read it, or wait for it.
extension KeyTable {
  /// The claims, at most one per transaction, in the order of their last write.
  func intents(on id: SlotID) -> [Intent] { intents.elements(of: slots[id].intents) }

  @inline(__always)
  func intent(of transaction: TransactionID, on id: SlotID) -> Intent? {
    intents.first(in: slots[id].intents) { $0.transaction == transaction }
  }

  /// Replaces the transaction's claim, or adds it; the newest write comes last.
  mutating func claim(_ id: SlotID, _ intent: Intent) {
    if !slots[id].intents.isEmpty { drop(claimOf: intent.transaction, on: id) }
    intents.append(intent, to: &slots[id].intents)
  }

  mutating func drop(claimOf transaction: TransactionID, on id: SlotID) {
    intents.remove(from: &slots[id].intents) { $0.transaction == transaction }
  }

  /// The marks of transactions that have read the key itself, the oldest first.
  func readers(of id: SlotID) -> [ReadMark] { readers.elements(of: slots[id].readers) }

  mutating func mark(_ id: SlotID, _ mark: ReadMark) {
    readers.append(mark, to: &slots[id].readers)
  }

  mutating func unmark(_ id: SlotID, where leaves: (ReadMark) -> Bool) {
    readers.remove(from: &slots[id].readers, where: leaves)
  }

  /// The transactions whose request for the key waits, in the order of their arrival.
  func queue(at id: SlotID) -> [TransactionID] { queues.elements(of: slots[id].queue) }

  mutating func enqueue(_ transaction: TransactionID, at id: SlotID) {
    queues.append(transaction, to: &slots[id].queue)
  }

  mutating func dequeue(_ transaction: TransactionID, at id: SlotID) {
    queues.remove(from: &slots[id].queue) { $0 == transaction }
  }
}
