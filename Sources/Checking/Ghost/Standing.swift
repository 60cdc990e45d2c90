import Vocabulary

/// What disturbed transactions without snapshot did before their first disturbed read: it stands.
struct Standing {
  private let graph: Graph
  /// The nodes from which edges lead to the ghost, itself among them.
  private let leading: Set<Int32>
  /// The keys that they wrote.
  private let keys: Set<Int32>

  private var record: Record { graph.record }

  /// - Parameters:
  ///   - trial: the graph of a ghost and the undisturbed.
  ///   - ghost: the ghost.
  init(_ trial: Graph, ghost: Int32) {
    graph = Graph(trial.record, trial.commits, trial.chains, isComplete: true)
    leading = graph.sources(of: graph.commits.nodes[Int(ghost)])
    var keys: Set<Int32> = []
    for node in leading {
      for write in graph.chains.log(of: Int(node)) {
        keys.insert(graph.record.writes[Int(write)].key)
      }
    }
    self.keys = keys
  }

  /// Whether what the disturbed transaction did before leads to those that lead to the ghost: it
  /// read what one of them replaced, or one of them read what it wrote.
  func leadsBack(from look: Aftermath.Look) -> Bool {
    record.reads(of: look.reader).contains { leadsBack(record.reads[$0], before: look.event) }
      || record.scans(of: look.reader).contains {
        leadsBack(record.scans[$0], before: look.event)
      }
      || leading.contains { node in
        record.reads(of: graph.commits.members[Int(node)]).contains {
          record.reads[$0].writer == look.reader
        }
      }
  }

  private func leadsBack(_ read: Record.Read, before event: Int32) -> Bool {
    guard read.event < event, read.writer != read.transaction else { return false }
    guard let seen = graph.chains.version(seenBy: read, in: record, graph.commits) else {
      // A disturbed transaction's version has no place here: it may.
      return record.transactions[Int(read.writer)].state != nil
        && record.lastWrite(of: read.key, by: read.writer) != nil
    }
    return isReplacedByLeading(seen, read.key)
  }

  private func leadsBack(_ scan: Record.Scan, before event: Int32) -> Bool {
    let (range, named) = (record.ranges[scan.range], record.named[scan.named])
    let state = graph.commits.count(asOf: scan.asOf)
    return scan.event < event
      && keys.contains { key in
        range.contains(record.keys[key]) && !named.contains(key)
          && isReplacedByLeading(graph.chains.version(of: key, after: state), key)
      }
  }

  private func isReplacedByLeading(_ version: Int, _ key: Int32) -> Bool {
    var isReplaced = false
    graph.chains.visitSuccessors(of: version, key) { node in
      isReplaced = isReplaced || leading.contains(Int32(node))
    }
    return isReplaced
  }
}
