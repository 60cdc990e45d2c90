import Vocabulary

/// Whether scans returned all that was there.
///
/// Goes through the states once and keeps how many keys are there in a Fenwick tree (1994), so that
/// each scan costs what it names and a logarithm.
struct Omissions {
  private let record: Record
  private let chains: Chains
  private let order: KeyOrder
  /// Which keys are there in the present state, by rank, and their counts as a tree.
  private var isThere: [Bool]
  private var tree: [Int32]

  /// The first event that leaves out a key that was there; nil if none does.
  static func contradiction(in record: Record, _ chains: Chains, _ order: KeyOrder)
    -> Contradiction?
  {
    guard !record.scans.isEmpty else { return nil }
    var search = Omissions(record, chains, order)
    return search.first()
  }

  private init(_ record: Record, _ chains: Chains, _ order: KeyOrder) {
    (self.record, self.chains, self.order) = (record, chains, order)
    isThere = Array(repeating: false, count: record.keys.count)
    tree = Array(repeating: 0, count: record.keys.count + 1)
  }

  private mutating func first() -> Contradiction? {
    let scans = record.scans.indices.map { Int32($0) }
      .bucketed(into: record.committed.count + 1) { record.scans[Int($0)].asOf }
    for key in (record.initial ?? [:]).keys {
      if let number = record.keys.known(key) { set(number, true) }
    }
    // Otherwise T0's values are known from those who saw them.
    for read in record.reads where read.write == Record.Read.initial { set(read.key, true) }
    var marks = [Int32](repeating: -1, count: record.keys.count)
    var found: Contradiction?
    for state in 0...record.committed.count {
      if state > 0 {
        for place in chains.log(of: state - 1) {
          let write = record.writes[Int(place)]
          set(write.key, !write.isDeletion)
        }
      }
      for scan in scans.items[scans.starts.bucket(Int32(state))] {
        let event = record.scans[Int(scan)].event
        guard event < found?.event ?? .max, let key = omitted(by: scan, &marks) else { continue }
        found = Contradiction(event: Int(event), problem: .leftOut(record.keys[key]))
      }
    }
    return found
  }

  /// A key of the range that is there and that the scan does not name; nil if there is none.
  private func omitted(by place: Int32, _ marks: inout [Int32]) -> Int32? {
    let scan = record.scans[Int(place)]
    let stretch = order.stretches[Int(scan.range)]
    var count = sum(below: stretch.upperBound) - sum(below: stretch.lowerBound)
    for key in record.named[scan.named] where marks[Int(key)] != place {
      marks[Int(key)] = place
      if isThere[Int(order.ranks[Int(key)])] { count -= 1 }
    }
    guard count > 0 else { return nil }
    return stretch.lazy.map { order.ordered[Int($0)] }.first { key in
      isThere[Int(order.ranks[Int(key)])] && marks[Int(key)] != place
    }
  }

  private mutating func set(_ key: Int32, _ now: Bool) {
    let rank = Int(order.ranks[Int(key)])
    guard isThere[rank] != now else { return }
    isThere[rank] = now
    var place = rank + 1
    while place < tree.count {
      tree[place] += now ? 1 : -1
      place += place & -place
    }
  }

  /// How many keys of lower rank are there.
  private func sum(below rank: Int32) -> Int32 {
    var (place, sum) = (Int(rank), Int32(0))
    while place > 0 {
      sum += tree[place]
      place -= place & -place
    }
    return sum
  }
}
