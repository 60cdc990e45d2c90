public import Vocabulary

/// An anomaly that has just become certain, by name; the whole history holds the proof.
public struct Sighting: Hashable, Sendable {
  /// The anomaly.
  public let anomaly: Anomaly
  /// The class it belongs to.
  public let phenomenon: Phenomenon
  /// The transactions that took part: the writer and the reader, or those of a cycle from the least
  /// number on.
  public let transactions: [TransactionID]
  /// The transaction whose end has made it certain.
  public let last: TransactionID
  /// Whether a serial order fits the values by then.
  public let trial: Trial

  init(_ finding: Finding, _ trial: Trial, by last: TransactionID) {
    anomaly = finding.anomaly
    phenomenon = finding.phenomenon
    transactions = finding.transactions
    self.last = last
    self.trial = trial
  }

  /// Whether it is this finding that was noticed.
  public func isSighting(of finding: Finding) -> Bool {
    anomaly == finding.anomaly && transactions == finding.transactions
  }
}

/// Whether an abort was needed, as far as can be said by now.
public struct NeedSoFar: Hashable, Sendable {
  /// What it is if nothing more is committed.
  public let verdict: Verdict
  /// Whether it stays so, whatever happens.
  public let isFinal: Bool

  /// States a verdict.
  public init(verdict: Verdict, isFinal: Bool) {
    (self.verdict, self.isFinal) = (verdict, isFinal)
  }

  /// The same where nothing more will happen.
  public var atTheEnd: NeedSoFar { NeedSoFar(verdict: verdict, isFinal: true) }

  /// Whether the abort was needed; nil while that may change, and where it cannot be decided.
  public var isNeeded: Bool? {
    guard isFinal, verdict != .notDecided else { return nil }
    return verdict == .needed
  }

  /// In words, such as `not needed so far`.
  public var text: String { isFinal ? verdict.rawValue : "\(verdict.rawValue) so far" }
}
