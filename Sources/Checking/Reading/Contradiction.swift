public import Vocabulary

/// An event that cannot have happened after the events before it.
///
/// A history that contradicts itself is not judged.
public struct Contradiction: Error, Hashable, Sendable {
  /// The place of the event in the history, counted from 0.
  public let event: Int
  /// What is wrong with it.
  public let problem: Problem

  /// States a contradiction.
  public init(event: Int, problem: Problem) {
    self.event = event
    self.problem = problem
  }

  /// What can be wrong with an event.
  public enum Problem: Hashable, Sendable {
    /// The transaction had begun already.
    case begunTwice(TransactionID)
    /// The transaction had not begun.
    case notBegun(TransactionID)
    /// The transaction had ended; T0 had from the start.
    case ended(TransactionID)
    /// A READ ONLY transaction writes.
    case readOnly(TransactionID)
    /// The transaction waits for itself.
    case waitsForItself(TransactionID)
    /// The steps of a transaction never go back.
    case stepBack(TransactionID, from: StepNumber, to: StepNumber)
    /// States are counted up by one with every commit: this one should have been `expected`.
    case wrongState(Timestamp, expected: Timestamp)
    /// It looks at a state that no commit had made yet.
    case stateToCome(Timestamp)
    /// It reads a version that nobody had written.
    case neverWritten(Key, VersionID)
    /// It reads a value of state 0, which has none for the key.
    case notInitial(Key)
    /// It sees nothing where something was.
    case notAbsent(Key, VersionID)
    /// It leaves out a key of its range that was there.
    case leftOut(Key)
    /// It returns a row that a deletion, or nothing, had left.
    case notThere(Key, VersionID)
    /// It sees an older write where the transaction has written the key itself.
    case ownWriteOverlooked(Key)
    /// It calls a key its own that the transaction had not written.
    case notOwn(Key)
    /// The writes of a key by a transaction are counted up from 1: it should have been `expected`.
    case wrongNumber(Key, Int, expected: Int)
    /// It undoes a write that is not the last one of the key that stands.
    case notUndone(Key, VersionID)
    /// The key does not lie in the range of the scan.
    case outsideRange(Key)
    /// The key does not come after the one named before it.
    case outOfOrder(Key)
  }
}
