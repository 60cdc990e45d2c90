import Vocabulary

/// Tries all serial orders.
///
/// An order explains a history if every look sees the version that it saw, and the versions of
/// every key come in the history's order. Or, where only the view matters, the same version of each
/// key comes last (Yannakakis 1984).
struct SerialOrders {
  /// What must be the same in the serial order.
  enum Equivalence {
    /// What was read, and the order of versions: a conflict-serializable history.
    case conflicts
    /// What was read, and what is there at the end: a view-serializable one.
    case view
  }

  private let history: NaiveHistory
  private let equivalence: Equivalence
  private let looks: [TransactionID: [NaiveHistory.Look]]
  private let chains: [Key: [NaiveHistory.Source]]

  /// Dirty looks are judged apart: one at what was rolled back is left out, and one at what was
  /// overwritten counts as a look at the last write.
  init(of history: NaiveHistory, keeping equivalence: Equivalence = .conflicts) {
    self.history = history
    self.equivalence = equivalence
    let committed = history.committed
    chains = Dictionary(
      uniqueKeysWithValues: history.keys.map { ($0, history.chain(of: $0)) })
    looks = Dictionary(
      uniqueKeysWithValues: committed.map { reader in
        let looks = history.looks(of: reader).compactMap { look -> NaiveHistory.Look? in
          guard case .write(let writer, _) = look.source else { return look }
          guard committed.contains(writer) else { return nil }
          let last = NaiveHistory.Source.write(
            writer, history.writes(of: look.key, by: writer))
          return NaiveHistory.Look(
            reader: reader, event: look.event, key: look.key, source: last, range: look.range)
        }
        return (reader, looks)
      })
  }

  /// The first order that explains the history, trying those who committed first first; nil if
  /// there is none.
  var explanation: [TransactionID]? { explanation(after: []) }

  private func explanation(after order: [TransactionID]) -> [TransactionID]? {
    if order.count == history.committed.count {
      let endsAlike = chains.allSatisfy { key, chain in
        installed(key, by: order).last == chain.last
      }
      return endsAlike ? order : nil
    }
    for next in history.committed where !order.contains(next) && canFollow(order, next) {
      if let found = explanation(after: order + [next]) { return found }
    }
    return nil
  }

  private func canFollow(_ order: [TransactionID], _ next: TransactionID) -> Bool {
    let seesTheSame = (looks[next] ?? []).allSatisfy { look in
      look.source == installed(look.key, by: order).last ?? .first
    }
    guard seesTheSame, equivalence == .conflicts else { return seesTheSame }
    return chains.allSatisfy { key, chain in
      chain.starts(with: installed(key, by: order + [next]))
    }
  }

  private func installed(_ key: Key, by order: [TransactionID]) -> [NaiveHistory.Source] {
    order.compactMap { id in
      chains[key]?.first { if case .write(id, _) = $0 { true } else { false } }
    }
  }
}
