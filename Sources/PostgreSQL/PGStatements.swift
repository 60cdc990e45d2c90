#if PostgreSQL
  import Connecting
  import Language
  import Stores
  import Vocabulary

  /// The statements in PostgreSQL's SQL.
  enum PGStatements {
    /// The statements that begin a transaction.
    ///
    /// The first query takes the snapshot.
    static func script(_ transaction: StoreTransaction, takesSnapshot: Bool) -> [SQLStatement] {
      let (level, mode) = (transaction.level.name, transaction.level.mode)
      let manner =
        (transaction.readOnly ? " READ ONLY" : "") + (transaction.deferrable ? " DEFERRABLE" : "")
      let begin: SQLStatement = "BEGIN ISOLATION LEVEL \(raw: level)\(raw: manner)"
      return takesSnapshot && mode.readsSnapshot ? [begin, "SELECT 1"] : [begin]
    }

    /// The statement of a request.
    ///
    /// - Throws: a `Refusal` if SQL cannot express the request.
    static func statement(
      _ request: StoreRequest, on table: String
    ) throws(SQLFormula.Refusal) -> SQLStatement {
      let statement: SQLStatement =
        switch request {
        case .get(let key): .get(key, from: table)
        case .getForUpdate(let key), .lock(let key): .get(key, from: table) + " FOR UPDATE"
        case .scan(let range): .scan(.rows(tests(of: range), filter: nil), from: table)
        case .put(let key, let value, let version): put(key, value, version, table)
        case .delete(let key): .delete("k = \(key.text)", from: table)
        case .change(let change): try self.change(change, table)
        case .commit: .commit
        case .rollback: .rollback
        }
      guard !statement.hasNUL else {
        throw SQLFormula.Refusal(sentence: "PostgreSQL cannot store the character NUL")
      }
      return statement
    }

    private static func put(
      _ key: Key, _ value: Value, _ version: VersionID, _ table: String
    ) -> SQLStatement {
      "INSERT INTO \(raw: table) (k, v, w)"
        + " VALUES (\(key.text), \(value.text), \(version.mark ?? ""))"
        + " ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v, w = EXCLUDED.w"
    }

    /// The server itself refuses a text in place of a number (22P02), an overflow (22003), and a
    /// division by zero (22012).
    ///
    /// Such an error ends the transaction.
    private static func change(
      _ change: StoreChange, _ table: String
    ) throws(SQLFormula.Refusal) -> SQLStatement {
      let condition = SQLStatement.rows(tests(of: change.range), filter: change.filter)
      guard let expression = change.formula else { return .delete(condition, from: table) }
      let dialect = SQLDialect(value: "v::bigint", cast: "::bigint")
      let formula = try SQLFormula(expression, in: dialect)
      return .update(
        condition, in: table, to: formula.value { "(\($0))::text" }, mark: change.mark,
        found: "split_part(w, '<', 1)")
    }

    /// The tests for a key in a range.
    ///
    /// A bound may contain a NUL, such as the end of the range of a single key. No stored key does.
    /// So the part before the NUL has the same effect: a stored key before `a\0` is `a` or comes
    /// before it.
    static func tests(of range: KeyRange) -> [SQLStatement] {
      if let key = range.singleKey, !key.text.utf8.contains(0) { return ["k = \(key.text)"] }
      let low = split(range.low)
      let high = range.high.map(split)
      return [low.hasNUL ? "k > \(low.text)" : "k >= \(low.text)"]
        + (high.map { [$0.hasNUL ? "k <= \($0.text)" : "k < \($0.text)"] } ?? [])
    }

    private static func split(_ bound: Key) -> (text: String, hasNUL: Bool) {
      let scalars = bound.text.unicodeScalars
      let end = scalars.firstIndex(of: "\0")
      return (String(scalars[..<(end ?? scalars.endIndex)]), end != nil)
    }
  }

  extension SQLStatement {
    /// Whether a parameter contains a NUL, which PostgreSQL's text cannot contain.
    var hasNUL: Bool { arguments.contains { $0.text.utf8.contains(0) } }
  }

  extension SQLArgument {
    /// The argument as PostgreSQL reads it.
    var text: String {
      switch self {
      case .text(let text): text
      case .integer(let number): String(number)
      }
    }
  }
#endif
