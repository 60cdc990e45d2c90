import Vocabulary

/// Keys in byte order, in blocks, so that an insert moves one block and not all keys.
///
/// Finding a place costs two binary searches; an insert moves at most a block and, when a block
/// splits, the list of blocks.
struct OrderedKeys: Sendable {
  private typealias Entry = (key: Key, slot: SlotID)
  private static let blockSize = 256
  private var blocks: [[Entry]] = []

  /// Adds a key that is not there yet.
  mutating func insert(_ key: Key, _ slot: SlotID) {
    guard !blocks.isEmpty else {
      blocks = [[(key, slot)]]
      return
    }
    let block = block(for: key)
    blocks[block].insert((key, slot), at: place(of: key, in: block))
    if blocks[block].count > Self.blockSize { split(block) }
  }

  /// Removes keys; costs the number of all.
  mutating func remove(_ useless: Set<SlotID>) {
    blocks = blocks.compactMap { block in
      let rest = block.filter { !useless.contains($0.slot) }
      return rest.isEmpty ? nil : rest
    }
  }

  func slots(in range: KeyRange) -> [SlotID] {
    guard !blocks.isEmpty, !range.isEmpty else { return [] }
    var result: [SlotID] = []
    var block = block(for: range.low)
    var index = place(of: range.low, in: block)
    while block < blocks.count {
      let end = range.high.map { place(of: $0, in: block) } ?? blocks[block].count
      if index < end { result += blocks[block][index..<end].lazy.map({ $0.slot }) }
      if end < blocks[block].count { break }
      block += 1
      index = 0
    }
    return result
  }

  func isConsistent(with slots: [Slot]) -> Bool {
    let entries = blocks.joined()
    return zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
      && entries.allSatisfy { slots[$0.slot].key == $0.key }
      && blocks.allSatisfy { !$0.isEmpty && $0.count <= Self.blockSize }
  }

  /// The last block that starts at or before the key, else the first.
  private func block(for key: Key) -> Int {
    max(0, blocks.partitioningIndex { $0[0].key > key } - 1)
  }

  private func place(of key: Key, in block: Int) -> Int {
    blocks[block].partitioningIndex { $0.key >= key }
  }

  private mutating func split(_ block: Int) {
    let upper = Array(blocks[block][(Self.blockSize / 2)...])
    blocks[block].removeSubrange((Self.blockSize / 2)...)
    blocks.insert(upper, at: block + 1)
  }
}
