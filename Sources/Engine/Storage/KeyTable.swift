import Vocabulary

/// All keys ever touched, numbered, and those ever claimed, in order.
struct KeyTable: Sendable {
  private var numbers: [Key: SlotID] = [:]
  private var slots: [Slot] = []
  private var order = OrderedKeys()

  subscript(id: SlotID) -> Slot {
    _read { yield slots[id] }
    _modify { yield &slots[id] }
  }

  var count: Int { slots.count }

  func find(_ key: Key) -> SlotID? { numbers[key] }

  /// The key's slot, made if it is new.
  mutating func slot(for key: Key) -> SlotID {
    if let known = numbers[key] { return known }
    let id = slots.count
    slots.append(Slot(key))
    numbers[key] = id
    return id
  }

  /// Makes scans see the slot, from the first write or lock of its key on.
  mutating func enterOrder(_ id: SlotID) {
    guard !slots[id].isOrdered else { return }
    slots[id].isOrdered = true
    order.insert(slots[id].key, id)
  }

  /// The slots of the keys in the range that were ever claimed, in key order.
  func ordered(in range: KeyRange) -> [SlotID] { order.slots(in: range) }

  /// Whether the order and the numbering fit each other.
  var isConsistent: Bool {
    numbers.count == slots.count
      && slots.indices.allSatisfy { numbers[slots[$0].key] == $0 }
      && order.isConsistent(with: slots)
  }
}
