#if PostgreSQL
  import Language
  import Stores
  import Vocabulary

  /// An UPDATE of a range, with one statement.
  ///
  /// PostgreSQL itself refuses a text in place of a number (22P02), an overflow (22003), and a
  /// division by zero (22012). Such an error ends the transaction.
  struct PGUpdate {
    private let change: StoreChange
    private let stretch: PGStatement.Stretch
    private let formula: SQLFormula

    private static let dialect = SQLDialect(
      value: "v::bigint", integer: { "$\($0)::bigint" }, text: { "$\($0)" })

    init(_ change: StoreChange, to formula: Expression) throws(SQLFormula.Refusal) {
      self.change = change
      stretch = PGStatement.Stretch(change.range, filter: change.filter)
      self.formula = try SQLFormula(formula, in: Self.dialect, first: stretch.arguments.count + 1)
    }

    /// The version that a row had stays in its mark: after `<`.
    func statement(on table: String) -> PGStatement {
      var arguments = stretch.arguments + formula.parameters
      let mark = change.mark(in: Self.dialect, adding: &arguments)
      return PGStatement(
        "UPDATE \(table) SET v = \(newValue), w = \(mark) || '<' || split_part(w, '<', 1)"
          + " WHERE \(stretch.condition) RETURNING k, v, w", arguments)
    }

    private var newValue: String {
      switch formula.form {
      case .unchanged: "v"
      case .text(let sql): sql
      case .integer(let sql): "(\(sql))::text"
      }
    }
  }
#endif
