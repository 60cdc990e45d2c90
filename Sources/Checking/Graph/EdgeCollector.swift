/// Derives the edges from reads, scans and chains.
///
/// Reads and versions are walked once for the edges that lead back and once for those within the
/// blocks. A scan costs what it names, and no more than was written between the state that it saw
/// and its commit, and in its block.
struct EdgeCollector {
  private let record: Record
  private let commits: CommitOrder
  private let chains: Chains
  private var finder: Gaps
  private(set) var edges: [Edge] = []
  private(set) var gaps: [Gap] = []

  init(_ record: Record, _ commits: CommitOrder, _ chains: Chains) {
    (self.record, self.commits, self.chains) = (record, commits, chains)
    finder = Gaps(record, commits, chains)
  }

  /// Reports every edge that leads to an earlier commit, and perhaps of others.
  mutating func visitBackwardEdges(_ body: (_ source: Int, _ target: Int) -> Void) {
    let chains = chains
    for node in commits.members.indices {
      for place in record.reads(of: commits.members[node]) {
        guard let seen = seen(at: place) else { continue }
        let key = record.reads[place].key
        if let writer = chains.maker(of: seen, key) { body(writer, node) }
        chains.visitSuccessors(of: seen, key) { body(node, $0) }
      }
      for scan in record.scans(of: commits.members[node]) {
        let since = Int(commits.count(asOf: record.scans[scan].asOf))
        guard since < node else { continue }
        finder.visit(scan, in: since..<node) { key, version in
          chains.visitSuccessors(of: version, key) { body(node, $0) }
        }
      }
    }
  }

  /// Collects the edges whose ends lie in one block.
  mutating func collect(within blocks: Blocks) {
    let chains = chains
    for node in commits.members.indices where blocks[node].count > 1 {
      let block = blocks[node]
      for write in chains.log(of: node) {
        for before in predecessors(ofWrite: write, by: node) {
          add(.ww, from: before, to: node, write, block)
        }
      }
      for place in record.reads(of: commits.members[node]) {
        guard let seen = seen(at: place) else { continue }
        let (key, isAbsence) = (record.reads[place].key, record.reads[place].form == .absence)
        let cause = Int32(place)
        add(isAbsence ? .wrp : .wr, from: chains.maker(of: seen, key), to: node, cause, block)
        chains.visitSuccessors(of: seen, key) {
          add(isAbsence ? .rwp : .rw, from: node, to: $0, cause, block)
        }
      }
      for scan in record.scans(of: commits.members[node]) {
        var found: [Gap] = []
        finder.visit(scan, in: block) {
          found.append(Gap(scan: Int32(scan), key: $0, version: Int32($1)))
        }
        for gap in found { add(gap, of: node, block) }
      }
    }
  }

  private mutating func add(_ gap: Gap, of node: Int, _ block: Range<Int>) {
    let cause = Int32(record.reads.count + gaps.count)
    gaps.append(gap)
    let version = Int(gap.version)
    add(.wrp, from: chains.maker(of: version, gap.key), to: node, cause, block)
    let chains = chains
    chains.visitSuccessors(of: version, gap.key) { add(.rwp, from: node, to: $0, cause, block) }
  }

  /// The nodes whose writes of the key the node's write comes after, as far as no read tells.
  ///
  /// A repeated deletion comes after the value that was deleted; and after those that have read
  /// what they deleted, or after the first deletion if it is not free to come before it.
  private func predecessors(ofWrite write: Int32, by node: Int) -> [Int] {
    let (key, version) = (record.writes[Int(write)].key, Int(chains.versions[Int(write)]))
    if chains.maker(of: version, key) == node {
      return chains.makers(of: version - 1, key)
    }
    guard let first = chains.maker(of: version, key) else { return [] }
    guard chains.repeats.free(of: version, key).contains(Int32(node)) else { return [first] }
    let earlier = chains.makers(of: version, key).prefix { $0 < node }
    return chains.makers(of: version - 1, key) + earlier.filter { hasRead($0, key, version - 1) }
  }

  private func hasRead(_ node: Int, _ key: Int32, _ version: Int) -> Bool {
    record.reads(of: commits.members[node]).contains { place in
      record.reads[place].key == key && seen(at: place) == version
    }
  }

  private mutating func add(
    _ kind: Edge.Kind, from source: Int?, to target: Int?, _ cause: Int32, _ block: Range<Int>
  ) {
    guard let source, let target, source != target, block.contains(source),
      block.contains(target)
    else { return }
    edges.append(
      Edge(source: Int32(source), target: Int32(target), kind: kind, cause: cause))
  }

  /// The version that a read saw, nil if that was no installed one, or the reader's own.
  private func seen(at place: Int) -> Int? {
    let read = record.reads[place]
    return read.writer == read.transaction
      ? nil : chains.version(seenBy: read, in: record, commits)
  }
}
