import Vocabulary

/// Finds the keys that scans have read without naming them, where a given stretch of the commit
/// order wrote them.
///
/// A scan looks either at the keys of its range or at the versions of that stretch, whichever are
/// fewer, so that neither a wide range nor a long history is walked for nothing.
struct Gaps {
  private let record: Record
  private let commits: CommitOrder
  private let chains: Chains
  private let order: KeyOrder
  /// The look at which each key was last met or excluded.
  private var marks: [Int32]
  private var look: Int32 = 0

  /// Costs sorting the keys, if there are scans at all.
  init(_ record: Record, _ commits: CommitOrder, _ chains: Chains) {
    (self.record, self.commits, self.chains) = (record, commits, chains)
    order = KeyOrder(record)
    marks = Array(repeating: 0, count: record.scans.isEmpty ? 0 : record.keys.count)
  }

  /// Reports each key that the scan has read without naming it, and of the version it stands for,
  /// where a node of `window` wrote that version or the next one, or repeats the next one.
  mutating func visit(
    _ scan: Int, in window: Range<Int>, _ body: (_ key: Int32, _ version: Int) -> Void
  ) {
    let scan = record.scans[scan]
    let stretch = order.stretches[Int(scan.range)]
    let written =
      Int(chains.logStarts[window.lowerBound])..<Int(chains.logStarts[window.upperBound])
    guard !written.isEmpty, !stretch.isEmpty else { return }
    look += 1
    for key in record.named[scan.named] { marks[Int(key)] = look }
    let after = commits.count(asOf: scan.asOf)
    if stretch.count <= written.count {
      for rank in stretch { visit(order.ordered[Int(rank)], after, window, body) }
    } else {
      for place in written {
        let key = record.writes[Int(chains.log[place])].key
        if stretch.contains(order.ranks[Int(key)]) { visit(key, after, window, body) }
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
    let repeats = touches ? [] : chains.repeats.free(of: version + 1, key)
    if touches || repeats.contains(where: { window.contains(Int($0)) }) { body(key, version) }
  }
}
