#if MariaDB
  import Language
  import Stores
  import Vocabulary

  /// An UPDATE of a range, with one statement, and the SELECT that shows what it changed.
  ///
  /// The server itself refuses a text in place of a number (1292), an overflow (1690), and a
  /// division by zero (1365). Such an error undoes the statement; the transaction goes on.
  struct MariaUpdate {
    private let change: StoreChange
    private let stretch: MariaStatement.Stretch
    private let formula: SQLFormula

    private static let dialect = SQLDialect(
      value: "CAST(v AS SIGNED)", integer: { _ in "?" }, text: { _ in "?" }, division: "DIV")
    /// The part of a mark that says which write made the row.
    private static let own = "SUBSTRING_INDEX(w, '<', 1)"

    init(_ change: StoreChange, to formula: Expression) throws(SQLFormula.Refusal) {
      self.change = change
      stretch = MariaStatement.Stretch(change.range, filter: change.filter)
      self.formula = try SQLFormula(formula, in: Self.dialect, first: 1)
    }

    /// The version that a row had stays in its mark: after `<`.
    func script(on table: MariaTableForm) -> [MariaStatement] {
      var marks: [SQLArgument] = []
      let mark = change.mark(in: Self.dialect, adding: &marks)
      let update = MariaStatement(
        "UPDATE \(table.name) FORCE INDEX (PRIMARY) SET v = \(newValue),"
          + " w = CONCAT(\(mark), '<', \(Self.own)) WHERE \(stretch.condition)",
        formula.parameters + marks + stretch.arguments)
      // Rows that the statement did not find have other marks.
      let range = MariaStatement.Stretch(change.range, filter: nil)
      let result = MariaStatement(
        "SELECT k, v, w FROM \(table.name) FORCE INDEX (PRIMARY)"
          + " WHERE \(range.condition) AND \(Self.own) = \(mark) ORDER BY k",
        range.arguments + marks)
      return [update, result]
    }

    private var newValue: String {
      switch formula.form {
      case .unchanged: "v"
      case .text(let sql), .integer(let sql): sql
      }
    }
  }
#endif
