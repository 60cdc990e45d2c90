import Vocabulary

/// What is always true between two requests. Tests check it after every step.
extension Database {
  /// The first invariant that does not hold, nil if all do.
  ///
  /// Costs the size of the database.
  package var brokenInvariant: String? {
    if !keys.isConsistent { return "the numbering of keys and their order disagree" }
    if !keys.isCounted { return "versions are miscounted" }
    for slot in 0..<keys.count {
      if let broken = brokenInvariant(of: slot) { return "\(keys[slot].key): \(broken)" }
    }
    for id in transactions.ids {
      if let broken = brokenInvariant(of: id) { return "\(id): \(broken)" }
    }
    if let broken = graph.brokenInvariant { return "graph: \(broken)" }
    let inGraph = transactions.ids.filter { self[$0].memory == .dependencies }
    if graph.open.map({ $0.id }) != inGraph {
      return "the graph does not know which transactions are open"
    }
    if !events.isEmpty || !notices.isEmpty { return "a step has not handed out its events" }
    return nil
  }

  private func brokenInvariant(of slot: SlotID) -> String? {
    let here = keys[slot]
    let states = keys.versions(of: slot).map { $0.state }
    if !zip(states, states.dropFirst()).allSatisfy({ $0 < $1 }) { return "chain out of order" }
    if states.contains(where: { $0 > state }) { return "a version of a future state" }
    if !here.isOrdered, here.newest != nil || !here.intents.isEmpty {
      return "claimed, but scans do not see it"
    }
    let owners = keys.intents(on: slot).map { $0.transaction }
    if Set(owners).count != owners.count { return "two intents of one transaction" }
    if owners.contains(where: { !(transactions[$0]?.claims.contains(slot) ?? false) }) {
      return "an intent unknown to its transaction"
    }
    if owners.filter({ self[$0].waitsToWrite }).count > 1 { return "two locks" }
    if keys.readers(of: slot).contains(where: {
      !(transactions[$0.transaction]?.reads.contains(slot) ?? false)
    }) {
      return "a read mark unknown to its transaction"
    }
    let arrivals = keys.queue(at: slot).map { transactions[$0]?.arrival ?? -1 }
    if arrivals.contains(-1) || arrivals != arrivals.sorted() { return "queue out of order" }
    return nil
  }

  private func brokenInvariant(of id: TransactionID) -> String? {
    let transaction = self[id]
    if transaction.claims.contains(where: { keys.intent(of: id, on: $0) == nil }) {
      return "a claim without an intent"
    }
    if transaction.isCommitted, transaction.memory != .antidependencies {
      return "remembered needlessly"
    }
    if !transaction.isOpen, !transaction.claims.isEmpty { return "ended with claims" }
    if transaction.readOnly, transaction.hasWritten { return "READ ONLY, but has written" }
    if let wait = transaction.wait, !ready.contains(id) {
      let others = blockers(of: wait.target, for: id)
      if others.isEmpty { return "waits for nobody" }
      if !others.contains(where: { self[$0].waiters.contains(id) }) { return "will never wake" }
    }
    let edges = transaction.antidependencies
    for edge in edges.outgoing where transactions.contains(edge.other) {
      if !self[edge.other].antidependencies.incoming.contains(where: { $0.other == id }) {
        return "an antidependency known at one end only"
      }
    }
    if edges.doomed != nil, transaction.isCommitted { return "doomed, but committed" }
    return nil
  }
}
