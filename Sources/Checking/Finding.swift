public import Vocabulary

/// An anomaly that took place, and the proof.
public struct Finding: Hashable, Sendable {
  /// The anomaly, by the name that fits most closely.
  public let anomaly: Anomaly
  /// The class it belongs to.
  public let phenomenon: Phenomenon
  /// Of an aborted or intermediate read: that read.
  ///
  /// Otherwise a cycle: each leads to where the next one starts, and the last to where the first
  /// one starts; that is the transaction asked for, or the one with the least number.
  public let dependencies: [Dependency]

  /// The transactions that took part: in the order of the cycle, or the writer and the reader.
  public var transactions: [TransactionID] {
    switch phenomenon {
    case .abortedRead, .intermediateRead:
      dependencies.flatMap { [$0.first.transaction, $0.second.transaction] }
    default: dependencies.map { $0.first.transaction }
    }
  }

  /// Whether it is a read of a version that was never committed, rather than a cycle.
  package var isDirtyRead: Bool { phenomenon == .abortedRead || phenomenon == .intermediateRead }

  /// The same cycle, from the transaction with the least number on.
  var fromTheLeast: Finding {
    let first = dependencies.indices.min { dependencies[$0].first < dependencies[$1].first } ?? 0
    return Finding(
      anomaly: anomaly, phenomenon: phenomenon,
      dependencies: Array(dependencies[first...] + dependencies[..<first]))
  }
}

/// The classes of anomalies by which isolation levels are defined, the worst first.
///
/// G0 to G1c, G-single, G2-item and G2 are Adya's (1999, chapters 3 and 4); G-nonadjacent is
/// Elle's (Kingsbury and Alvaro 2020), after Cerone and Gotsman (2018).
public enum Phenomenon: String, CaseIterable, Comparable, Hashable, Sendable {
  /// A cycle of ww edges.
  ///
  /// A history whose versions stand in commit order has none.
  case writeCycle = "G0"
  /// A read of what was rolled back.
  case abortedRead = "G1a"
  /// A read of what its writer overwrote, or undid with a statement that failed.
  case intermediateRead = "G1b"
  /// A cycle of ww and wr edges.
  case informationCycle = "G1c"
  /// A cycle with exactly one rw edge.
  case singleAntidependency = "G-single"
  /// A cycle in which no two rw edges follow one another.
  case nonadjacentAntidependencies = "G-nonadjacent"
  /// A cycle in which two rw edges follow one another, none of them by a predicate.
  case itemAntidependencies = "G2-item"
  /// The same, but with rw edges by predicates too.
  case antidependencies = "G2"

  /// Whether one is worse than the other.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
