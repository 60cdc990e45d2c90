/// Finds the name that fits a cycle most closely, and the edges that show it best.
///
/// Between two transactions there may be many edges. A name fits if it fits some choice of them, so
/// names do not depend on the way a search went.
struct Naming {
  private let graph: Graph
  /// For each transaction of the cycle all edges to the next, the kinds without rw first.
  private let hops: [[Edge]]

  /// - Parameters:
  ///   - hops: for each transaction of a cycle all edges to the next, by kind.
  ///   - graph: where they come from.
  init(_ hops: [[Edge]], in graph: Graph) {
    (self.hops, self.graph) = (hops, graph)
  }

  /// The name, and one edge of each hop, given that no cycle of a worse class goes these hops.
  func best(for phenomenon: Phenomenon) -> (anomaly: Anomaly, edges: [Edge]) {
    switch phenomenon {
    case .writeCycle: (.dirtyWrite, first)
    case .informationCycle: (.circularInformationFlow, first)
    case .singleAntidependency: single
    case .nonadjacentAntidependencies: fork
    default: skew
    }
  }

  /// The first edge of each hop: an rw edge only where there is no other, and as few as can be.
  private var first: [Edge] { hops.compactMap { $0.first } }

  // MARK: One antidependency

  /// The reader at the start of the rw edge is also where the last edge ends: what it read or wrote
  /// there decides.
  private var single: (anomaly: Anomaly, edges: [Edge]) {
    guard let place = hops.firstIndex(where: { $0[0].kind.isAntidependency }) else {
      return (.cycle, first)
    }
    let last = (place + hops.count - 1) % hops.count
    func edges(_ read: Edge, _ closing: Edge) -> [Edge] {
      var edges = first
      (edges[place], edges[last]) = (read, closing)
      return edges
    }
    let reads = hops[place]
    if let edges = lostUpdate(rwAt: place) { return (.lostUpdate, edges) }
    let again = hops[last].filter { $0.kind <= .wrp }
    if let (read, other) = pairOfOneKey(reads, again) {
      let isByItem = read.kind == .rw && other.kind == .wr
      return (isByItem ? .fuzzyRead : .phantom, edges(read, other))
    }
    guard let early = again.min(by: isEarlier), let late = reads.max(by: isEarlier) else {
      return (.cycle, first)
    }
    let vanishes = hops.count == 2 && isEarlier(early, late)
    return vanishes
      ? (.observedTransactionVanishes, edges(late, early))
      : (.readSkew, edges(reads.min(by: isEarlier) ?? late, early))
  }

  /// Both ends of the rw edge have read the same version, and all in the cycle have written its
  /// key: the edges that show it.
  private func lostUpdate(rwAt place: Int) -> [Edge]? {
    for read in hops[place] where graph.hasRead(read.target, whatIsReadBy: read) {
      let key = graph.key(of: read)
      let edges = hops.indices.map { hop in
        hop == place ? read : hops[hop].first { $0.kind == .ww && graph.key(of: $0) == key }
      }
      if edges.allSatisfy({ $0 != nil }) { return edges.compactMap { $0 } }
    }
    return nil
  }

  /// Two reads of one key, both by item where there is a choice.
  private func pairOfOneKey(_ reads: [Edge], _ others: [Edge]) -> (Edge, Edge)? {
    let byKey = Dictionary(grouping: others) { graph.key(of: $0) }
    let pairs = reads.compactMap { read in byKey[graph.key(of: read)].map { (read, $0[0]) } }
    return pairs.first { $0.0.kind == .rw && $0.1.kind == .wr } ?? pairs.first
  }

  /// Whether the read behind one edge happened before that behind the other.
  private func isEarlier(_ one: Edge, _ other: Edge) -> Bool {
    graph.eventOfRead(behind: one) < graph.eventOfRead(behind: other)
  }

  // MARK: More antidependencies

  private var fork: (anomaly: Anomaly, edges: [Edge]) {
    let isFork = first.count == 4 && first.allSatisfy { $0.kind != .ww }
    return (isFork ? .longFork : .cycle, first)
  }

  private var skew: (anomaly: Anomaly, edges: [Edge]) {
    if first.count == 2, graph.key(of: first[0]) != graph.key(of: first[1]) {
      let isByItem = first.allSatisfy { $0.kind == .rw }
      return (isByItem ? .writeSkew : .predicateWriteSkew, first)
    }
    let reports = first.filter { $0.kind <= .wrp }
    let isReadOnly = first.count == 3 && reports.contains { graph.writesNothing($0.target) }
    return (isReadOnly ? .readOnlyAnomaly : .cycle, first)
  }
}
