import Testing
import Vocabulary

/// A program, an expectation, and the modes in which it holds.
struct ExpectationRow: Sendable, CustomTestStringConvertible {
  let program: String
  let claim: String
  let holds: Set<IsolationMode>

  init(_ program: String, _ claim: String, _ holds: Set<IsolationMode>) {
    (self.program, self.claim, self.holds) = (program, claim, holds)
  }

  var testDescription: String { claim }

  /// Two doctors, each of whom leaves if there are two.
  static let onCall = """
    .seed a=on b=on
    .rule on-call: count(* = on) >= 1
    .rule three: count(*) < 3
    alice: BEGIN
    bob: BEGIN
    alice: COUNT = on AS n
    bob: COUNT = on AS n
    alice: IF $n >= 2 THEN PUT a off
    bob: IF $n >= 2 THEN PUT b off
    alice: COMMIT
    bob: COMMIT
    """
  /// Two blind writers of two keys, in opposite orders.
  static let crosswise = """
    alice: BEGIN
    bob: BEGIN
    alice: PUT x 1
    bob: PUT y 2
    alice: PUT y 1
    bob: PUT x 2
    alice: COMMIT
    bob: COMMIT
    """
  /// Bob's sum has no value once Alice has committed.
  private static let words = """
    .seed x=1
    alice: BEGIN
    alice: PUT x one
    alice: COMMIT
    bob: BEGIN
    bob: PUT y value(x) + 1
      error arithmetic
    bob: COMMIT
    """

  /// Every form of expectation.
  static let all: [ExpectationRow] = [
    ExpectationRow(onCall, "never anomaly", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(onCall, "serializable", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(onCall, "some anomaly", [.readUncommitted, .readCommitted, .snapshot]),
    ExpectationRow(onCall, "some write-skew", [.readUncommitted, .readCommitted, .snapshot]),
    ExpectationRow(onCall, "never write-skew", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(onCall, "never lost-update", but()),
    ExpectationRow(onCall, "some lost-update", []),
    ExpectationRow(onCall, "rule on-call holds", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(
      onCall, "some rule on-call broken", [.readUncommitted, .readCommitted, .snapshot]),
    ExpectationRow(onCall, "rule three holds", but()),
    ExpectationRow(onCall, "some rule three broken", []),
    ExpectationRow(onCall, "never abort", [.readUncommitted, .readCommitted, .snapshot]),
    ExpectationRow(onCall, "some abort", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(
      onCall, "some abort needed", [.writeSnapshot, .serializableSnapshot, .serializationGraph]),
    ExpectationRow(
      onCall, "never abort needed", but(.writeSnapshot, .serializableSnapshot, .serializationGraph)),
    ExpectationRow(onCall, "no abort not needed", but()),
    ExpectationRow(onCall, "some deadlock", [.twoPhaseLocking]),
    ExpectationRow(onCall, "never deadlock", but(.twoPhaseLocking)),
    ExpectationRow(onCall, "some wait", [.twoPhaseLocking]),
    ExpectationRow(onCall, "never wait", but(.twoPhaseLocking)),
    ExpectationRow(crosswise, "some abort not needed", [.snapshot, .serializableSnapshot]),
    ExpectationRow(crosswise, "no abort not needed", but(.snapshot, .serializableSnapshot)),
    ExpectationRow(onCall, "no abort not decided", but()),
    ExpectationRow(crosswise, "never abort", [.writeSnapshot, .serializationGraph]),
    ExpectationRow(
      crosswise, "some deadlock", [.readUncommitted, .readCommitted, .snapshot, .twoPhaseLocking]),
    ExpectationRow(
      crosswise, "never wait", [.writeSnapshot, .serializableSnapshot, .serializationGraph]),
    ExpectationRow(words, "some error", but()), ExpectationRow(words, "never error", []),
    ExpectationRow(onCall, "never error", but()),
    ExpectationRow(
      onCall, "at the end count(* = on) >= 1", but(.readUncommitted, .readCommitted, .snapshot)),
    ExpectationRow(onCall, "always count(* = on) <= 1 at the end", but()),
    ExpectationRow(
      onCall, "some at the end count(* = on) = 0", [.readUncommitted, .readCommitted, .snapshot]),
    ExpectationRow(onCall, "some at the end value(a) = on and value(b) = on", []),
    ExpectationRow(onCall, "never at the end not (value(a) != on or value(b) != on)", but()),
    ExpectationRow(crosswise, "at the end value(x) = 1 and value(y) = 1", []),
    ExpectationRow(crosswise, "some at the end value(x) = 1 and value(y) = 2", []),
  ]

  private static func but(_ modes: IsolationMode...) -> Set<IsolationMode> {
    Set(IsolationMode.allCases).subtracting(modes)
  }
}
