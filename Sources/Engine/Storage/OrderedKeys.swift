import Vocabulary

/// Keys in byte order, in blocks, so that an insert moves one block instead of all keys.
///
/// A block holds the first eight bytes of each key as a number, and its slot, which has the rest.
/// Finding a place costs two binary searches among the numbers; an insert moves at most a block
/// and, when a block splits, the list of blocks.
struct OrderedKeys: Sendable {
  private struct Entry: Sendable {
    let prefix: UInt64
    let slot: Int32

    /// Whether the key comes before the other one, whose prefix this is.
    func isBefore(_ other: Key, _ prefix: UInt64, _ slots: [Slot]) -> Bool {
      self.prefix == prefix ? slots[Int(slot)].key < other : self.prefix < prefix
    }
  }

  private static let blockSize = 256
  private var blocks: [[Entry]] = []

  /// Adds a slot whose key is not there yet.
  mutating func insert(_ slot: SlotID, of slots: [Slot]) {
    let key = slots[slot].key
    let entry = Entry(prefix: key.prefix, slot: Int32(slot))
    guard !blocks.isEmpty else {
      blocks = [[entry]]
      return
    }
    let block = block(for: key, entry.prefix, slots)
    blocks[block].insert(entry, at: place(of: key, entry.prefix, in: block, slots))
    if blocks[block].count > Self.blockSize { split(block) }
  }

  /// Removes keys; the cost is the number of all keys.
  mutating func remove(_ useless: Set<SlotID>) {
    blocks = blocks.compactMap { block in
      let rest = block.filter { !useless.contains(Int($0.slot)) }
      return rest.isEmpty ? nil : rest
    }
  }

  /// Visits the slots of the keys in the range, in key order, and announces how many come from each
  /// block.
  @inline(__always)
  func forEach(
    in range: KeyRange, of slots: [Slot], announcing announce: (Int) -> Void,
    _ visit: (SlotID) -> Void
  ) {
    guard !blocks.isEmpty, !range.isEmpty else { return }
    let (low, high) = (range.low.prefix, range.high?.prefix ?? 0)
    var block = block(for: range.low, low, slots)
    var index = place(of: range.low, low, in: block, slots)
    while block < blocks.count {
      let entries = blocks[block]
      let end = range.high.map { place(of: $0, high, in: block, slots) } ?? entries.count
      if index < end { announce(end - index) }
      while index < end {
        visit(Int(entries[index].slot))
        index += 1
      }
      if end < entries.count { break }
      block += 1
      index = 0
    }
  }

  func isConsistent(with slots: [Slot]) -> Bool {
    let entries = blocks.joined()
    return zip(entries, entries.dropFirst()).allSatisfy {
      slots[Int($0.slot)].key < slots[Int($1.slot)].key
    } && entries.allSatisfy { $0.prefix == slots[Int($0.slot)].key.prefix }
      && blocks.allSatisfy { !$0.isEmpty && $0.count <= Self.blockSize }
  }

  /// The last block that starts before the key; if there is none, the first.
  private func block(for key: Key, _ prefix: UInt64, _ slots: [Slot]) -> Int {
    max(0, blocks.partitioningIndex { !$0[0].isBefore(key, prefix, slots) } - 1)
  }

  private func place(of key: Key, _ prefix: UInt64, in block: Int, _ slots: [Slot]) -> Int {
    blocks[block].partitioningIndex { !$0.isBefore(key, prefix, slots) }
  }

  private mutating func split(_ block: Int) {
    let upper = Array(blocks[block][(Self.blockSize / 2)...])
    blocks[block].removeSubrange((Self.blockSize / 2)...)
    blocks.insert(upper, at: block + 1)
  }
}
