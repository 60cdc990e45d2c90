import Vocabulary

/// All keys ever touched, numbered, with their versions; and those ever claimed, in order.
///
/// The numbers stand in a hash table of their own with open addressing: a look-up visits four
/// bytes of it and then the slot, which the request needs anyway. A Dictionary visits three places
/// more, which doubled the cost of a request (docs/decisions/005-key-table.md).
struct KeyTable: Sendable {
  var slots: [Slot] = []
  /// What the lists of the slots hold.
  var intents = Lists<Intent>()
  var readers = Lists<ReadMark>()
  var queues = Lists<TransactionID>()
  private(set) var order = OrderedKeys()
  private(set) var past = Past()
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
  /// The numbers, each where its key hashes to or in the next free place; at most half full.
  ///
  /// Their count is a power of two.
  private var table = [Place](repeating: .vacant, count: 16)

  /// A slot's number and a part of its key's hash, so that the slots of other keys are not visited.
  private struct Place: Sendable {
    let tag: UInt32
    let slot: Int32

    static let vacant = Place(tag: 0, slot: -1)

    init(tag: UInt32, slot: Int32) { (self.tag, self.slot) = (tag, slot) }
    init(_ key: Key, _ id: SlotID) { self.init(tag: Self.tag(of: key), slot: Int32(id)) }

    var isVacant: Bool { slot < 0 }

    /// The upper half of the hash; the lower half determines the key's place.
    static func tag(of key: Key) -> UInt32 { UInt32(truncatingIfNeeded: key.hash >> 32) }
  }

  subscript(id: SlotID) -> Slot {
    _read { yield slots.span[id] }
    _modify { yield &slots[id] }
  }

  var count: Int { slots.count }

  @inline(__always)
  func find(_ key: Key) -> SlotID? {
    let place = table[place(of: key)]
    return place.isVacant ? nil : Int(place.slot)
  }

  /// The key's slot, made if it is new.
  mutating func slot(for key: Key) -> SlotID {
    let place = place(of: key)
    if !table[place].isVacant { return Int(table[place].slot) }
    let id = free.popLast() ?? slots.count
    table[place] = Place(key, id)
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
    order.insert(id, of: slots)
  }

  // MARK: Versions

  /// Adds a version that is newer than all others of the key.
  mutating func append(_ version: consuming Version, to id: SlotID) {
    if let replaced = slots[id].newest {
      if replaced.value != nil { (liveCount, diedCount) = (liveCount - 1, diedCount + 1) }
      past.append(replaced, to: &slots[id].trail, .init(slot: id, state: version.state))
    } else {
      bornCount += 1
    }
    if version.value == nil {
      tombstones.append((id, version.state))
      diedCount += 1
    } else {
      liveCount += 1
    }
    slots[id].newest = version
  }

  /// The newest version of the key that a snapshot holds, nil if it holds none.
  ///
  /// Constant where the newest is the one; `Past` has the costs of the others.
  func version(of id: SlotID, asOf snapshot: Timestamp) -> Version? {
    guard slots[id].lastCommit > snapshot else { return slots[id].newest }
    return past.search(slots[id].trail, asOf: snapshot).held
  }

  /// The first version that a snapshot misses; its creator is the one a reader comes before.
  @inline(__always)
  func firstVersion(of id: SlotID, after snapshot: Timestamp) -> Version? {
    guard slots[id].lastCommit > snapshot else { return nil }
    return past.search(slots[id].trail, asOf: snapshot).missed ?? slots[id].newest
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
  func ordered(in range: KeyRange) -> [SlotID] {
    var found: [SlotID] = []
    order.forEach(in: range, of: slots, announcing: { _ in }, { found.append($0) })
    return found
  }

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
  @inline(__always)
  private func place(of key: Key) -> Int {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: key.hash) & mask
    let tag = Place.tag(of: key)
    while !table[place].isVacant {
      if table[place].tag == tag, slots[Int(table[place].slot)].key == key { break }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func fillTable(places: Int) {
    table = [Place](repeating: .vacant, count: places)
    let unused = Set(free)
    for id in slots.indices where unused.isEmpty || !unused.contains(id) {
      table[place(of: slots[id].key)] = Place(slots[id].key, id)
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
