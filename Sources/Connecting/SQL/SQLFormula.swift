package import Language
import Vocabulary

/// The new value of an UPDATE, in SQL.
///
/// Only what every database can compute in one statement is possible: the row's own value,
/// literals, and integer arithmetic. Everything but the operators is a parameter.
package struct SQLFormula {
  /// What the formula is.
  package enum Form: Hashable {
    /// The row keeps its value.
    case unchanged
    /// The same text for every row; the SQL is its parameter.
    case text(SQLStatement)
    /// Integer arithmetic.
    ///
    /// The SQL does not deal with texts, overflow, or a division by zero.
    case integer(SQLStatement)
  }

  package let form: Form
  /// Whether the arithmetic uses the row's own value.
  package let readsValue: Bool

  /// - Throws: a `Refusal` if SQL cannot express it.
  package init(_ formula: Expression, in dialect: SQLDialect) throws(Refusal) {
    var writer = Writer(dialect: dialect)
    form = try writer.form(of: formula)
    readsValue = writer.readsValue
  }

  /// The SQL of the new value; `text` turns the SQL of an integer into that of a text.
  package func value(_ text: (SQLStatement) -> SQLStatement) -> SQLStatement {
    switch form {
    case .unchanged: "v"
    case .text(let sql): sql
    case .integer(let sql): text(sql)
    }
  }

  /// Why one statement cannot compute the formula.
  package struct Refusal: Error, Hashable {
    package let sentence: String

    package init(sentence: String) { self.sentence = sentence }
  }
}

/// The parts of SQL that databases write differently.
package struct SQLDialect: Sendable {
  /// The row's own value, as an integer.
  let value: SQLStatement
  /// The cast that follows an integer parameter.
  let cast: String
  /// The operator that divides integers and drops the remainder.
  let division: String

  package init(value: SQLStatement, cast: String = "", division: String = "/") {
    (self.value, self.cast, self.division) = (value, cast, division)
  }
}

extension SQLFormula {
  /// Builds a formula from the inside out.
  private struct Writer {
    let dialect: SQLDialect
    var readsValue = false

    mutating func form(of formula: Expression) throws(Refusal) -> Form {
      switch formula.node {
      case .variable("value"): return .unchanged
      case .literal(let value): return .text("\(value.text)")
      default: return .integer(try integer(formula))
      }
    }

    private mutating func integer(_ formula: Expression) throws(Refusal) -> SQLStatement {
      switch formula.node {
      case .variable("value"):
        readsValue = true
        return dialect.value
      case .literal(let value):
        guard let number = value.integer else {
          throw Refusal(sentence: "\(formula.source) is not an integer")
        }
        return "\(SQLArgument.integer(number))\(raw: dialect.cast)"
      case .negate(let operand): return "(-\(try integer(operand)))"
      case .binary(let sign, let left, let right)
      where sign.precedence > Expression.Operator.equal.precedence:
        let operation = sign == .divided ? dialect.division : sign.rawValue
        return "(\(try integer(left)) \(raw: operation) \(try integer(right)))"
      case .none, .variable, .value, .count, .sum, .not, .binary:
        throw Refusal(
          sentence: "one UPDATE can compute only with $value and integers, not \(formula.source)")
      }
    }
  }
}
