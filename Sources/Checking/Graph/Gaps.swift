import Vocabulary

/// Finds the keys that scans have read without naming them, where a given stretch of the commit
/// order wrote them.
///
/// A scan looks either at the keys of its range or at the versions of that stretch, whichever are
/// fewer, so that neither a wide range nor a long history is walked for nothing.
struct Gaps {
  private let record: Record
  private let lineup: Lineup
  private let chains: Chains
  /// The numbers of the keys in key order, and the place of each among them.
  private let ordered: [Int32]
  private let ranks: [Int32]
  /// The places of each range's keys in key order.
  private let stretches: [Range<Int32>]
  /// The look at which each key was last met or excluded.
  private var marks: [Int32]
  private var look: Int32 = 0

  /// Costs sorting the keys, if there are scans at all.
  init(_ record: Record, _ lineup: Lineup, _ chains: Chains) {
    (self.record, self.lineup, self.chains) = (record, lineup, chains)
    let keys = record.keys
    guard !record.scans.isEmpty else {
      (ordered, ranks, stretches, marks) = ([], [], [], [])
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
    marks = Array(repeating: 0, count: keys.count)
  }

  /// Tells of each key that the scan has read without naming it, and of the version it stands for,
  /// where a node of `window` wrote that version or the next one.
  mutating func visit(
    _ scan: Int, in window: Range<Int>, _ body: (_ key: Int32, _ version: Int) -> Void
  ) {
    let scan = record.scans[scan]
    let stretch = stretches[Int(scan.range)]
    let written =
      Int(chains.logStarts[window.lowerBound])..<Int(chains.logStarts[window.upperBound])
    guard !written.isEmpty, !stretch.isEmpty else { return }
    look += 1
    for key in record.named[scan.named] { marks[Int(key)] = look }
    let after = lineup.count(asOf: scan.asOf)
    if stretch.count <= written.count {
      for rank in stretch { visit(ordered[Int(rank)], after, window, body) }
    } else {
      for place in written {
        let write = chains.writes[Int(chains.log[place])]
        let key = record.writes[Int(write)].key
        if stretch.contains(ranks[Int(key)]) { visit(key, after, window, body) }
      }
    }
  }

  private mutating func visit(
    _ key: Int32, _ after: Int32, _ window: Range<Int>,
    _ body: (_ key: Int32, _ version: Int) -> Void
  ) {
    guard marks[Int(key)] != look else { return }
    marks[Int(key)] = look
    let versions = chains.versions(of: key)
    let version = chains.version(of: key, after: after)
    let touches = [version, version + 1].contains { place in
      versions.contains(place) && window.contains(Int(chains.makers[place]))
    }
    if touches { body(key, version) }
  }
}
