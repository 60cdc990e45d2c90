import Vocabulary

/// The keys of a history in their order, and which of them each range covers.
///
/// Empty if there are no scans.
struct KeyOrder {
  /// The numbers of the keys in key order, and the place of each among them.
  let ordered: [Int32]
  let ranks: [Int32]
  /// The places of each range's keys in key order.
  let stretches: [Range<Int32>]

  /// Costs sorting the keys.
  init(_ record: Record) {
    let keys = record.keys
    guard !record.scans.isEmpty else {
      (ordered, ranks, stretches) = ([], [], [])
      return
    }
    let ordered = (0..<Int32(keys.count)).sorted { keys[$0] < keys[$1] }
    var ranks = [Int32](repeating: 0, count: keys.count)
    for (rank, key) in ordered.enumerated() { ranks[Int(key)] = Int32(rank) }
    func place(of key: Key) -> Int32 {
      Int32(ordered.indices.partitioned { keys[ordered[$0]] < key })
    }
    stretches = record.ranges.names.map { range in
      let low = place(of: range.low)
      return low..<max(low, range.high.map(place) ?? Int32(keys.count))
    }
    (self.ordered, self.ranks) = (ordered, ranks)
  }
}
