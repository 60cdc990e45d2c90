package import Stores
package import Vocabulary

/// The statements that the databases share. Each one that returns rows returns `k, v, w`, unless
/// it names other columns.
extension SQLStatement {
  package static let commit: SQLStatement = "COMMIT"
  package static let rollback: SQLStatement = "ROLLBACK"

  package static func get(
    _ key: Key, from table: String = "isolab", _ columns: String = "k, v, w"
  ) -> SQLStatement {
    "SELECT \(raw: columns) FROM \(raw: table) WHERE k = \(key.text)"
  }

  package static func scan(
    _ condition: SQLStatement, from table: String = "isolab", _ columns: String = "k, v, w"
  ) -> SQLStatement {
    "SELECT \(raw: columns) FROM \(raw: table) WHERE \(condition) ORDER BY k"
  }

  package static func delete(
    _ condition: SQLStatement, from table: String = "isolab"
  ) -> SQLStatement {
    "DELETE FROM \(raw: table) WHERE \(condition) RETURNING k, v, w"
  }

  /// The mark keeps the row's previous version, which the SQL `found` reads, after `<`.
  package static func update(
    _ condition: SQLStatement, in table: String = "isolab", to value: SQLStatement,
    mark: SQLStatement, found: String
  ) -> SQLStatement {
    "UPDATE \(raw: table) SET v = \(value), w = \(mark) || '<' || \(raw: found)"
      + " WHERE \(condition) RETURNING k, v, w"
  }

  /// The condition for rows whose keys pass the tests and, with a filter, whose value equals it.
  package static func rows(_ tests: [SQLStatement], filter: Value?) -> SQLStatement {
    (tests + (filter.map { ["v = \($0.text)"] } ?? [])).joined(separator: " AND ")
  }
}

extension KeyRange {
  /// The tests for a key in the range.
  package var tests: [SQLStatement] {
    ["k >= \(low.text)"] + (high.map { ["k < \($0.text)"] } ?? [])
  }
}

extension StoreChange {
  /// The mark of the version that the change writes: the first version of its key, unless the
  /// change numbers it.
  package var mark: SQLStatement {
    func mark(_ number: Int) -> SQLStatement {
      "\(SQLArgument.text("\(writer.number).\(number)"))"
    }
    let numbers = numbers.filter { range.contains($0.key) }
    guard !numbers.isEmpty else { return mark(1) }
    let cases = numbers.sorted { $0.key < $1.key }.map { key, number in
      "WHEN \(key.text) THEN \(mark(number))" as SQLStatement
    }
    return "CASE k \(cases.joined(separator: " ")) ELSE \(mark(1)) END"
  }
}
