#if PostgreSQL
  import Language
  import Stores
  import Vocabulary

  /// The requests in SQL. Each statement that returns rows returns `k, v, w`.
  extension PGStatement {
    /// The statement for a request about rows.
    ///
    /// - Throws: a `Refusal` if SQL cannot express it.
    init(_ request: StoreRequest, on table: String) throws(SQLFormula.Refusal) {
      switch request {
      case .get(let key): self = .get(key, table)
      case .getForUpdate(let key), .lock(let key):
        self = .get(key, table)
        self = PGStatement(sql + " FOR UPDATE", arguments)
      case .scan(let range):
        let stretch = Stretch(range, filter: nil)
        self.init(
          "SELECT k, v, w FROM \(table) WHERE \(stretch.condition) ORDER BY k", stretch.arguments)
      case .put(let key, let value, let version):
        self.init(
          "INSERT INTO \(table) (k, v, w) VALUES ($1, $2, $3)"
            + " ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v, w = EXCLUDED.w",
          [.text(key.text), .text(value.text), .text(version.mark ?? "")])
      case .delete(let key):
        self.init("DELETE FROM \(table) WHERE k = $1 RETURNING k, v, w", [.text(key.text)])
      case .change(let change): self = try .change(change, table)
      case .commit: self = .commit
      case .rollback: self = .rollback
      }
      if hasNUL { throw SQLFormula.Refusal(sentence: "PostgreSQL cannot store the character NUL") }
    }

    private static func get(_ key: Key, _ table: String) -> PGStatement {
      PGStatement("SELECT k, v, w FROM \(table) WHERE k = $1", [.text(key.text)])
    }

    private static func change(
      _ change: StoreChange, _ table: String
    ) throws(SQLFormula.Refusal) -> PGStatement {
      guard let formula = change.formula else {
        let stretch = Stretch(change.range, filter: change.filter)
        return PGStatement(
          "DELETE FROM \(table) WHERE \(stretch.condition) RETURNING k, v, w", stretch.arguments)
      }
      return try PGUpdate(change, to: formula).statement(on: table)
    }

    /// The rows of a range, perhaps of a single value.
    ///
    /// A bound may contain a NUL, such as the end of the range of a single key. No stored key does.
    /// So the part before the NUL has the same effect: a stored key before `a\0` is `a` or comes
    /// before it.
    struct Stretch {
      private(set) var condition: String
      private(set) var arguments: [SQLArgument] = []

      init(_ range: KeyRange, filter: Value?) {
        condition = ""
        if let key = range.singleKey, !key.text.utf8.contains(0) {
          add("k =", key.text)
        } else {
          let low = Self.split(range.low)
          add(low.hasNUL ? "k >" : "k >=", low.text)
          if let high = range.high.map(Self.split) {
            add(high.hasNUL ? "k <=" : "k <", high.text)
          }
        }
        if let filter { add("v =", filter.text) }
      }

      private mutating func add(_ test: String, _ text: String) {
        arguments.append(.text(text))
        condition += (condition.isEmpty ? "" : " AND ") + "\(test) $\(arguments.count)"
      }

      private static func split(_ bound: Key) -> (text: String, hasNUL: Bool) {
        let scalars = bound.text.unicodeScalars
        let end = scalars.firstIndex(of: "\0")
        return (String(scalars[..<(end ?? scalars.endIndex)]), end != nil)
      }
    }
  }
#endif
