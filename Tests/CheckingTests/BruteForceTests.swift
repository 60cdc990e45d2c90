import Checking
import Testing
import Vocabulary

/// The judge beside brute force, on random histories of up to six transactions.
///
/// ISOLAB_HISTORIES sets how many; a failure names the seed.
@Suite struct BruteForceTests {
  @Test func agreesWithAllSerialOrders() throws {
    for number in 0..<RandomHistory.count {
      let random = RandomHistory(number: number)
      let history = NaiveHistory(events: random.events, initial: random.initial)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      let orders = SerialOrders(of: history)
      let cycles = judgement.findings.filter { !$0.isDirtyRead }
      let dirty = judgement.findings.filter(\.isDirtyRead)
      if cycles.isEmpty != (orders.explanation != nil) { return random.fail("\(cycles)") }
      let order = judgement.serialOrder()
      if order != (dirty.isEmpty ? orders.explanation : nil) {
        return random.fail("\(order ?? [])")
      }
      if Set(dirty.map(\.dirtyRead)) != Set(history.dirtyReads) { return random.fail("\(dirty)") }
    }
  }

  @Test func everyEdgeIsThereAndNoOther() throws {
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let naive = NaiveGraph(of: NaiveHistory(events: random.events, initial: random.initial))
      let edges = try Judgement(of: random.events, initial: random.initial).dependencies()
      if Set(edges.map(\.naive)) != naive.edges { return random.fail("\(edges.map(\.text))") }
    }
  }

  @Test func findingsAreTheWorstShortestCycles() throws {
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      let naive = NaiveGraph(of: NaiveHistory(events: random.events, initial: random.initial))
      let cycles = naive.cycles
      for finding in judgement.findings where !finding.isDirtyRead {
        if let wrong = naive.problem(with: finding) { return random.fail(wrong) }
        let component = cycles.filter { $0.isConnected(to: finding.transactions, by: cycles) }
        if let wrong = finding.problem(among: component) { return random.fail(wrong) }
      }
      for id in naive.nodes {
        let through = cycles.filter { $0.nodes.contains(id) }
        guard let finding = judgement.worstShortestCycle(through: id) else {
          if through.isEmpty { continue }
          return random.fail("nothing through \(id)")
        }
        let wrong = naive.problem(with: finding) ?? finding.problem(among: through)
        if let wrong { return random.fail("through \(id): \(wrong)") }
      }
    }
  }
}

extension Finding {
  var isDirtyRead: Bool { phenomenon == .abortedRead || phenomenon == .intermediateRead }

  var dirtyRead: DirtyRead {
    let read = dependencies[0]
    return DirtyRead(
      phenomenon: phenomenon, writer: read.first.transaction, reader: read.second.transaction,
      key: read.key, event: read.second.event)
  }

  /// What is wrong with it, if it is to be the worst and shortest of these.
  func problem(among cycles: [NaiveGraph.Cycle]) -> String? {
    guard let worst = cycles.map(\.phenomenon).min(),
      let shortest = cycles.filter({ $0.phenomenon == worst }).map(\.nodes.count).min()
    else { return "there is no cycle" }
    guard phenomenon == worst else { return "\(phenomenon) instead of \(worst)" }
    return dependencies.count == shortest
      ? nil : "\(dependencies.map(\.text)) is longer than \(shortest)"
  }
}

extension Dependency {
  var naive: NaiveGraph.Edge {
    NaiveGraph.Edge(
      kind: kind, source: first.transaction, target: second.transaction, key: key, range: range,
      events: [first.event, second.event])
  }
}

extension NaiveGraph {
  /// What is wrong with a cycle: it does not close, or has an edge that is none.
  func problem(with finding: Finding) -> String? {
    let edges = finding.dependencies
    for (edge, next) in zip(edges, edges.dropFirst() + edges.prefix(1)) {
      if !self.edges.contains(edge.naive) { return "no such edge: \(edge.text)" }
      if edge.second.transaction != next.first.transaction { return "broken at \(edge.text)" }
    }
    return Set(finding.transactions).count == edges.count ? nil : "not simple"
  }
}

extension NaiveGraph.Cycle {
  /// Whether cycles lead from these transactions to it, each meeting the next.
  func isConnected(to start: [TransactionID], by cycles: [Self]) -> Bool {
    var reached = Set(start)
    while let next = cycles.first(where: {
      !reached.isDisjoint(with: $0.nodes) && !reached.isSuperset(of: $0.nodes)
    }) {
      reached.formUnion(next.nodes)
    }
    return !reached.isDisjoint(with: nodes)
  }
}

/// A read by a committed transaction of what was rolled back or overwritten by its writer.
struct DirtyRead: Hashable {
  let phenomenon: Phenomenon
  let writer: TransactionID
  let reader: TransactionID
  let key: Key
  let event: Int
}

extension NaiveHistory {
  var dirtyReads: [DirtyRead] {
    committed.flatMap(looks).compactMap { look in
      guard case .write(let writer, let number) = look.source, !isOfNothing(look) else {
        return nil
      }
      let isAborted = aborted.contains(writer)
      guard isAborted || number < writes(of: look.key, by: writer) else { return nil }
      return DirtyRead(
        phenomenon: isAborted ? .abortedRead : .intermediateRead, writer: writer,
        reader: look.reader, key: look.key, event: look.event)
    }
  }
}
