import Language
import Stores
import Vocabulary

/// An UPDATE of a range, with one statement.
///
/// SQLite continues to compute where isolab stops: it takes a text for 0, turns an overflow into a
/// float, and turns a division by zero into NULL. Here, each of these makes the new value NULL. The
/// column refuses NULL, so the whole statement has no effect.
struct SQLiteUpdate {
  private let stretch: SQLiteStatement.Stretch
  private let formula: SQLFormula
  private let change: StoreChange

  private static let dialect = SQLDialect(
    value: "CAST(v AS INTEGER)", integer: { "?\($0)" }, text: { "?\($0)" })
  /// Whether the row's value is an integer as isolab writes it; `07` is not.
  private static let isInteger = "CAST(CAST(v AS INTEGER) AS TEXT) = v"

  init(_ change: StoreChange, to formula: Expression) throws(SQLFormula.Refusal) {
    self.change = change
    stretch = SQLiteStatement.Stretch(change.range, filter: change.filter)
    self.formula = try SQLFormula(
      formula, in: Self.dialect, first: stretch.arguments.count + 1)
  }

  var statement: SQLiteStatement {
    var arguments = self.arguments
    let mark = change.mark(in: Self.dialect, adding: &arguments)
    return SQLiteStatement(
      "UPDATE isolab SET v = \(newValue), "
        + "w = \(mark) || '<' || substr(w, 1, instr(w || '<', '<') - 1)"
        + " WHERE \(stretch.condition) RETURNING k, v, w", arguments)
  }

  /// Finds the first row for which the formula fails: its key, its value, and the reason.
  var diagnosis: SQLiteStatement? {
    guard case .integer(let sql) = formula.form else { return nil }
    let isText = formula.readsValue ? "NOT (\(Self.isInteger))" : "0"
    return SQLiteStatement(
      "SELECT k, v, CASE WHEN \(isText) THEN 'text' WHEN \(sql) IS NULL THEN 'zero'"
        + " ELSE 'overflow' END FROM isolab WHERE \(stretch.condition)"
        + " AND \(newValue) IS NULL ORDER BY k LIMIT 1", arguments)
  }

  /// The arguments of the range and of the formula.
  private var arguments: [SQLArgument] { stretch.arguments + formula.parameters }

  private var newValue: String {
    switch formula.form {
    case .unchanged: return "v"
    case .text(let sql): return sql
    case .integer(let sql):
      let guardian = (formula.readsValue ? "\(Self.isInteger) AND " : "")
      return "CASE WHEN \(guardian)typeof(\(sql)) = 'integer' THEN CAST(\(sql) AS TEXT) END"
    }
  }
}
