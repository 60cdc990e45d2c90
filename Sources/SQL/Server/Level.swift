package import Vocabulary

/// An isolation level of PostgreSQL; its READ UNCOMMITTED is READ COMMITTED.
package enum Level: String, Hashable, Sendable {
  case readCommitted = "READ COMMITTED"
  case repeatableRead = "REPEATABLE READ"
  case serializable = "SERIALIZABLE"

  /// The level that promises what the mode promises, or that comes nearest to it.
  package init(_ mode: IsolationMode) {
    switch mode.facts.promise {
    case .pl1, .pl2: self = .readCommitted
    case .plSI: self = .repeatableRead
    case .pl3: self = .serializable
    }
  }

  /// Whether its reads see a snapshot while those of the mode see the newest commits.
  package func readsOlder(than mode: IsolationMode) -> Bool {
    self != .readCommitted && !mode.readsSnapshot
  }
}
