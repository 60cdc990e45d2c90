import Language
import Stores
import Vocabulary

extension StoreChange {
  /// Whether SQL can compute the new value in one statement; a store refuses all others before it
  /// sends anything.
  var canBeSent: Bool {
    switch formula?.node {
    case nil, .literal?, .variable("value")?: true
    default: formula?.isArithmetic ?? true
    }
  }
}

extension Expression {
  /// Whether it is integer arithmetic on the row's own value and literals.
  fileprivate var isArithmetic: Bool {
    switch node {
    case .variable(let name): name == "value"
    case .literal(let value): value.integer != nil
    case .negate(let operand): operand.isArithmetic
    case .binary(let sign, let left, let right):
      sign.precedence > Operator.equal.precedence && left.isArithmetic && right.isArithmetic
    case .none, .value, .count, .sum, .not: false
    }
  }
}
