#if MariaDB
  import Connecting
  import Language
  import Stores
  import Vocabulary

  /// The table as statements refer to it, and the statements in MariaDB's SQL.
  struct MariaTableForm: Hashable {
    let name: String
    /// Whether it has the column `w`, which keeps the version.
    let keepsVersions: Bool

    /// The columns that a read returns.
    private var columns: String { keepsVersions ? "k, v, w" : "k, v" }

    /// In a table with few rows, the server would otherwise read all of them, and thus lock all.
    private var byKey: String { "\(name) FORCE INDEX (PRIMARY)" }

    /// The part of a mark that says which write made the row.
    private static let own = "SUBSTRING_INDEX(w, '<', 1)"

    /// The statement that creates the table.
    ///
    /// Keys and values are bytes, so that nothing is folded or padded.
    var creation: SQLStatement {
      let mark = keepsVersions ? ", w VARBINARY(128) NOT NULL" : ""
      return "CREATE TABLE \(raw: name) (k VARBINARY(3072) PRIMARY KEY, v LONGBLOB NOT NULL"
        + "\(raw: mark)) ENGINE = InnoDB"
    }

    /// Inserts initial rows.
    func insert(_ rows: ArraySlice<(key: Key, value: Value)>) -> SQLStatement {
      let mark = keepsVersions ? ", '0.1'" : ""
      let values = rows.map { "(\($0.key.text), \($0.value.text)\(raw: mark))" as SQLStatement }
      return "INSERT INTO \(raw: name) (\(raw: columns)) VALUES \(values.joined(separator: ", "))"
    }

    /// The statements that begin a transaction.
    ///
    /// Only REPEATABLE READ has a snapshot of its own.
    static func script(_ transaction: StoreTransaction, takesSnapshot: Bool) -> [SQLStatement] {
      let level = transaction.level
      var manner = takesSnapshot && level.mode.readsSnapshot ? ["WITH CONSISTENT SNAPSHOT"] : []
      if transaction.readOnly { manner.append("READ ONLY") }
      let start = manner.isEmpty ? "" : " " + manner.joined(separator: ", ")
      return [
        "SET TRANSACTION ISOLATION LEVEL \(raw: level.name)", "START TRANSACTION\(raw: start)",
      ]
    }

    /// The statements of a request, to be run one after the other.
    ///
    /// - Throws: a `Refusal` if SQL cannot express the request.
    func script(_ request: StoreRequest) throws(SQLFormula.Refusal) -> [SQLStatement] {
      switch request {
      case .get(let key): [.get(key, from: name, columns)]
      case .getForUpdate(let key), .lock(let key):
        [.get(key, from: name, columns) + " FOR UPDATE"]
      case .scan(let range): [.scan(.rows(range.keyTests, filter: nil), from: byKey, columns)]
      case .put(let key, let value, let version): [put(key, value, version)]
      case .delete(let key): ["DELETE FROM \(raw: name) WHERE k = \(key.text)"]
      case .change(let change): try script(change)
      case .commit: [.commit]
      case .rollback: [.rollback]
      }
    }

    private func put(_ key: Key, _ value: Value, _ version: VersionID) -> SQLStatement {
      guard keepsVersions else {
        return "INSERT INTO \(raw: name) (k, v) VALUES (\(key.text), \(value.text))"
          + " ON DUPLICATE KEY UPDATE v = VALUES(v)"
      }
      return "INSERT INTO \(raw: name) (k, v, w)"
        + " VALUES (\(key.text), \(value.text), \(version.mark ?? ""))"
        + " ON DUPLICATE KEY UPDATE v = VALUES(v), w = VALUES(w)"
    }

    private func script(_ change: StoreChange) throws(SQLFormula.Refusal) -> [SQLStatement] {
      guard keepsVersions else {
        throw SQLFormula.Refusal(
          sentence: "without versions, nothing shows which rows have changed")
      }
      let condition = SQLStatement.rows(change.range.keyTests, filter: change.filter)
      guard let formula = change.formula else { return [.delete(condition, from: name)] }
      return try update(condition, change, to: formula)
    }

    /// An UPDATE of a range, and the SELECT that shows what it changed.
    ///
    /// The server itself refuses a text in place of a number (1292), an overflow (1690), and a
    /// division by zero (1365). Such an error undoes the statement; the transaction goes on. The
    /// row's mark keeps the previous version after `<`.
    private func update(
      _ condition: SQLStatement, _ change: StoreChange, to expression: Expression
    ) throws(SQLFormula.Refusal) -> [SQLStatement] {
      let dialect = SQLDialect(value: "CAST(v AS SIGNED)", division: "DIV")
      let formula = try SQLFormula(expression, in: dialect)
      let update: SQLStatement =
        "UPDATE \(raw: byKey) SET v = \(formula.value { $0 }),"
        + " w = CONCAT(\(change.mark), '<', \(raw: Self.own)) WHERE \(condition)"
      // Rows that the statement did not find have other marks.
      let range = change.range.keyTests + ["\(raw: Self.own) = \(change.mark)"]
      return [update, .scan(.rows(range, filter: nil), from: byKey)]
    }
  }

  extension KeyRange {
    /// The tests for a key in the range; for a single key, the index finds only that key.
    fileprivate var keyTests: [SQLStatement] {
      singleKey.map { ["k = \($0.text)"] } ?? tests
    }
  }
#endif
