package import Vocabulary

/// Tries all serial orders.
///
/// An order explains a history if every look sees what it saw, and what stands at every key comes in
/// the history's order. Or, where only values matter, if every look sees the same value and the same
/// values are there at the end.
package struct SerialOrders {
  /// What must be the same in the serial order.
  package enum Equivalence {
    /// Which writes were seen, and the order of what stood at each key.
    case conflicts
    /// The values that were seen, and those at the end.
    case values
  }

  private let history: NaiveHistory
  private let equivalence: Equivalence
  package let committed: [TransactionID]
  private let looks: [TransactionID: [NaiveHistory.Look]]
  private let spans: [Key: [NaiveHistory.Span]]
  /// Which span each look has seen; dirty looks are judged apart.
  private let seen: [NaiveHistory.Look: Int]

  package init(of history: NaiveHistory, keeping equivalence: Equivalence = .conflicts) {
    self.history = history
    self.equivalence = equivalence
    committed = history.committed
    looks = Dictionary(uniqueKeysWithValues: committed.map { ($0, history.looks(of: $0)) })
    spans = Dictionary(uniqueKeysWithValues: history.keys.map { ($0, history.spans(of: $0)) })
    var seen: [NaiveHistory.Look: Int] = [:]
    for look in looks.values.joined() { seen[look] = history.span(seenBy: look) }
    self.seen = seen
  }

  /// The first order that explains the history, trying those who committed first first; nil if
  /// there is none.
  package var explanation: [TransactionID]? { explanation(after: []) }

  /// Whether the order, of all committed transactions, explains the history.
  package func explains(_ order: [TransactionID]) -> Bool {
    order.indices.allSatisfy { canFollow(Array(order[..<$0]), order[$0]) } && endsAlike(order)
  }

  private func explanation(after order: [TransactionID]) -> [TransactionID]? {
    if order.count == committed.count { return endsAlike(order) ? order : nil }
    for next in committed where !order.contains(next) && canFollow(order, next) {
      if let found = explanation(after: order + [next]) { return found }
    }
    return nil
  }

  private func canFollow(_ order: [TransactionID], _ next: TransactionID) -> Bool {
    let looks = looks[next] ?? []
    if equivalence == .values {
      return looks.allSatisfy { look in
        history.value(of: look.source, look.key) == history.value(at: look.key, after: order)
      }
    }
    let seesTheSame = looks.allSatisfy { look in
      guard let seen = seen[look] else { return true }
      let maker = spans[look.key]?[seen].maker
      return span(at: look.key, after: order) == seen && (maker.map(order.contains) ?? true)
    }
    return seesTheSame
      && history.keys.allSatisfy { key in
        let place = spans[key]?.firstIndex { $0.writers.contains(next) }
        return place.map { $0 >= span(at: key, after: order) } ?? true
      }
  }

  /// Which span the last of them has written.
  private func span(at key: Key, after order: [TransactionID]) -> Int {
    order.compactMap { id in spans[key]?.firstIndex { $0.writers.contains(id) } }.last ?? 0
  }

  private func endsAlike(_ order: [TransactionID]) -> Bool {
    history.keys.allSatisfy { key in
      history.value(at: key, after: order) == history.value(at: key, after: committed)
    }
  }
}
