import Connecting
import Language
import Stores
import Vocabulary

/// An UPDATE of a range, with one statement.
///
/// SQLite continues to compute where isolab stops: it takes a text for 0, turns an overflow into a
/// float, and turns a division by zero into NULL. Here, each of these makes the new value NULL. The
/// column refuses NULL, so the whole statement has no effect.
struct SQLiteUpdate {
  private let change: StoreChange
  private let formula: SQLFormula

  /// Whether the row's value is an integer as isolab writes it; `07` is not.
  private static let isInteger = "CAST(CAST(v AS INTEGER) AS TEXT) = v"

  init(_ change: StoreChange, to formula: Expression) throws(SQLFormula.Refusal) {
    self.change = change
    self.formula = try SQLFormula(formula, in: SQLDialect(value: "CAST(v AS INTEGER)"))
  }

  var statement: SQLStatement {
    .update(
      condition, to: newValue, mark: change.mark,
      found: "substr(w, 1, instr(w || '<', '<') - 1)")
  }

  /// Finds the first row for which the formula fails: its key, its value, and the reason.
  var diagnosis: SQLStatement? {
    guard case .integer(let sql) = formula.form else { return nil }
    let isText = formula.readsValue ? "NOT (\(Self.isInteger))" : "0"
    return "SELECT k, v, CASE WHEN \(raw: isText) THEN 'text' WHEN \(sql) IS NULL THEN 'zero'"
      + " ELSE 'overflow' END FROM isolab WHERE \(condition)"
      + " AND \(newValue) IS NULL ORDER BY k LIMIT 1"
  }

  private var condition: SQLStatement { .rows(change.range.tests, filter: change.filter) }

  private var newValue: SQLStatement {
    formula.value { sql in
      let guardian = formula.readsValue ? "\(Self.isInteger) AND " : ""
      return "CASE WHEN \(raw: guardian)typeof(\(sql)) = 'integer' THEN CAST(\(sql) AS TEXT) END"
    }
  }
}
