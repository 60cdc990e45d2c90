package import Vocabulary

/// An isolation level of PostgreSQL; its READ UNCOMMITTED is READ COMMITTED.
package enum Level: String, Hashable, Sendable {
  case readCommitted = "READ COMMITTED"
  case repeatableRead = "REPEATABLE READ"
  case serializable = "SERIALIZABLE"

  /// The level that is the same as the mode, or comes nearest.
  package init(_ mode: IsolationMode) {
    switch mode {
    case .readUncommitted, .readCommitted: self = .readCommitted
    case .snapshot: self = .repeatableRead
    case .writeSnapshot, .serializableSnapshot, .twoPhaseLocking, .serializationGraph:
      self = .serializable
    }
  }
}
