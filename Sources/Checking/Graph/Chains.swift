/// The versions of every key in commit order, as the judged transactions installed them.
///
/// A version is its place among all of them; the one after it is the next place. The place before
/// the first version of a key stands for what was there at first: T0's value, or nothing.
struct Chains: Sendable {
  /// Where the versions of each key start.
  private let starts: [Int32]
  /// The node and the write that made each version.
  private(set) var makers: [Int32]
  private(set) var writes: [Int32]
  /// The version that each write led to, itself or overwritten; `none` where none was installed.
  ///
  /// So who read what its writer then overwrote counts for wr and rw as a reader of the version
  /// that was installed. The read is an anomaly by itself, and circles through it are found too.
  private(set) var versions: [Int32]
  /// The versions in the order of commits, and where those of each node start.
  private(set) var log: [Int32] = []
  private(set) var logStarts: [Int32] = [0]

  static let none: Int32 = -1

  init(_ record: Record, _ lineup: Lineup) {
    var installed: [(node: Int32, write: Int32)] = []
    for (node, member) in lineup.members.enumerated() {
      for write in record.writes(of: member) where record.isFinal(write) {
        installed.append((Int32(node), Int32(write)))
      }
      logStarts.append(Int32(installed.count))
    }
    let key = { (write: Int32) in record.writes[Int(write)].key }
    let sorted = installed.bucketed(into: record.keys.count) { key($0.write) }
    starts = sorted.starts
    makers = sorted.items.map(\.node)
    writes = sorted.items.map(\.write)
    versions = Array(repeating: Self.none, count: record.writes.count)
    for (version, write) in writes.enumerated() { versions[Int(write)] = Int32(version) }
    log = installed.map { versions[Int($0.write)] }
    for write in record.writes.indices.reversed() where !record.isFinal(write) {
      versions[write] = versions[write + 1]
    }
  }

  /// The versions of the key.
  func versions(of key: Int32) -> Range<Int> { starts.bucket(key) }

  /// The node that made the version, nil before the key's first and after its last.
  func maker(of version: Int, _ key: Int32) -> Int? {
    versions(of: key).contains(version) ? Int(makers[version]) : nil
  }

  /// The versions that the node made.
  func log(of node: Int) -> ArraySlice<Int32> { log[logStarts.bucket(Int32(node))] }

  /// The version of the key after so many nodes, by binary search; the place before the first
  /// version if it has none by then.
  func version(of key: Int32, after nodes: Int32) -> Int {
    versions(of: key).partitioned { makers[$0] < nodes } - 1
  }

  /// The version that a read has seen; nil if it saw what no judged transaction installed.
  func version(seenBy read: Record.Read, _ lineup: Lineup) -> Int? {
    switch read.write {
    case Record.Read.initial: return Int(starts[Int(read.key)]) - 1
    case Record.Read.absent: return version(of: read.key, after: lineup.count(asOf: read.number))
    default:
      let version = versions[Int(read.write)]
      return version == Self.none ? nil : Int(version)
    }
  }
}
