package import Vocabulary

/// What the verdict on an abort still depends on, beside which versions have been read and written,
/// and where the victim's ghost stands in the chains.
///
/// For those who merge histories that go on alike.
package struct Prospects {
  /// A transaction that is open, or disturbed.
  package struct Party {
    package let transaction: TransactionID
    /// How many of its reads stand, if it is disturbed: all before the first disturbed one.
    package let standing: Int?
    /// Whether it would have seen the victim's commit from its begin on.
    package let beganLater: Bool
    /// The transactions that were open when it took its view, if the victim was not, and may yet
    /// lead to the ghost.
    ///
    /// Without a snapshot it takes its view when it is disturbed. If it waits for its view: also
    /// who has begun and committed since it began to, in order.
    package let others: [TransactionID]?
  }

  private let record: Record

  /// - Parameters:
  ///   - events: a history that does not contradict itself.
  ///   - initial: what was there in state 0.
  package init(in events: some Sequence<Event>, initial: [Key: Value]) {
    var wrong: Contradiction?
    record = Record(of: events, from: Start(initial), wrong: &wrong)
  }

  /// The transactions that may yet change the verdict on an aborted transaction, or have.
  package func parties(to victim: TransactionID) -> [Party] {
    guard let ghost = record.place(of: victim) else { return [] }
    let cut = record.transactions[Int(ghost)].ended
    let disturbed = Aftermath(record, ghost: ghost).first
    func others(since view: Int32) -> [Int32]? {
      guard view > cut else { return nil }
      return record.transactions.indices.map { Int32($0) }.filter { place in
        let other = record.transactions[Int(place)]
        return other.view < view && other.ended > view && !other.isAborted
          && (other.isOpen || disturbed[place] == nil)
      }
    }
    let begun = record.transactions.indices.map { Int32($0) }.compactMap { place -> Party? in
      let party = record.transactions[Int(place)]
      let look = disturbed[place]
      guard place != ghost, party.isOpen || party.state != nil && look != nil else { return nil }
      let view = party.mode.readsSnapshot ? party.view : look?.event ?? cut
      return Party(
        transaction: party.id, standing: look.map { reads(of: place, before: $0.event) },
        beganLater: party.begun > cut && party.mode.readsSnapshot,
        others: others(since: view)?.filter { $0 != place }.map(id))
    }
    let deferred = record.deferred.map { id, since in
      Party(
        transaction: id, standing: nil, beganLater: true,
        others: (others(since: since) ?? []).map(self.id) + turns(since: since))
    }
    return begun + deferred
  }

  private func reads(of reader: Int32, before event: Int32) -> Int {
    record.reads(of: reader).count { record.reads[$0].event < event }
      + record.scans(of: reader).count { record.scans[$0].event < event }
  }

  private func id(_ place: Int32) -> TransactionID { record.transactions[Int(place)].id }

  /// The transactions that have begun and those that have committed since that event, in that
  /// order.
  private func turns(since event: Int32) -> [TransactionID] {
    let turns = record.transactions.flatMap { transaction in
      [(transaction.begun, transaction.id)]
        + (transaction.state == nil ? [] : [(transaction.ended, transaction.id)])
    }
    return turns.filter { $0.0 > event }.sorted { $0.0 < $1.0 }.map { $0.1 }
  }
}
