import Engine
import Language
import Sessions
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

  /// Whether it changes a row with that value.
  func selects(_ value: Value) -> Bool { filter.map { $0 == value } ?? true }

  /// The new value of a row with that value, in which an inner nil is a deletion; nil if it cannot
  /// be computed.
  func newValue(of value: Value) -> Value?? {
    guard let formula else { return .some(nil) }
    var row = RowValue(value: value)
    return (try? row.plainValue(formula)).map { .some($0) }
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

/// The value of a row that a formula computes with.
private struct RowValue: DataSource {
  let value: Value

  func value(of key: Key) -> Value? { nil }
  func rows(in range: KeyRange) -> [Answer.Row] { [] }
  func variable(_ name: String) -> Value?? { name == "value" ? .some(value) : nil }
}
