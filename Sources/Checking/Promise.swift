public import Vocabulary

/// What an isolation mode promises of every history: which phenomena it does not have.
///
/// Adya 1999, chapter 3 and section 4.2; PL-SI in the form without start-ordered edges of Cerone
/// and Gotsman (Analysing Snapshot Isolation, 2018): every cycle has two rw edges in a row.
public enum Promise: String, CaseIterable, Hashable, Sendable {
  /// No G0.
  case pl1 = "PL-1"
  /// No G0 and G1.
  case pl2 = "PL-2"
  /// No G0, G1, G-single and G-nonadjacent.
  case plSI = "PL-SI"
  /// No phenomenon at all: serializable.
  case pl3 = "PL-3"

  /// Whether a history that keeps the promise can have no such phenomenon.
  public func forbids(_ phenomenon: Phenomenon) -> Bool { phenomenon <= mildestForbidden }

  /// The modes that promise this or more, the weakest first.
  public var modes: [IsolationMode] {
    IsolationMode.allCases.filter { $0.promise.mildestForbidden >= mildestForbidden }
  }

  private var mildestForbidden: Phenomenon {
    switch self {
    case .pl1: .writeCycle
    case .pl2: .informationCycle
    case .plSI: .nonadjacentAntidependencies
    case .pl3: .antidependencies
    }
  }
}

extension IsolationMode {
  /// What the mode promises of histories all of whose transactions are of this mode.
  public var promise: Promise {
    switch self {
    case .readUncommitted: .pl1
    case .readCommitted: .pl2
    case .snapshot: .plSI
    default: .pl3
    }
  }
}
