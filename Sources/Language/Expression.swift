package import Vocabulary

/// A formula over literals, variables and tracked reads.
package struct Expression: Hashable, Sendable {
  /// The kinds of formula.
  package indirect enum Node: Hashable, Sendable {
    case literal(Value)
    /// Absence.
    case none
    /// `$name`, without the dollar. `$value` is the row's own value in UPDATE.
    case variable(String)
    /// `value(key)`
    case value(Key)
    /// `count(range)`, `count(range = v)`
    case count(Selection)
    /// `sum(range)`
    case sum(KeyRange)
    case negate(Expression)
    case not(Expression)
    case binary(Operator, Expression, Expression)
  }

  /// The binary operators, named as they are written.
  package enum Operator: String, CaseIterable, Hashable, Sendable {
    case times = "*"
    case divided = "/"
    case modulo = "%"
    case plus = "+"
    case minus = "-"
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and
    case or

    /// How tightly it binds: the higher, the tighter.
    ///
    /// `not` stands at 2.5, the sign above all.
    package var precedence: Int {
      switch self {
      case .times, .divided, .modulo: 5
      case .plus, .minus: 4
      case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: 3
      case .and: 2
      case .or: 1
      }
    }
  }

  package let node: Node
  /// Where it stands in its line, from 1, in characters; of a binary formula, the operator's place.
  package let column: Int
  /// The text it was parsed from, for explanations: `count(* = on)`.
  package let source: String

  package init(_ node: Node, column: Int, source: String) {
    self.node = node
    self.column = column
    self.source = source
  }

  /// Whether it is true or false, rather than a value.
  package var isCondition: Bool {
    switch node {
    case .not: true
    case .binary(let sign, _, _): sign.precedence <= Operator.equal.precedence
    case .literal, .none, .variable, .value, .count, .sum, .negate: false
    }
  }
}
