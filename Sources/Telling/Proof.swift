package import Checking
import Language
import Layout
package import Vocabulary

/// Shows what the judge found: each edge of a cycle as two steps and who comes first.
package struct Proof: Sendable {
  private let names: [TransactionID: String]
  private let values: [Key: [VersionID: Value?]]
  /// The versions that were undone.
  private let undone: [Key: Set<VersionID>]
  private let display: Display

  /// What is needed to tell of versions: who their makers are called, and what they held.
  package init(
    of events: some Sequence<Event>, initial: [Key: Value], names: [TransactionID: String],
    _ display: Display = Display()
  ) {
    var values: [Key: [VersionID: Value?]] = [:]
    for (key, value) in initial {
      values[key, default: [:]][.written(by: .initial, number: 1)] = .some(value)
    }
    for case .write(let id, _, let key, let number, let value) in events {
      values[key, default: [:]][.written(by: id, number: number)] = .some(value)
    }
    var undone: [Key: Set<VersionID>] = [:]
    for case .undo(let id, _, let key, let number) in events {
      undone[key, default: []].insert(.written(by: id, number: number))
    }
    // A history from elsewhere may call its sessions anything.
    self.names = names.mapValues { isName($0) ? $0 : inQuotes($0) }
    (self.values, self.undone, self.display) = (values, undone, display)
  }

  /// The answer that names an anomaly: `ANOMALY write-skew T1 T2`.
  package static func answer(_ finding: Finding) -> String {
    "ANOMALY \(finding.anomaly.slug) "
      + finding.transactions.map { "\($0)" }.joined(separator: " ")
  }

  /// With a word on whether an order fits the values: `ANOMALY write-skew T1 T2, by versions`.
  package static func answer(_ finding: Finding, _ trial: Trial) -> String {
    answer(finding) + (finding.isDirtyRead ? "" : trial.word)
  }

  /// The edges below each other, in columns if they fit into the room; that many at most.
  package func lines(of finding: Finding, room: Int = .max, most: Int = .max) -> [String] {
    var table = Table()
    let all = finding.dependencies
    for edge in all.prefix(all.count <= most ? most : most - 1) {
      table.add(
        "\(firstHalf(of: edge)),", "\(secondHalf(of: edge)):", upshot(of: edge, in: finding))
    }
    let lines = display.isPlain ? table.crowded : table.lines(in: room)
    return all.count <= most ? lines : lines + ["... and \(all.count - most + 1) more"]
  }

  /// An edge in one line; of a dirty read, what became of the version.
  package func sentence(of edge: Dependency, in finding: Finding? = nil) -> String {
    "\(firstHalf(of: edge)), \(secondHalf(of: edge)): \(upshot(of: edge, in: finding))"
  }

  private func upshot(of edge: Dependency, in finding: Finding?) -> String {
    switch finding?.phenomenon {
    case .abortedRead: "\(name(edge.first)) rolled back"
    case .intermediateRead where undone[edge.key]?.contains(edge.first.version) == true:
      "\(name(edge.first))'s command failed"
    case .intermediateRead: "\(name(edge.first)) overwrote it"
    default: "\(name(edge.first)) before \(name(edge.second))"
    }
  }

  /// A serial order as people say it: `alice T1, bob T2`.
  package func told(_ order: [TransactionID]) -> String {
    order.map { id in names[id].map { "\($0) \(id)" } ?? "\(id)" }.joined(separator: ", ")
  }

  private func firstHalf(of edge: Dependency) -> String {
    let (who, key, step) = (name(edge.first), quoted(edge.key.text), "(\(edge.first.step))")
    switch edge.kind {
    case .writeWrite, .writeRead:
      return isDeletion(edge)
        ? "\(who) deleted \(key) \(step)" : "\(who) wrote \(pair(edge, edge.first)) \(step)"
    case .readWrite:
      if case .absent = edge.first.version { return "\(who) saw no \(key)\(range(edge)) \(step)" }
      if isDeletion(edge) { return "\(who) saw no \(key)\(range(edge)) \(step)" }
      return "\(who) read \(pair(edge, edge.first)) \(step)"
    }
  }

  private func secondHalf(of edge: Dependency) -> String {
    let (who, step) = (name(edge.second), "(\(edge.second.step))")
    switch edge.kind {
    case .writeWrite: return "\(who) overwrote it \(step)"
    case .writeRead:
      return edge.isPredicate || isDeletion(edge)
        ? "\(who) saw that\(range(edge)) \(step)" : "\(who) read it \(step)"
    case .readWrite:
      if value(of: edge.key, edge.second.version) == .some(nil) {
        return "\(who) deleted it \(step)"
      }
      if case .absent = edge.first.version { return "\(who) inserted it \(step)" }
      return "\(who) changed it \(step)"
    }
  }

  private func pair(_ edge: Dependency, _ touch: Dependency.Touch) -> String {
    let key = quoted(edge.key.text)
    switch value(of: edge.key, touch.version) {
    case .some(let value?): return "\(key)=\(quoted(value.text))"
    case .some(nil), nil: return key
    }
  }

  /// Whether the first one's version is a deletion that the history names.
  private func isDeletion(_ edge: Dependency) -> Bool {
    value(of: edge.key, edge.first.version) == .some(nil)
  }

  /// Outer nil: the history does not tell.
  private func value(of key: Key, _ version: VersionID) -> Value?? { values[key]?[version] }

  private func range(_ edge: Dependency) -> String {
    edge.range.map { " in \($0.written(quoted))" } ?? ""
  }

  private func name(_ touch: Dependency.Touch) -> String { name(of: touch.transaction) }

  /// What people call the transaction.
  func name(of id: TransactionID) -> String { names[id] ?? "\(id)" }
}
