import Vocabulary

/// Everything a graph proves: dirty reads, and the worst shortest cycle of each component.
struct Findings {
  private let graph: Graph
  /// The components of two nodes or more.
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

  /// The anomalies that the transaction takes part in, the worst first: its dirty reads, of each
  /// writer and reader one of a kind, and the worst shortest cycle through it.
  func all(involving id: TransactionID) -> [Finding] {
    var known: Set<[TransactionID]> = []
    let place = graph.record.place(of: id)
    let cycle = place.flatMap { worst(through: graph.commits.nodes[Int($0)]) }?.fromTheLeast
    let found = dirtyReads.filter { $0.transactions.contains(id) } + (cycle.map { [$0] } ?? [])
    return Phenomenon.allCases.flatMap { phenomenon in
      known = []
      return found.filter { finding in
        finding.phenomenon == phenomenon && known.insert(finding.transactions).inserted
      }
    }
  }

  /// Whether a serial order fits the values, for each of the findings.
  func trials(of findings: [Finding]) -> [Trial] {
    var trials = Trials(graph)
    return findings.map { trials.trial(of: $0, in: component(of: $0)) }
  }

  /// Whether a serial order fits the values of the worst shortest cycle through the node; nil if
  /// there is no cycle.
  func trial(ofCycleThrough node: Int32) -> Trial? {
    worst(through: node).map { trials(of: [$0])[0] }
  }

  private func component(of finding: Finding) -> [Int32] {
    guard !finding.isDirtyRead, let place = graph.record.place(of: finding.transactions[0]),
      let home = home[graph.commits.nodes[Int(place)]]
    else { return [] }
    return components[home]
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

  /// Reads by judged transactions of what was rolled back, or overwritten or undone by its writer;
  /// in the order of events.
  private var dirtyReads: [Finding] {
    let reads = graph.record.reads
    let found = reads.indices.compactMap { place in dirt(of: place).map { (place, $0) } }
    return found.sorted { (reads[$0.0].event, $0.0) < (reads[$1.0].event, $1.0) }
      .map { place, phenomenon in
        Finding(
          anomaly: phenomenon == .abortedRead ? .abortedRead : .intermediateRead,
          phenomenon: phenomenon, dependencies: [graph.dependency(ofRead: place)])
      }
  }

  /// The class of a read; nil if it is clean or its reader is not judged.
  private func dirt(of place: Int) -> Phenomenon? {
    let (record, commits) = (graph.record, graph.commits)
    let read = record.reads[place]
    guard read.write >= 0, read.writer != read.transaction,
      commits.nodes[Int(read.transaction)] != CommitOrder.none,
      graph.chains.absence(behind: read, in: record, commits) == nil
    else { return nil }
    if commits.nodes[Int(read.writer)] != CommitOrder.none {
      return record.isFinal(Int(read.write)) ? nil : .intermediateRead
    }
    return record.transactions[Int(read.writer)].isAborted ? .abortedRead : nil
  }
}
