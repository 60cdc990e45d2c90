package import Vocabulary

/// A read on which it depends whether there is an anomaly, and what it may have seen.
package struct DoubtfulRead: Hashable, Sendable {
  package let reader: TransactionID
  package let step: StepNumber
  package let key: Key
  /// The likeliest first.
  package let sights: [Sight]

  /// Something that it may have seen.
  package enum Sight: Hashable, Sendable {
    /// Nobody had written the key.
    case neverThere
    /// The value of the start.
    case initial
    /// What a transaction had written; nil: it had deleted the key.
    case written(by: TransactionID, step: StepNumber, value: Value?)
  }

  /// Whether it certainly found nothing.
  package var isOfNothing: Bool {
    sights.allSatisfy { sight in
      switch sight {
      case .neverThere, .written(_, _, value: nil): true
      case .initial, .written: false
      }
    }
  }
}

extension Judgements {
  /// The reads that anomalies may depend on, in the order of events.
  package var doubtfulReads: [DoubtfulRead] {
    relevant.reads.sorted { $0.event < $1.event }.map { doubt, place in
      DoubtfulRead(
        reader: doubt.transaction, step: relevant.step(ofLook: place), key: doubt.key,
        sights: doubt.versions.map { sight(of: $0, at: doubt.key) })
    }
  }

  private func sight(of version: VersionID, at key: Key) -> DoubtfulRead.Sight {
    if case .written(.initial, _) = version { return .initial }
    guard let place = likeliest.event(writing: version, of: key),
      case .write(let id, let step, _, _, let value) = relevant.events[place]
    else { return .neverThere }
    return .written(by: id, step: step, value: value)
  }
}

extension Choices {
  /// The step of a read or scan.
  fileprivate func step(ofLook place: Int) -> StepNumber {
    switch events[place] {
    case .read(_, let step, _, _), .scan(_, let step, _): step
    default: 0
    }
  }
}
