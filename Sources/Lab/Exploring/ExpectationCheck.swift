package import Exploring
import Rendering
package import Scripting
import Sessions
package import Vocabulary

/// What a lesson expects of all orders, held against what they lead to in one mode.
package struct ExpectationCheck: Sendable {
  /// What came of it.
  package enum Verdict: Equatable, Sendable {
    /// So many of the possible orders are as the expectation names them: none or some.
    case holds(UInt64, of: UInt64)
    /// So many orders lead to what was to happen never; the steps of the shortest and its answers.
    case happens(UInt64, of: UInt64, counterexample: [String])
    /// No order leads to what was to happen in some.
    case happensNever(of: UInt64)
    /// The rule does not hold before the first step.
    case isBrokenFromTheStart
    /// The part has no such rule; the name that may be meant.
    case noSuchRule(near: String?)
    /// There is nothing to be put in order.
    case noSteps
    /// Whatever the order, a session waits for ever.
    case noOrder
    /// There are too many states to be sure of all orders.
    case tooManyStates
  }

  /// The line's number in the file, from 1.
  package let line: Int
  package let mode: IsolationMode
  package let claim: Expectation.Claim
  package let verdict: Verdict

  package var holds: Bool { if case .holds = verdict { true } else { false } }

  /// Checks what a scenario expects.
  ///
  /// An expectation may speak about a mode that is none of the lesson's; it is checked there.
  ///
  /// - Parameters:
  ///   - scenario: the lesson.
  ///   - only: the mode in which it is checked; nil is all.
  ///   - exploration: how the orders are run.
  /// - Returns: A check for each expectation in each of its modes, in the order of lines.
  package static func all(
    of scenario: Scenario, in only: IsolationMode? = nil, by exploration: Exploration = .init()
  ) -> [ExpectationCheck] {
    let parts = Explorable.parts(of: scenario, named: scenario.file)
    var tallies: [Place: Tally] = [:]
    return scenario.expectations.flatMap { expected in
      let modes = (expected.expectation.modes ?? scenario.modes).filter { only ?? $0 == $0 }
      return modes.map { mode in
        let part = parts.first { $0.part == expected.part }
        let verdict = part.map { part in
          let place = Place(part: part.part, mode: mode)
          let tally = tallies[place] ?? exploration.tally(of: part.program(in: mode))
          tallies[place] = tally
          return part.verdict(on: expected.expectation.claim, tally)
        }
        return ExpectationCheck(
          line: expected.line, mode: mode, claim: expected.expectation.claim,
          verdict: verdict ?? .noSteps)
      }
    }
  }

  private struct Place: Hashable {
    let part: Int
    let mode: IsolationMode
  }
}

extension Explorable {
  fileprivate func verdict(
    on claim: Expectation.Claim, _ tally: Tally
  ) -> ExpectationCheck.Verdict {
    let program = program(in: tally.mode)
    if case .ruleBroken(let name) = claim.finding {
      let rules = program.start.rules
      guard let rule = rules.first(where: { $0.name == name }) else {
        return .noSuchRule(near: nearest(to: name, among: rules.map(\.name)))
      }
      guard rule.holds else { return .isBrokenFromTheStart }
    }
    guard tally.basis == .exact else { return .tooManyStates }
    guard tally.possible > 0 else { return .noOrder }
    let count = tally.count(claim.finding.contains)
    switch claim {
    case .some:
      return count > 0 ? .holds(count, of: tally.possible) : .happensNever(of: tally.possible)
    case .never:
      guard let order = tally.witness(claim.finding.contains) else {
        return .holds(0, of: tally.possible)
      }
      return .happens(
        count, of: tally.possible,
        counterexample: scenario(statements(order, of: program), in: tally.mode))
    }
  }

  /// The statements with their prompts and answers, and the mode before them: a scenario.
  private func scenario(_ statements: [Statement], in mode: IsolationMode) -> [String] {
    let modes = Statement(body: .directive(.modes([mode])), text: ".modes \(mode.name)")
    return transcript(of: [modes] + statements, in: mode).flatMap { step in
      [step.command] + step.answer.map { "  \($0.text)" }
    }
  }
}

extension Expectation.Finding {
  /// Whether a trait is what is meant.
  fileprivate func contains(_ trait: Trait) -> Bool {
    switch (self, trait) {
    case (.anomaly(let name), .anomaly(let slug)): name ?? slug == slug
    case (.abort(let verdict?), _): trait == Trait(verdict)
    case (.abort(nil), .needed), (.abort(nil), .notNeeded), (.abort(nil), .notDecided),
      (.abort(nil), .deadlock), (.deadlock, .deadlock), (.wait, .waits), (.error, .error):
      true
    case (.ruleBroken(let name), .ruleBroken(let broken)): name == broken
    default: false
    }
  }
}
