/// What the judge says of an abort: whether it was needed to keep the history serializable.
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Had the victim committed, no serial order would fit what has been committed.
  case needed = "needed"
  /// Had the victim committed, some serial order would fit all that has been committed.
  case notNeeded = "not needed"
  /// Had the victim committed, others would have read otherwise, and might have gone another way.
  case notDecided = "not decided"
}
