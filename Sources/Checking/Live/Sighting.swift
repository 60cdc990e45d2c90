public import Vocabulary

/// An anomaly that has just become certain, by name; the whole history holds the proof.
public struct Sighting: Hashable, Sendable {
  /// The anomaly.
  public let anomaly: Anomaly
  /// The class it belongs to.
  public let phenomenon: Phenomenon
  /// Who took part: the writer and the reader, or those of a cycle from the least number on.
  public let transactions: [TransactionID]
  /// Whose end has made it certain.
  public let last: TransactionID

  init(_ finding: Finding, by last: TransactionID) {
    anomaly = finding.anomaly
    phenomenon = finding.phenomenon
    transactions = finding.transactions
    self.last = last
  }
}

/// Whether an abort was needed, as far as can be said by now.
public enum NeedSoFar: Hashable, Sendable {
  /// Had the victim committed, it would lie on a cycle.
  ///
  /// That is final.
  case needed
  /// Nobody who was open at the abort is any more, and there is no such cycle.
  case notNeeded
  /// There is no such cycle yet.
  case notSoFar
}
