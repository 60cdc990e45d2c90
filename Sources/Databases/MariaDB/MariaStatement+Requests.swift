#if MariaDB
  import Language
  import Stores
  import Vocabulary

  /// A table as statements see it.
  struct MariaTableForm: Hashable {
    let name: String
    /// Whether it has the column `w`, which keeps the version.
    let keepsVersions: Bool

    /// The columns that a read returns.
    var columns: String { keepsVersions ? "k, v, w" : "k, v" }

    /// The statement that makes it.
    ///
    /// Keys and values are bytes, so that nothing is folded or padded.
    var creation: MariaStatement {
      MariaStatement(
        "CREATE TABLE \(name) (k VARBINARY(3072) PRIMARY KEY, v LONGBLOB NOT NULL"
          + (keepsVersions ? ", w VARBINARY(128) NOT NULL" : "") + ") ENGINE = InnoDB")
    }

    /// Inserts initial rows.
    func insert(_ rows: ArraySlice<(key: Key, value: Value)>) -> MariaStatement {
      let places = keepsVersions ? "(?, ?, '0.1')" : "(?, ?)"
      return MariaStatement(
        "INSERT INTO \(name) (\(columns)) VALUES "
          + Array(repeating: places, count: rows.count).joined(separator: ", "),
        rows.flatMap { [.text($0.key.text), .text($0.value.text)] })
    }
  }

  /// The requests in SQL.
  extension MariaStatement {
    /// The statements of a request, which are carried out one after the other.
    ///
    /// - Throws: a `Refusal` if SQL cannot express it.
    static func script(
      _ request: StoreRequest, on table: MariaTableForm
    ) throws(SQLFormula.Refusal) -> [MariaStatement] {
      switch request {
      case .get(let key): [.get(key, table)]
      case .getForUpdate(let key), .lock(let key):
        [MariaStatement(get(key, table).sql + " FOR UPDATE", [.text(key.text)])]
      case .scan(let range): [.scan(Stretch(range, filter: nil), table)]
      case .put(let key, let value, let version): [.put(key, value, version, table)]
      case .delete(let key):
        [MariaStatement("DELETE FROM \(table.name) WHERE k = ?", [.text(key.text)])]
      case .change(let change): try changes(change, table)
      case .commit: [.commit]
      case .rollback: [.rollback]
      }
    }

    private static func get(_ key: Key, _ table: MariaTableForm) -> MariaStatement {
      MariaStatement(
        "SELECT \(table.columns) FROM \(table.name) WHERE k = ?", [.text(key.text)])
    }

    /// In a table with few rows, the server would rather read all of them, and so lock them all.
    static func scan(_ stretch: Stretch, _ table: MariaTableForm) -> MariaStatement {
      MariaStatement(
        "SELECT \(table.columns) FROM \(table.name) FORCE INDEX (PRIMARY)"
          + " WHERE \(stretch.condition) ORDER BY k", stretch.arguments)
    }

    private static func put(
      _ key: Key, _ value: Value, _ version: VersionID, _ table: MariaTableForm
    ) -> MariaStatement {
      let arguments: [SQLArgument] = [.text(key.text), .text(value.text)]
      guard table.keepsVersions else {
        return MariaStatement(
          "INSERT INTO \(table.name) (k, v) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE v = VALUES(v)", arguments)
      }
      return MariaStatement(
        "INSERT INTO \(table.name) (k, v, w) VALUES (?, ?, ?)"
          + " ON DUPLICATE KEY UPDATE v = VALUES(v), w = VALUES(w)",
        arguments + [.text(version.mark ?? "")])
    }

    private static func changes(
      _ change: StoreChange, _ table: MariaTableForm
    ) throws(SQLFormula.Refusal) -> [MariaStatement] {
      guard table.keepsVersions else {
        throw SQLFormula.Refusal(
          sentence: "without versions, nothing shows which rows have changed")
      }
      guard let formula = change.formula else {
        let stretch = Stretch(change.range, filter: change.filter)
        return [
          MariaStatement(
            "DELETE FROM \(table.name) WHERE \(stretch.condition) RETURNING k, v, w",
            stretch.arguments)
        ]
      }
      return try MariaUpdate(change, to: formula).script(on: table)
    }

    /// The rows of a range, perhaps of a single value.
    struct Stretch {
      private(set) var condition: String
      private(set) var arguments: [SQLArgument]

      init(_ range: KeyRange, filter: Value?) {
        if let key = range.singleKey {
          (condition, arguments) = ("k = ?", [.text(key.text)])
        } else {
          (condition, arguments) = ("k >= ?", [.text(range.low.text)])
          if let high = range.high {
            condition += " AND k < ?"
            arguments.append(.text(high.text))
          }
        }
        if let filter {
          condition += " AND v = ?"
          arguments.append(.text(filter.text))
        }
      }
    }
  }
#endif
