package import Vocabulary

/// What a lesson says of all orders in which the steps of a part can follow one another.
package struct Expectation: Hashable, Sendable {
  /// The modes it speaks about; nil is all modes of the lesson.
  package let modes: [IsolationMode]?
  package let claim: Claim

  package init(_ modes: [IsolationMode]?, _ claim: Claim) {
    (self.modes, self.claim) = (modes, claim)
  }

  /// That something happens in no order, or in some.
  package enum Claim: Hashable, Sendable {
    case never(Finding)
    case some(Finding)
  }

  /// What an order can lead to.
  package enum Finding: Hashable, Sendable {
    /// The anomaly of that name; nil is any.
    case anomaly(String?)
    /// An abort by the mode that is judged so; nil is any, deadlocks among them.
    case abort(Verdict?)
    case deadlock
    case wait
    case error
    /// The rule of that name does not hold at the start, or not after some commit.
    case ruleBroken(String)
    /// What is committed when every step has been taken is such, or is not such.
    case end(Expression, holds: Bool)
  }

  /// The names of all anomalies, the worst first.
  package static let anomalies = [
    "dirty-write", "aborted-read", "intermediate-read", "circular-information-flow",
    "observed-transaction-vanishes", "fuzzy-read", "phantom", "read-skew", "lost-update",
    "long-fork", "write-skew", "predicate-write-skew", "read-only-anomaly", "cycle",
  ]
  /// The other words for what an order can lead to.
  package static let findings = ["anomaly", "abort", "deadlock", "wait", "error", "rule"]
  /// The words that an expectation starts with.
  package static let starts = [
    "never", "some", "rule", "no", "serializable", "always", "at the end",
  ]
}

extension Expectation.Claim {
  /// What is or is not to happen.
  package var finding: Expectation.Finding {
    switch self {
    case .never(let finding), .some(let finding): finding
    }
  }

  /// As it is written after the colon.
  package var text: String {
    switch self {
    case .never(.ruleBroken(let name)): "rule \(name) holds"
    case .never(.end(let formula, holds: false)): "at the end \(formula.source)"
    case .never(let finding): "never \(finding.text)"
    case .some(let finding): "some \(finding.text)"
    }
  }
}

extension Expectation.Finding {
  fileprivate var text: String {
    switch self {
    case .anomaly(let name): name ?? "anomaly"
    case .abort(let verdict): verdict.map { "abort \($0.rawValue)" } ?? "abort"
    case .deadlock: "deadlock"
    case .wait: "wait"
    case .error: "error"
    case .ruleBroken(let name): "rule \(name) broken"
    case .end(let formula, let holds):
      "at the end \(holds ? formula.source : "not (\(formula.source))")"
    }
  }
}
