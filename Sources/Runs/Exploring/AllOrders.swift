import Exploring
import Language
import Sessions
import Telling
import Vocabulary

/// What all orders of the parts of a lesson lead to, counted only when asked for.
struct AllOrders {
  private let parts: [Explorable]
  private let expectations: [Expected]
  private let exploration: Exploration
  private var tallies: [Place: Tally] = [:]

  private struct Place: Hashable {
    let part: Int
    let mode: IsolationMode
  }

  init(of scenario: Scenario, conflicts: ConflictPolicy?, _ exploration: Exploration) {
    parts = Explorable.parts(of: scenario, named: scenario.file, conflicts: conflicts)
    expectations = scenario.expectations
    self.exploration = exploration
  }

  mutating func verdict(
    on expected: Expected, in mode: IsolationMode
  ) -> ExpectationCheck.Outcome {
    guard let part = parts.first(where: { $0.part == expected.part }) else { return .noSteps }
    let place = Place(part: part.part, mode: mode)
    let tally = tallies[place] ?? tally(of: part, in: mode)
    tallies[place] = tally
    return part.verdict(on: expected.expectation.claim, tally)
  }

  /// Checks in each order everything that the part expects at the end.
  private func tally(of part: Explorable, in mode: IsolationMode) -> Tally {
    var program = part.program(in: mode)
    for expected in expectations where expected.part == part.part {
      if case .end(let condition, _) = expected.expectation.claim.finding {
        program.conditions.append(condition)
      }
    }
    return exploration.tally(of: program)
  }
}

extension Explorable {
  fileprivate func verdict(
    on claim: Expectation.Claim, _ tally: Tally
  ) -> ExpectationCheck.Outcome {
    let program = program(in: tally.mode)
    if case .ruleBroken(let name) = claim.finding {
      let rules = program.start.rules
      guard let rule = rules.first(where: { $0.name == name }) else {
        return .noSuchRule(near: nearest(to: name, among: rules.map { $0.name }))
      }
      if case .never = claim, !rule.holds { return .isBrokenFromTheStart }
    }
    if case .sampled(_, _, let cause) = tally.basis { return .tooMuch(cause) }
    guard tally.possible > 0 else { return .noOrder }
    guard tally.modes.contains(tally.mode) else { return .modeDidNotRun(ran: tally.modes) }
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
        counterexample: scenario(
          statements(order, of: program) + claim.finding.questions, in: tally.mode))
    }
  }

  /// The statements with their prompts and answers, and the mode before them: a scenario.
  private func scenario(_ statements: [Statement], in mode: IsolationMode) -> [String] {
    let modes = Statement(body: .directive(.modes([mode])), text: ".modes \(mode.name)")
    let run = Run(Replay(([modes] + statements).lines, in: mode), keepGoing: true)
    return run.lines.flatMap { played in
      [played.transcriptLine] + played.answer.lines.map { "  \($0.text)" }
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
    case (.end(let condition, holds: true), .endHolds(let other)): condition.source == other
    case (.end(let condition, holds: false), .endFails(let other)): condition.source == other
    default: false
    }
  }

  /// What shows it at the end of an order.
  fileprivate var questions: [Statement] {
    guard case .end(let condition, _) = self else { return [] }
    let name = "at-the-end"
    return [
      Statement(
        body: .directive(.rule(name: name, condition)), text: ".rule \(name): \(condition.source)")
    ]
  }
}
