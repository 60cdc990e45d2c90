public import Vocabulary

/// A reason why one committed transaction comes before another in every equivalent serial order.
///
/// One edge of the direct serialization graph (Adya 1999, section 4.4; its immediate-successor
/// form: an edge leads to the writer of the next version only, later ones follow by ww).
public struct Dependency: Hashable, Sendable {
  /// What kind of edge it is.
  public enum Kind: String, Hashable, Sendable {
    /// The second wrote the version after the one that the first wrote.
    case writeWrite = "ww"
    /// The second read what the first wrote.
    case writeRead = "wr"
    /// The second wrote the version after the one that the first read: an antidependency.
    case readWrite = "rw"
  }

  /// One transaction's part in it.
  public struct Touch: Hashable, Sendable {
    /// The transaction that acted.
    public let transaction: TransactionID
    /// The step of the command.
    public let step: StepNumber
    /// The version of the key that it read or wrote.
    public let version: VersionID
    /// The place in the history of the event that records it, counted from 0.
    public let event: Int

    /// Whether one comes first by transaction, then by event.
    static func < (left: Touch, right: Touch) -> Bool {
      (left.transaction.number, left.event) < (right.transaction.number, right.event)
    }
  }

  /// The kind of edge.
  public let kind: Kind
  /// Where the edge starts: the transaction that comes first.
  public let first: Touch
  /// Where the edge ends.
  public let second: Touch
  /// The key that both touched.
  public let key: Key
  /// The range through which the key was read without being returned; nil for a read of the key
  /// itself, a returned row, or no read at all.
  public let range: KeyRange?

  /// Whether it came about by a predicate: a key was read as one that a range did not return.
  public var isPredicate: Bool { range != nil }
}
