import Vocabulary

/// The versions of every key in commit order, as the judged transactions installed them.
///
/// A version is its place among all of them; the one after it is the next place. The place before
/// the first version of a key stands for what was there at first: T0's value, or nothing.
///
/// A deletion that finds nothing installs no version. It *repeats* the absence that it finds, which
/// other deletions may have made: nobody can tell which of them came first. A write that was undone
/// installs none either.
struct Chains: Sendable {
  /// Where the versions of each key start.
  private let starts: [Int32]
  /// The node and the write that made each version.
  private(set) var makers: [Int32] = []
  private(set) var writes: [Int32] = []
  /// The version that each write led to, itself or overwritten, or that it repeats; `none` where
  /// its transaction is not judged, or has undone all its writes of the key.
  ///
  /// So a reader of what its writer then overwrote or undid counts for wr and rw as a reader of the
  /// version that was installed. The read is an anomaly by itself, and cycles through it are found
  /// too.
  private(set) var versions: [Int32]
  /// The last writes of each key in the order of commits, and where those of each node start.
  private(set) var log: [Int32] = []
  private(set) var logStarts: [Int32] = [0]
  private(set) var repeats: Repeats
  /// Of each key, whether nothing was there at first; empty where nothing is deleted.
  private let isAbsentAtFirst: [Bool]

  static let none = Int32.min

  init(_ record: Record, _ commits: CommitOrder) {
    var installed: [(node: Int32, write: Int32)] = []
    for (node, member) in commits.members.enumerated() {
      for write in record.writes(of: member) where record.isFinal(write) {
        installed.append((Int32(node), Int32(write)))
      }
      logStarts.append(Int32(installed.count))
    }
    log = installed.map { $0.write }
    isAbsentAtFirst = record.absences
    let sorted = installed.bucketed(into: record.keys.count) { record.writes[Int($0.write)].key }
    versions = Array(repeating: Self.none, count: record.writes.count)
    var starts: [Int32] = [0]
    repeats = Repeats()
    for key in record.keys.names.indices {
      var isAbsent = isAbsentAtFirst.isEmpty ? false : isAbsentAtFirst[key]
      for (node, write) in sorted.items[sorted.starts.bucket(Int32(key))] {
        let isDeletion = record.writes[Int(write)].isDeletion
        if isDeletion, isAbsent {
          repeats.add(node, of: Int32(makers.count) - 1)
        } else {
          makers.append(node)
          writes.append(write)
        }
        versions[Int(write)] = Int32(makers.count) - 1
        isAbsent = isDeletion
      }
      starts.append(Int32(makers.count))
      repeats.close()
    }
    self.starts = starts
    // A write that was overwritten leads to the next one, and one that was undone to the last.
    for write in record.writes.indices.reversed()
    where !record.isLast(write) && !record.isFinal(write) {
      versions[write] = versions[write + 1]
    }
    for write in record.writes.indices.dropFirst()
    where record.writes[write].isUndone && !record.isLast(write - 1) {
      versions[write] = versions[write - 1]
    }
  }

  /// The versions of the key.
  func versions(of key: Int32) -> Range<Int> { starts.bucket(key) }

  /// The node that made the version, nil before the key's first and after its last.
  func maker(of version: Int, _ key: Int32) -> Int? {
    versions(of: key).contains(version) ? Int(makers[version]) : nil
  }

  /// The nodes that made the version or repeat it, in the order of commits.
  func makers(of version: Int, _ key: Int32) -> [Int] {
    (maker(of: version, key).map { [$0] } ?? []) + repeats.all(of: version, key).map { Int($0) }
  }

  /// Reports the nodes that replace the version, or may have done so: who has read it comes before
  /// them.
  func visitSuccessors(of version: Int, _ key: Int32, _ body: (Int) -> Void) {
    guard let next = maker(of: version + 1, key) else { return }
    body(next)
    for repeated in repeats.free(of: version + 1, key) { body(Int(repeated)) }
  }

  /// Whether the version is an absence.
  func isAbsence(_ version: Int, of key: Int32, in record: Record) -> Bool {
    versions(of: key).contains(version)
      ? record.writes[Int(writes[version])].isDeletion
      : !isAbsentAtFirst.isEmpty && isAbsentAtFirst[Int(key)]
  }

  /// The last writes of the node.
  func log(of node: Int) -> ArraySlice<Int32> { log[logStarts.bucket(Int32(node))] }

  /// The version of the key after that number of nodes, by binary search; the place before the
  /// first version if it has none by then.
  func version(of key: Int32, after nodes: Int32) -> Int {
    versions(of: key).partitioned { makers[$0] < nodes } - 1
  }

  /// The version that a read has seen; nil if it saw what no judged transaction installed.
  func version(seenBy read: Record.Read, in record: Record, _ commits: CommitOrder) -> Int? {
    switch read.write {
    case Record.Read.initial: return Int(starts[Int(read.key)]) - 1
    case Record.Read.absent: return version(of: read.key, after: commits.count(asOf: read.number))
    default:
      if let version = absence(behind: read, in: record, commits) { return version }
      let version = versions[Int(read.write)]
      return version == Self.none ? nil : Int(version)
    }
  }

  /// The absence that was there anyway, where a read has seen a deletion that was never installed
  /// and that had found nothing.
  func absence(behind read: Record.Read, in record: Record, _ commits: CommitOrder) -> Int? {
    guard read.write >= 0, record.writes[Int(read.write)].isDeletion,
      versions[Int(read.write)] == Self.none || !record.isFinal(Int(read.write))
    else { return nil }
    let version = version(of: read.key, after: commits.count(before: read.event, in: record))
    return isAbsence(version, of: read.key, in: record) ? version : nil
  }
}

extension Record {
  /// Of each key, whether nothing was there at first; empty if nothing is ever deleted.
  ///
  /// Where the start is not known, those who looked before the first write tell.
  fileprivate var absences: [Bool] {
    guard writes.contains(where: { $0.isDeletion }) else { return [] }
    if let start { return keys.names.map { start.values[$0] == nil } }
    var first = [Int32](repeating: .max, count: keys.count)
    for (node, member) in committed.enumerated().reversed() {
      for write in writes(of: member) where !writes[write].isUndone {
        first[Int(writes[write].key)] = Int32(node)
      }
    }
    var absences = [Bool](repeating: false, count: keys.count)
    for read in reads where read.write == Read.absent && read.writer == Read.nobody {
      if read.number <= first[Int(read.key)] { absences[Int(read.key)] = true }
    }
    return absences
  }
}
