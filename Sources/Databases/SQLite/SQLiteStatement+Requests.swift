import Language
import Stores
import Vocabulary

/// The requests in SQL. Each statement that returns rows returns `k, v, w`.
extension SQLiteStatement {
  static func get(_ key: Key) -> SQLiteStatement {
    SQLiteStatement("SELECT k, v, w FROM isolab WHERE k = ?1", [.text(key.text)])
  }

  static func scan(_ range: KeyRange) -> SQLiteStatement {
    let stretch = Stretch(range, filter: nil)
    return SQLiteStatement(
      "SELECT k, v, w FROM isolab WHERE \(stretch.condition) ORDER BY k", stretch.arguments)
  }

  static func put(_ key: Key, _ value: Value, mark: String) -> SQLiteStatement {
    SQLiteStatement(
      "INSERT INTO isolab (k, v, w) VALUES (?1, ?2, ?3)"
        + " ON CONFLICT (k) DO UPDATE SET v = excluded.v, w = excluded.w",
      [.text(key.text), .text(value.text), .text(mark)])
  }

  static func delete(_ key: Key) -> SQLiteStatement {
    SQLiteStatement("DELETE FROM isolab WHERE k = ?1 RETURNING k, v, w", [.text(key.text)])
  }

  static func deleteAll(_ change: StoreChange) -> SQLiteStatement {
    let stretch = Stretch(change.range, filter: change.filter)
    return SQLiteStatement(
      "DELETE FROM isolab WHERE \(stretch.condition) RETURNING k, v, w", stretch.arguments)
  }

  /// The rows of a range, perhaps of a single value.
  struct Stretch {
    private(set) var condition = "k >= ?1"
    private(set) var arguments: [SQLArgument]

    init(_ range: KeyRange, filter: Value?) {
      arguments = [.text(range.low.text)]
      if let high = range.high {
        arguments.append(.text(high.text))
        condition += " AND k < ?2"
      }
      if let filter {
        arguments.append(.text(filter.text))
        condition += " AND v = ?\(arguments.count)"
      }
    }
  }
}
