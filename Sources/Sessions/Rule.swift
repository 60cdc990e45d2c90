import Engine
package import Language
package import Vocabulary

/// An invariant of the user's program, watched in the committed state.
package struct Rule: Hashable, Sendable {
  package let name: String
  package let formula: Expression
  /// Whether it held when it was last looked at.
  package internal(set) var holds: Bool
}

/// The finding when a rule was checked.
package struct RuleFinding: Hashable, Sendable {
  package let name: String
  package let holds: Bool
  /// Why it does not hold; nil if it does.
  package let fault: Fault?

  /// The fault of the committed state.
  package enum Fault: Hashable, Sendable {
    /// The comparison's left side, as typed, its value, and how it should compare with the right
    /// side's value.
    case comparison(left: String, is: Value?, must: Expression.Operator, right: Value?)
    /// The formula, as typed, is false.
    case isFalse(String)
    case cannotEvaluate(CommandProblem)
  }
}

extension SessionRunner {
  /// Whether the formula, which has no variables, is true for the committed data; a formula without
  /// a value is not true.
  package func holds(_ formula: Expression) -> Bool {
    Rule.examine("", formula, in: database).holds
  }
}

/// Reads the committed state, untracked.
private struct CommittedState: DataSource {
  let database: Database

  mutating func value(of key: Key) throws(Interruption) -> Value? {
    database.committedValue(of: key)
  }

  mutating func rows(in range: KeyRange) throws(Interruption) -> [Answer.Row] {
    database.committedRows(in: range)
  }

  func variable(_ name: String) -> Value?? { nil }
}

extension Rule {
  /// Looks at the rule in the committed state.
  static func examine(_ name: String, _ formula: Expression, in database: Database) -> RuleFinding {
    var source = CommittedState(database: database)
    let fault: RuleFinding.Fault?
    do throws(Interruption) {
      fault = try Self.fault(formula, in: &source)
    } catch {
      guard case .failed(let problem) = error else {
        preconditionFailure("committed reads neither wait nor abort")
      }
      fault = .cannotEvaluate(problem)
    }
    return RuleFinding(name: name, holds: fault == nil, fault: fault)
  }

  /// What is wrong, as precisely as possible; nil if nothing is.
  private static func fault(
    _ formula: Expression, in source: inout CommittedState
  ) throws(Interruption) -> RuleFinding.Fault? {
    if case .binary(.and, let left, let right) = formula.node {
      if let fault = try fault(left, in: &source) { return fault }
      return try fault(right, in: &source)
    }
    if try source.condition(formula) { return nil }
    guard case .binary(let operation, let left, let right) = formula.node, operation != .or else {
      return .isFalse(formula.source)
    }
    return .comparison(
      left: left.source, is: try source.plainValue(left), must: operation,
      right: try source.plainValue(right))
  }
}
