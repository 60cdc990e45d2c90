import Language
import Layout
import Telling
import Vocabulary

extension ExpectationCheck {
  /// What is expected, followed by how often it happens if that matters.
  package var title: String {
    if case .holds(let count, let all) = verdict, count > 0 {
      return "\(claim.text) (\(Self.share(count, all)))"
    }
    return claim.text
  }

  /// Why it does not hold; empty if it does.
  package var complaint: String {
    switch verdict {
    case .holds: ""
    case .happens(let count, let all, _): "fails in \(Self.share(count, all)); the shortest:"
    case .happensNever(let all): "happens in none of \(Self.counted(all))"
    case .isBrokenFromTheStart: "the rule is broken before the first step"
    case .noSuchRule(let near):
      "this part has no such rule" + (near.map { "; did you mean \(printable($0))?" } ?? "")
    case .noSteps: "this part has no steps to reorder"
    case .noOrder: "in every order, a session waits forever"
    case .tooMuch(let cause): "not all orders are known: \(cause.text)"
    case .modeDidNotRun(let ran):
      "no transaction of this part ran in \(mode.name)"
        + (ran.isEmpty ? "" : ", only in " + ran.map { $0.name }.joined(separator: ", "))
    }
  }

  /// The shortest order that violates it, as a scenario; empty if there is none.
  package var counterexample: [String] {
    if case .happens(_, _, let lines) = verdict { lines } else { [] }
  }

  private static func share(_ count: UInt64, _ all: UInt64) -> String {
    "\(count.grouped) of \(counted(all))"
  }

  private static func counted(_ all: UInt64) -> String {
    "\(all.grouped) possible \(all == 1 ? "order" : "orders")"
  }
}
