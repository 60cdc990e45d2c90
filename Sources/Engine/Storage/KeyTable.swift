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
  /// The keys whose newest version is, or once was, a tombstone, in the order of commits.
  private var tombstones: Queue<(slot: SlotID, state: Timestamp)> = []
  /// Numbers that no key has any more.
  private var free: [SlotID] = []
  /// How many keys had no version when it was last asked who needs them, and were needed.
  private var neededUnborn = 0
  /// How many keys have a version, and of how many it is a value.
  private(set) var bornCount = 0
  private(set) var liveCount = 0
  /// How many versions have ever died, by being replaced or as tombstones.
  private(set) var diedCount = 0
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
    let id = free.popLast() ?? slots.count
    table[place] = Int32(id)
    guard id == slots.count else {
      slots[id] = Slot(key)
      return id
    }
    slots.append(Slot(key))
    if slots.count * 2 > table.count { fillTable(places: table.count * 2) }
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
    if let replaced = slots[id].newest {
      past.append(replaced, to: &slots[id].trail, .init(slot: id, state: version.state))
      if replaced.value != nil { (liveCount, diedCount) = (liveCount - 1, diedCount + 1) }
    } else {
      bornCount += 1
    }
    slots[id].newest = version
    guard version.value == nil else { return liveCount += 1 }
    tombstones.append((id, version.state))
    diedCount += 1
  }

  /// The newest version of the key that a snapshot holds, nil if it holds none.
  ///
  /// Constant where the newest is the one; `Past` has the costs of the others.
  func version(of id: SlotID, asOf snapshot: Timestamp) -> Version? {
    look(at: id, asOf: snapshot).version
  }

  /// The same, and how many versions were looked at to find it.
  func look(at id: SlotID, asOf snapshot: Timestamp) -> (version: Version?, visits: Int) {
    guard let newest = slots[id].newest, newest.state > snapshot else {
      return (slots[id].newest, slots[id].newest == nil ? 0 : 1)
    }
    let found = past.search(slots[id].trail, asOf: snapshot)
    return (found.held, found.visits + 1)
  }

  /// The first version that a snapshot misses; its creator is the one a reader comes before.
  func firstVersion(of id: SlotID, after snapshot: Timestamp) -> Version? {
    guard let newest = slots[id].newest, newest.state > snapshot else { return nil }
    return past.search(slots[id].trail, asOf: snapshot).missed ?? newest
  }

  /// All versions of the key that are there, oldest first.
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
    let unused = Set(free)
    return slots.indices.allSatisfy { unused.contains($0) || find(slots[$0].key) == $0 }
      && order.isConsistent(with: slots)
  }

  /// Whether the counts are right.
  var isCounted: Bool {
    let unused = Set(free)
    let newest = slots.indices.filter { !unused.contains($0) }.compactMap { slots[$0].newest }
    let chains = slots.indices.filter { !unused.contains($0) }.map { versions(of: $0).count }
    return bornCount == newest.count && liveCount == newest.count { $0.value != nil }
      && deadCount == chains.reduce(0, +) - liveCount
      && newestTombstones.count == bornCount - liveCount
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

  private mutating func fillTable(places: Int) {
    table = [Int32](repeating: Self.vacant, count: places)
    let unused = Set(free)
    for id in slots.indices where unused.isEmpty || !unused.contains(id) {
      table[place(of: slots[id].key)] = Int32(id)
    }
  }
}

// MARK: - Vacuum

extension KeyTable {
  /// How many versions no new snapshot would hold: replaced ones, and newest ones that are
  /// tombstones.
  var deadCount: Int { past.count + bornCount - liveCount }

  /// Counts how many of those a horizon lets go.
  ///
  /// Making it costs the tombstones, using it their logarithm.
  var deadCounter: (Horizon) -> Int {
    let tombstones = newestTombstones
    return { horizon in
      past.replaced(upTo: horizon.replaced)
        + tombstones.partitioningIndex { $0.state > horizon.tombstones }
    }
  }

  /// Removes what the horizon lets go; how much that was.
  ///
  /// Costs what is removed.
  mutating func removeDead(_ horizon: Horizon) -> Volume {
    var removed = Volume()
    past.remove(replacedUpTo: horizon.replaced) { slot, version in
      removed.add(version.value, of: slots[slot].key)
    }
    while let (slot, state) = tombstones.first, state <= horizon.tombstones {
      tombstones.removeFirst()
      guard let last = slots[slot].newest, last.state == state else { continue }
      removed.add(last.value, of: slots[slot].key)
      slots[slot].newest = nil
      slots[slot].trail = Past.Trail()
      bornCount -= 1
    }
    return removed
  }

  private var newestTombstones: [(slot: SlotID, state: Timestamp)] {
    tombstones.filter { slots[$0.slot].newest?.state == $0.state }
  }

  /// Whether enough keys have no version for a look at who needs them: most of all, and
  /// twice those that were needed at the last look.
  var hasManyUnborn: Bool {
    let unborn = slots.count - free.count - bornCount
    return unborn > max(bornCount, 2 * neededUnborn) + 1_000
  }

  /// Takes the numbers of keys that are not needed away from them, for keys to come.
  ///
  /// The table stays as large as it once was. Costs the number of keys.
  mutating func forgetKeys(where isUseless: (SlotID, Slot) -> Bool) {
    let known = Set(free)
    let useless = slots.indices.filter { !known.contains($0) && isUseless($0, slots[$0]) }
    neededUnborn = slots.count - free.count - useless.count - bornCount
    guard !useless.isEmpty else { return }
    order.remove(Set(useless))
    free += useless.reversed()
    fillTable(places: table.count)
  }
}
