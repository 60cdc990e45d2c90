import Vocabulary

/// Everything a graph proves: dirty reads, and the worst shortest cycle of each component.
struct Findings {
  private let graph: Graph
  /// The components by their least node.
  private let components: [[Int32]]
  /// Of each node on a cycle, its component.
  private var home: [Int32: Int] = [:]

  init(in graph: Graph) {
    self.graph = graph
    components = graph.components
    for (place, members) in components.enumerated() {
      for node in members { home[node] = place }
    }
  }

  /// The findings, the worst first; of a class by their least transaction, then by the read.
  var all: [Finding] {
    var places = [Int32](repeating: -1, count: graph.count)
    let cycles = components.compactMap { members -> Finding? in
      let component = Component(members, of: graph, places: &places)
      var search = CycleSearch(component)
      return search.worst().map { finding($0, in: component) }
    }
    let sorted = cycles.sorted { $0.dependencies[0].first < $1.dependencies[0].first }
    let found = dirtyReads + sorted
    return Phenomenon.allCases.flatMap { phenomenon in
      found.filter { $0.phenomenon == phenomenon }
    }
  }

  /// The worst shortest cycle through the node, nil if there is none.
  func worst(through node: Int32) -> Finding? {
    guard let home = home[node] else { return nil }
    var places = [Int32](repeating: -1, count: graph.count)
    let component = Component(components[home], of: graph, places: &places)
    var search = CycleSearch(component)
    return search.worst(through: places[Int(node)]).map { finding($0, in: component) }
  }

  private func finding(
    _ found: (phenomenon: Phenomenon, cycle: [Edge]), in component: Component
  ) -> Finding {
    let phenomenon = found.phenomenon
    let hops = found.cycle.map { component.wholeHop($0) }
    let (anomaly, edges) = Naming(hops, in: graph).best(for: phenomenon)
    return Finding(
      anomaly: anomaly, phenomenon: phenomenon, dependencies: edges.map(graph.dependency))
  }

  /// Reads by judged transactions of what was rolled back, or overwritten by its writer.
  private var dirtyReads: [Finding] {
    let (record, lineup) = (graph.record, graph.lineup)
    var found: [Finding] = []
    for place in record.reads.indices where record.reads[place].write >= 0 {
      let read = record.reads[place]
      let reader = Int(lineup.nodes[Int(read.transaction)])
      guard reader != Lineup.none, read.writer != read.transaction,
        lineup.counts(read.event, in: record, of: reader)
      else { continue }
      let isInstalled = lineup.nodes[Int(read.writer)] != Lineup.none
      let isAborted = record.transactions[Int(read.writer)].isAborted && !isInstalled
      guard isAborted || (isInstalled && !record.isFinal(Int(read.write))) else { continue }
      found.append(
        Finding(
          anomaly: isAborted ? .abortedRead : .intermediateRead,
          phenomenon: isAborted ? .abortedRead : .intermediateRead,
          dependencies: [graph.dependency(ofRead: place)]))
    }
    return found.sorted { $0.dependencies[0].second.event < $1.dependencies[0].second.event }
  }
}
