/// How an order of steps on a store compares with the same order on isolab's engine.
package enum Match: Hashable, Sendable {
  /// Every command was answered alike: values, waits and for whom, resumes, and kinds of aborts.
  case inEvents
  /// The same transactions committed, they read the same values, and the same rows are stored.
  case inOutcome
  /// They differ for these known reasons, each a short name.
  case explained([String])
  /// They differ, and isolab knows no reason.
  case unexplained

  /// How they compare, without the reasons.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case events, outcome, explained, unexplained
  }

  package var kind: Kind {
    switch self {
    case .inEvents: .events
    case .inOutcome: .outcome
    case .explained: .explained
    case .unexplained: .unexplained
    }
  }
}
