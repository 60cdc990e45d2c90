package import Vocabulary

/// Deadlocks elsewhere, whose waits are known as far as the store reports them.
extension Database {
  /// The cycle of waits through a waiting transaction, its own first; empty: none is known.
  package func cycleOfWaits(through id: TransactionID) -> [Conflict] {
    transactions[id]?.wait == nil ? [] : ring(from: id) ?? []
  }

  /// The cycle that an open transaction closed by a request, its own wait first, although the store
  /// did not report that wait; empty: it does not follow from the others.
  ///
  /// The request waited for a transaction that waits, perhaps by way of others, for this one: for
  /// one that holds the key, or for the only such transaction.
  package func cycleOfWaits(
    closedBy id: TransactionID, at key: Key?, step: StepNumber
  ) -> [Conflict] {
    guard transactions[id] != nil else { return [] }
    let others = openTransactions.map { $0.id }.filter { waits($0, for: id) }
    let slot = key.flatMap { keys.find($0) }
    let holders = others.filter { other in
      slot.map { keys.intent(of: other, on: $0) != nil } ?? false
    }
    guard !holders.isEmpty || others.count == 1 else { return [] }
    var copy = self
    copy[id].step = step
    copy.wait(id, at: key, for: holders.isEmpty ? others : holders)
    return copy.ring(from: id) ?? []
  }

  /// Whether one transaction waits for the other, perhaps by way of more.
  private func waits(_ id: TransactionID, for other: TransactionID) -> Bool {
    var (seen, rest): (Set<TransactionID>, [TransactionID]) = ([], [id])
    while let next = rest.popLast() {
      let blockers = blockersOfWait(next)
      if blockers.contains(other) { return true }
      rest += blockers.filter { seen.insert($0).inserted }
    }
    return false
  }
}
