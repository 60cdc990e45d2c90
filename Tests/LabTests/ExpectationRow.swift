import Checking
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

  private static let every = Set(IsolationMode.allCases)
  private static let serializable = Set(Promise.pl3.modes)
  /// Those that abort for something else than a deadlock, and keep histories serializable.
  private static let optimistic = serializable.subtracting(locking)
  private static let locking = every.filter { $0.facts.locksReads }
  private static let goingOn = every.filter { $0.facts.writers == .goOn }
  /// Those that do as `.conflicts` says.
  private static let following = every.filter { ConflictPolicy.standard(in: $0) != nil }
  /// Those in which a second writer of a key waits, unless told otherwise.
  private static let waiting = every.filter {
    $0.facts.writers == .wait || $0.facts.writers == .follow(.firstUpdater)
  }

  /// Every form of expectation.
  static let all: [ExpectationRow] = [
    ExpectationRow(onCall, "never anomaly", serializable),
    ExpectationRow(onCall, "serializable", serializable),
    ExpectationRow(onCall, "some anomaly", but(serializable)),
    ExpectationRow(onCall, "some write-skew", but(serializable)),
    ExpectationRow(onCall, "never write-skew", serializable),
    ExpectationRow(onCall, "never lost-update", every),
    ExpectationRow(onCall, "some lost-update", []),
    ExpectationRow(onCall, "rule on-call holds", serializable),
    ExpectationRow(onCall, "some rule on-call broken", but(serializable)),
    ExpectationRow(onCall, "rule three holds", every),
    ExpectationRow(onCall, "some rule three broken", []),
    ExpectationRow(onCall, "never abort", but(serializable)),
    ExpectationRow(onCall, "some abort", serializable),
    ExpectationRow(onCall, "some abort needed", optimistic),
    ExpectationRow(onCall, "never abort needed", but(optimistic)),
    ExpectationRow(onCall, "no abort not needed", every),
    ExpectationRow(onCall, "some deadlock", locking),
    ExpectationRow(onCall, "never deadlock", but(locking)),
    ExpectationRow(onCall, "some wait", locking),
    ExpectationRow(onCall, "never wait", but(locking)),
    ExpectationRow(crosswise, "some abort not needed", following),
    ExpectationRow(crosswise, "no abort not needed", but(following)),
    ExpectationRow(onCall, "no abort not decided", every),
    ExpectationRow(crosswise, "never abort", goingOn),
    ExpectationRow(crosswise, "some deadlock", waiting),
    ExpectationRow(crosswise, "never wait", but(waiting)),
    ExpectationRow(words, "some error", every), ExpectationRow(words, "never error", []),
    ExpectationRow(onCall, "never error", every),
    ExpectationRow(onCall, "at the end count(* = on) >= 1", serializable),
    ExpectationRow(onCall, "always count(* = on) <= 1 at the end", every),
    ExpectationRow(onCall, "some at the end count(* = on) = 0", but(serializable)),
    ExpectationRow(onCall, "some at the end value(a) = on and value(b) = on", []),
    ExpectationRow(onCall, "never at the end not (value(a) != on or value(b) != on)", every),
    ExpectationRow(crosswise, "at the end value(x) = 1 and value(y) = 1", []),
    ExpectationRow(crosswise, "some at the end value(x) = 1 and value(y) = 2", []),
  ]

  private static func but(_ modes: Set<IsolationMode>) -> Set<IsolationMode> {
    every.subtracting(modes)
  }
}
