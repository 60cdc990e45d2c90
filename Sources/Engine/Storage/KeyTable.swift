import Vocabulary

/// All keys ever touched, numbered, with their versions; and those ever claimed, in order.
///
/// The numbers stand in a hash table of their own with open addressing: a look-up visits four
/// bytes of it and then the slot, which the request needs anyway. A Dictionary visits three places
/// more, which doubled the cost of a request (docs/decisions/005-key-table.md).
struct KeyTable: Sendable {
  private var slots: [Slot] = []
  private var order = OrderedKeys()
  private var past = Past()
  /// Slot numbers where their keys hash to, or in the next free place; at most half full.
  ///
  /// Their count is a power of two.
  private var table = [Int32](repeating: vacant, count: 16)
  private static let vacant: Int32 = -1

  subscript(id: SlotID) -> Slot {
    _read { yield slots.span[id] }
    _modify { yield &slots[id] }
  }

  var count: Int { slots.count }

  func find(_ key: Key) -> SlotID? {
    let slot = table[place(of: key)]
    return slot == Self.vacant ? nil : Int(slot)
  }

  /// The key's slot, made if it is new.
  mutating func slot(for key: Key) -> SlotID {
    let place = place(of: key)
    if table[place] != Self.vacant { return Int(table[place]) }
    let id = slots.count
    table[place] = Int32(id)
    slots.append(Slot(key))
    if slots.count * 2 > table.count { grow() }
    return id
  }

  /// Makes scans see the slot, from the first write or lock of its key on.
  mutating func enterOrder(_ id: SlotID) {
    guard !slots[id].isOrdered else { return }
    slots[id].isOrdered = true
    order.insert(slots[id].key, id)
  }

  // MARK: Versions

  /// Adds a version that is newer than all others of the key.
  mutating func append(_ version: Version, to id: SlotID) {
    if let replaced = slots[id].newest { past.append(replaced, to: &slots[id].trail) }
    slots[id].newest = version
  }

  /// The newest version of the key that a snapshot holds, nil if it holds none.
  ///
  /// Constant where the newest is the one; `Past` tells what the others cost.
  func version(of id: SlotID, asOf snapshot: Timestamp) -> Version? {
    guard let newest = slots[id].newest, newest.state > snapshot else { return slots[id].newest }
    return past.search(slots[id].trail, asOf: snapshot).held
  }

  /// The first version that a snapshot misses; its creator is the one a reader comes before.
  func firstVersion(of id: SlotID, after snapshot: Timestamp) -> Version? {
    guard let newest = slots[id].newest, newest.state > snapshot else { return nil }
    return past.search(slots[id].trail, asOf: snapshot).missed ?? newest
  }

  /// All versions of the key, oldest first.
  ///
  /// Costs their number.
  func versions(of id: SlotID) -> [Version] {
    guard let newest = slots[id].newest else { return [] }
    return past.versions(of: slots[id].trail) + [newest]
  }

  // MARK: Order

  /// The slots of the keys in the range that were ever claimed, in key order.
  func ordered(in range: KeyRange) -> [SlotID] { order.slots(in: range) }

  /// Whether the order and the numbering fit each other.
  var isConsistent: Bool {
    slots.indices.allSatisfy { find(slots[$0].key) == $0 } && order.isConsistent(with: slots)
  }

  /// Where the key's number stands, or would stand.
  private func place(of key: Key) -> Int {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: key.hash) & mask
    while table[place] != Self.vacant, slots[Int(table[place])].key != key {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    table = [Int32](repeating: Self.vacant, count: table.count * 2)
    for id in slots.indices { table[place(of: slots[id].key)] = Int32(id) }
  }
}
