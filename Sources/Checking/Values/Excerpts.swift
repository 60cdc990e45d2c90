import Vocabulary

/// Takes excerpts of the history: some of the judged transactions, with values instead of versions.
struct Excerpts {
  private let graph: Graph
  private let start: Start
  /// Of each key that was asked for, how many transactions have left each value there.
  private var left: [Int32: [Value?: Int]] = [:]

  /// Nil if the values at the start are not known.
  init?(_ graph: Graph) {
    guard let start = graph.record.start else { return nil }
    (self.graph, self.start) = (graph, start)
  }

  /// Those nodes by themselves, from what was there before them to what they have left; nil if that
  /// is not known.
  ///
  /// They are to be a component, or one node. Then no version of others lies between two of theirs,
  /// and what they have read of others all of them could read before their first write.
  func alone(_ nodes: [Int32]) -> Excerpt? {
    guard var excerpt = content(of: nodes) else { return nil }
    for (place, key) in excerpt.keys.enumerated() {
      let seen = nodes.flatMap { versions(of: key, readBy: $0) }
      let written = nodes.compactMap { version(of: key, writtenBy: $0) }
      let found = written.map { $0.isInstalled ? $0.version - 1 : $0.version }
      guard let first = (seen + found).min() else { return nil }
      excerpt.start[place] = value(of: first, key)
      excerpt.end[place] = value(of: written.map { $0.version }.max() ?? first, key)
    }
    return excerpt
  }

  /// Those nodes among all others; nil if values are lost.
  ///
  /// Each read may have seen, and the end may be, what any of the others has left at any time. If
  /// no order fits then, none of all transactions does.
  mutating func amongOthers(_ nodes: [Int32]) -> Excerpt? {
    guard var excerpt = content(of: nodes) else { return nil }
    for (place, key) in excerpt.keys.enumerated() {
      excerpt.start[place] = start.initial[graph.record.keys[key]]
      excerpt.end[place] = value(of: graph.chains.versions(of: key).upperBound - 1, key)
      var left = valuesLeft(at: key)
      for touch in excerpt.transactions.flatMap({ $0.writes }) where touch.place == place {
        left[touch.value, default: 0] -= 1
      }
      let others = left.filter { $0.value > 0 }.map { $0.key }
      excerpt.others[place] =
        start.former[graph.record.keys[key], default: []].union(others)
    }
    return excerpt
  }

  private mutating func valuesLeft(at key: Int32) -> [Value?: Int] {
    if let known = left[key] { return known }
    var counts: [Value?: Int] = [:]
    let (record, chains) = (graph.record, graph.chains)
    for version in chains.versions(of: key) {
      counts[record.value(ofWrite: Int(chains.writes[version])), default: 0] += 1
    }
    counts[Value?.none, default: 0] += chains.repeats.count(of: key)
    left[key] = counts
    return counts
  }

  /// The value that is there once the version is.
  private func value(of version: Int, _ key: Int32) -> Value? {
    graph.chains.versions(of: key).contains(version)
      ? graph.record.value(ofWrite: Int(graph.chains.writes[version]))
      : start.values[graph.record.keys[key]]
  }

  // MARK: What they have done

  /// What the nodes have read and written, at places numbered as they appear; nil if values that
  /// they have read are lost.
  private func content(of nodes: [Int32]) -> Excerpt? {
    var places = Numbering<Int32>()
    var excerpt = Excerpt()
    let written = Set(nodes.flatMap(keysWritten))
    for node in nodes {
      var transaction = Excerpt.Transaction()
      for (key, value) in looks(of: node, at: written) {
        transaction.reads.append(Excerpt.Touch(place: Int(places.number(of: key)), value: value))
      }
      for write in graph.chains.log(of: Int(node)) {
        let key = graph.record.writes[Int(write)].key
        let value = graph.record.value(ofWrite: Int(write))
        transaction.writes.append(Excerpt.Touch(place: Int(places.number(of: key)), value: value))
      }
      excerpt.transactions.append(transaction)
    }
    let isLost = places.names.contains { start.lost.contains(graph.record.keys[$0]) }
    let nothing = [Value?](repeating: nil, count: places.count)
    (excerpt.keys, excerpt.start, excerpt.end) = (places.names, nothing, nothing)
    excerpt.others = Array(repeating: [], count: places.count)
    return isLost ? nil : excerpt
  }

  private func keysWritten(by node: Int32) -> [Int32] {
    graph.chains.log(of: Int(node)).map { graph.record.writes[Int($0)].key }
  }

  /// What the node has read of others.
  ///
  /// Of the keys that a scan did not return only those that were written can matter: at the others
  /// nothing is there in any order.
  private func looks(of node: Int32, at written: Set<Int32>) -> [(key: Int32, value: Value?)] {
    reads(of: node).map { read in (read.key, value(seenBy: read)) }
      + written.sorted().filter { key in !gaps(of: node, at: key).isEmpty }.map { ($0, nil) }
  }

  private func value(seenBy read: Record.Read) -> Value? {
    switch read.write {
    case Record.Read.initial: start.values[graph.record.keys[read.key]]
    case Record.Read.absent: nil
    default: graph.record.value(ofWrite: Int(read.write))
    }
  }

  /// The reads that count, but for those of its own writes.
  private func reads(of node: Int32) -> [Record.Read] {
    let member = graph.commits.members[Int(node)]
    return graph.record.reads(of: member).map { graph.record.reads[$0] }.filter { read in
      read.writer != member
    }
  }

  /// The scans that have seen nothing at the key without naming it.
  private func gaps(of node: Int32, at key: Int32) -> [Record.Scan] {
    let record = graph.record
    return record.scans(of: graph.commits.members[Int(node)]).map { record.scans[$0] }
      .filter { scan in
        record.ranges[scan.range].contains(record.keys[key])
          && !record.named[scan.named].contains(key)
      }
  }

  // MARK: Versions

  /// The versions of the key that the node has read of others.
  private func versions(of key: Int32, readBy node: Int32) -> [Int] {
    let (record, chains, commits) = (graph.record, graph.chains, graph.commits)
    return reads(of: node).filter { $0.key == key }
      .compactMap { chains.version(seenBy: $0, in: record, commits) }
      + gaps(of: node, at: key).map { chains.version(of: key, after: commits.count(asOf: $0.asOf)) }
  }

  /// The version of the key that the node has installed, or repeated; nil if it has not written it.
  private func version(
    of key: Int32, writtenBy node: Int32
  ) -> (version: Int, isInstalled: Bool)? {
    let member = graph.commits.members[Int(node)]
    return graph.record.lastWrite(of: key, by: member).map { write in
      let version = Int(graph.chains.versions[write])
      return (version, graph.chains.maker(of: version, key) == Int(node))
    }
  }
}
