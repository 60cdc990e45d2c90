/// Derives the edges from reads, scans and chains.
///
/// Reads and versions are walked once for the edges that lead back and once for those within the
/// blocks. A scan costs what it names, and no more than was written between the state that it saw
/// and its commit, and in its block.
struct EdgeCollector {
  private let record: Record
  private let lineup: Lineup
  private let chains: Chains
  private var finder: Gaps
  private(set) var edges: [Edge] = []
  private(set) var gaps: [Gap] = []

  init(_ record: Record, _ lineup: Lineup, _ chains: Chains) {
    (self.record, self.lineup, self.chains) = (record, lineup, chains)
    finder = Gaps(record, lineup, chains)
  }

  /// Tells of every edge that leads to an earlier commit, and perhaps of others.
  mutating func visitBackwardEdges(_ body: (_ source: Int, _ target: Int) -> Void) {
    let chains = chains
    for node in lineup.members.indices {
      for place in record.reads(of: lineup.members[node]) {
        guard let seen = seen(at: place) else { continue }
        if let writer = chains.maker(of: seen, record.reads[place].key) { body(writer, node) }
        if let next = chains.maker(of: seen + 1, record.reads[place].key) { body(node, next) }
      }
      for scan in record.scans(of: lineup.members[node]) {
        let since = Int(lineup.count(asOf: record.scans[scan].asOf))
        guard since < node else { continue }
        finder.visit(scan, in: since..<node) { key, version in
          if let next = chains.maker(of: version + 1, key) { body(node, next) }
        }
      }
    }
  }

  /// Collects the edges whose ends lie in one block.
  mutating func collect(within blocks: Blocks) {
    for node in lineup.members.indices where blocks[node].count > 1 {
      let block = blocks[node]
      for version in chains.log(of: node) {
        let key = record.writes[Int(chains.writes[Int(version)])].key
        let before = chains.maker(of: Int(version) - 1, key)
        add(.ww, from: before, to: node, version, block)
      }
      for place in record.reads(of: lineup.members[node]) {
        guard let seen = seen(at: place) else { continue }
        let (key, isAbsence) = (record.reads[place].key, record.reads[place].form == .absence)
        let cause = Int32(place)
        add(isAbsence ? .wrp : .wr, from: chains.maker(of: seen, key), to: node, cause, block)
        add(isAbsence ? .rwp : .rw, from: node, to: chains.maker(of: seen + 1, key), cause, block)
      }
      for scan in record.scans(of: lineup.members[node]) {
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
    add(.rwp, from: node, to: chains.maker(of: version + 1, gap.key), cause, block)
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
    return read.writer == read.transaction ? nil : chains.version(seenBy: read, lineup)
  }
}
