import Language
import Stores
import Vocabulary

/// Changes of ranges, and formulas for them.
enum Formulas {
  /// A change by T1.
  static func change(
    _ formula: Expression?, _ range: KeyRange = .all, filter: Value? = nil,
    numbers: [Key: Int] = [:]
  ) -> StoreRequest {
    .change(
      StoreChange(
        range: range, filter: filter, formula: formula, writer: TransactionID(1),
        numbers: numbers))
  }

  static let value = Expression(.variable("value"), column: 1, source: "value")

  static func literal(_ value: Value) -> Expression {
    Expression(.literal(value), column: 1, source: value.text)
  }

  static func binary(
    _ left: Expression, _ sign: Expression.Operator, _ right: Value
  ) -> Expression {
    binary(left, sign, literal(right))
  }

  static func binary(
    _ left: Expression, _ sign: Expression.Operator, _ right: Expression
  ) -> Expression {
    Expression(
      .binary(sign, left, right), column: 1,
      source: "(\(left.source) \(sign.rawValue) \(right.source))")
  }
}
