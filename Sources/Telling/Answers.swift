import Engine
import Language
package import Sessions
import Vocabulary

/// The grammar of answers.
extension Narrator {
  /// The answer of an outcome, without prose.
  package func answer(_ outcome: Outcome) -> String {
    switch outcome {
    case .begun, .wrote, .changed, .committed, .cancelled, .rolledBack(insteadOfCommit: false):
      "ok"
    case .rolledBack(insteadOfCommit: true): "ok rolled back"
    case .found(let found): answer(found)
    case .skipped: "skipped"
    case .held: "HELD"
    case .waits(let conflicts):
      "WAITS " + conflicts.map { name($0.second.transaction) }.joined(separator: " ")
    case .aborted(let abort):
      "ABORTED \(abort.kind.rawValue)"
        + (verdicts.needs[abort.transaction]?.word.map { ", \($0)" } ?? "")
    case .failed(let problem): "error \(problem.kind.rawValue)"
    }
  }

  /// The result of a read, as a row of keys and values, or as a number.
  package func answer(_ found: Found) -> String {
    switch found {
    case .value(let key, let value): value.map { pair(key, $0) } ?? "(none)"
    case .rows(_, let rows):
      rows.isEmpty ? "(none)" : rows.map { pair($0.key, $0.value) }.joined(separator: " ")
    case .count(_, let count): "count \(count)"
    case .sum(_, let sum): "sum \(sum)"
    }
  }

  /// A key and its value, each quoted if it is not a bare word.
  func pair(_ key: Key, _ value: Value) -> String { "\(shown(key))=\(shown(value))" }

  /// A key and its value or its absence, for prose.
  func pair(_ key: Key, _ value: Value?) -> String {
    value.map { pair(key, $0) } ?? "no \(shown(key))"
  }

  /// The line for a rule's finding.
  package func line(for finding: RuleFinding) -> AnswerLine {
    AnswerLine(
      "RULE \(finding.name) \(finding.holds ? "holds" : "broken")",
      prose: finding.fault.map(prose(of:)))
  }

  private func prose(of fault: RuleFinding.Fault) -> String {
    switch fault {
    case .comparison(let left, let value, let operation, let right):
      let found = shown(value)
      let wanted = shown(right)
      return "\(typed(left)) is \(found), but must be \(operation.rawValue) \(wanted)"
        + (textLikeAKey(in: left) ?? "")
    case .isFalse(let formula):
      return "\(typed(formula)) is false" + (textLikeAKey(in: formula) ?? "")
    case .cannotEvaluate(let problem):
      let hint = problem.hint(narrator: self).map { "; \($0)" } ?? ""
      return "cannot be evaluated: \(problem.message(narrator: self))\(hint)"
    }
  }
}
