package import Exploring
package import Language
import Sessions
import Telling
package import Vocabulary

/// What a lesson expects of all orders, compared with what they lead to in one mode.
package struct ExpectationCheck: Sendable {
  /// What came of it.
  package enum Outcome: Equatable, Sendable {
    /// This number of the possible orders is as the expectation names them: none or some.
    case holds(UInt64, of: UInt64)
    /// This number of orders leads to what should never happen; the steps of the shortest and its
    /// answers.
    case happens(UInt64, of: UInt64, counterexample: [String])
    /// No order leads to what should happen in at least one.
    case happensNever(of: UInt64)
    /// The rule does not hold before the first step.
    case isBrokenFromTheStart
    /// The part has no such rule; the name that may be meant.
    case noSuchRule(near: String?)
    /// There are no steps to reorder.
    case noSteps
    /// Whatever the order, a session waits forever.
    case noOrder
    /// There is too much of something to be sure of all orders.
    case tooMuch(Tally.Cause)
    /// No transaction of the part ran in the mode, only in these.
    case modeDidNotRun(ran: [IsolationMode])
  }

  /// The line's number in the file, from 1.
  package let line: Int
  /// The part that it is about, from 1.
  package let part: Int
  package let mode: IsolationMode
  package let claim: Expectation.Claim
  package let verdict: Outcome

  package var holds: Bool { if case .holds = verdict { true } else { false } }

  /// Checks what a scenario expects.
  ///
  /// An expectation may be about a mode that the lesson does not list; it is checked there.
  ///
  /// - Parameters:
  ///   - scenario: the lesson.
  ///   - only: the modes in which it is checked; nil is all.
  ///   - part: the part whose expectations are checked; nil is all.
  ///   - conflicts: what happens to two writers of a key; nil leaves it to the lesson.
  ///   - exploration: how the orders are run.
  /// - Returns: A check for each expectation in each of its modes, in the order of lines; where it
  ///   is interrupted, those that are known.
  /// - Throws: a `Refusal` where a line of the lesson is refused in one of the modes.
  package static func all(
    of scenario: Scenario, in only: [IsolationMode]? = nil, part: Int? = nil,
    conflicts: ConflictPolicy? = nil, by exploration: Exploration = .init()
  ) throws(Refusal) -> [ExpectationCheck] {
    let expectations = scenario.expectations.filter { part ?? $0.part == $0.part }
    let asked = expectations.flatMap { expected in
      (expected.expectation.modes ?? scenario.modes).filter { only?.contains($0) ?? true }
        .map { (expected: expected, mode: $0) }
    }
    let modes = IsolationMode.allCases.filter { mode in asked.contains { $0.mode == mode } }
    if let refusal = scenario.refusal(in: modes, conflicts: conflicts) { throw refusal }
    var orders = AllOrders(of: scenario, conflicts: conflicts, exploration)
    var checks: [ExpectationCheck] = []
    for (expected, mode) in asked {
      let verdict = orders.verdict(on: expected, in: mode)
      if exploration.isCancelled() { break }
      checks.append(
        ExpectationCheck(
          line: expected.line, part: expected.part, mode: mode,
          claim: expected.expectation.claim, verdict: verdict))
    }
    return checks
  }
}
