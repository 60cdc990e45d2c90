package import Vocabulary

/// What the verdict on an abort still depends on, beside which versions have been read and written,
/// and where the victim's ghost stands in the chains.
///
/// For those who merge histories that go on alike.
package struct Prospects {
  /// A transaction that is open, or disturbed.
  package struct Party {
    package let transaction: TransactionID
    /// Whether it is disturbed.
    package let isDisturbed: Bool
    /// Whether it would have seen the victim's commit from its begin on.
    package let beganLater: Bool
    /// Who was open when it took its view, if the victim was not, and may yet lead to the ghost.
    ///
    /// If it waits for its view: also who has begun and committed since it began to, in order.
    package let others: [TransactionID]?
  }

  private let record: Record

  /// - Parameters:
  ///   - events: a history that does not contradict itself.
  ///   - initial: what was there in state 0.
  package init(in events: [Event], initial: [Key: Value]) {
    var wrong: Contradiction?
    record = Record(of: events, from: Start(initial), wrong: &wrong)
  }

  /// The transactions that may yet change the verdict on an aborted transaction, or have.
  package func parties(to victim: TransactionID) -> [Party] {
    guard let ghost = record.place(of: victim) else { return [] }
    let cut = record.transactions[Int(ghost)].ended
    let disturbed = Set(Aftermath(record, ghost: ghost).first.keys)
    func others(since view: Int32) -> [Int32]? {
      guard view > cut else { return nil }
      return record.transactions.indices.map { Int32($0) }.filter { place in
        let other = record.transactions[Int(place)]
        return other.view < view && other.ended > view && !other.isAborted
          && (other.isOpen || !disturbed.contains(place))
      }
    }
    let begun = record.transactions.indices.map { Int32($0) }.compactMap { place -> Party? in
      let party = record.transactions[Int(place)]
      guard party.isOpen || party.state != nil && disturbed.contains(place) else { return nil }
      return Party(
        transaction: party.id, isDisturbed: disturbed.contains(place),
        beganLater: party.begun > cut,
        others: others(since: party.view)?.filter { $0 != place }.map(id))
    }
    let deferred = record.deferred.map { id, since in
      Party(
        transaction: id, isDisturbed: false, beganLater: true,
        others: (others(since: since) ?? []).map(self.id) + turns(since: since))
    }
    return begun + deferred
  }

  private func id(_ place: Int32) -> TransactionID { record.transactions[Int(place)].id }

  /// Who has begun and who has committed since that event, in that order.
  private func turns(since event: Int32) -> [TransactionID] {
    let turns = record.transactions.flatMap { transaction in
      [(transaction.begun, transaction.id)]
        + (transaction.state == nil ? [] : [(transaction.ended, transaction.id)])
    }
    return turns.filter { $0.0 > event }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
