#if PostgreSQL
  import Language
  import Stores
  import Vocabulary

  /// An UPDATE of a range, by one statement.
  ///
  /// PostgreSQL itself refuses a text where a number is needed (22P02), an overflow (22003), and a
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
      var arguments = stretch.arguments
      arguments += formula.parameters.map {
        switch $0 {
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        }
      }
      let mark = mark(adding: &arguments)
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

    /// The version that the statement writes: the first of its key, unless the change numbers it.
    private func mark(adding arguments: inout [PGStatement.Argument]) -> String {
      func add(_ text: String) -> String {
        arguments.append(.text(text))
        return "$\(arguments.count)"
      }
      func mark(_ number: Int) -> String { add("\(change.writer.number).\(number)") }
      let numbers = change.numbers.filter { change.range.contains($0.key) }
      guard !numbers.isEmpty else { return mark(1) }
      let cases = numbers.sorted { $0.key < $1.key }.map { key, number in
        "WHEN \(add(key.text)) THEN \(mark(number))"
      }
      return "CASE k \(cases.joined(separator: " ")) ELSE \(mark(1)) END"
    }
  }
#endif
