import Language
import Layout
import Vocabulary

/// A table as keys and values: each row is a key, and one column is its value.
struct Relation {
  let table: SQLTable
  /// The column that is the key; nil if the rows are numbered, because nothing else distinguishes
  /// them.
  let key: SQLName?
  /// The column that is the value; nil if the key is the value.
  let value: SQLTable.Column?
  /// The prefix of the keys of its rows.
  var prefix = ""
  /// The least number of digits in its keys, which gives the texts the order of the numbers.
  var width = 0
  /// Its first rows, in the order of their insertion.
  var rows: [(key: Key, value: Value)] = []
  /// How many rows have been given a number.
  var numbered = 0
  /// Whether no step adds or removes a row.
  var isFixed = true

  /// The types whose values are equal exactly if their texts are, and how a literal of each is
  /// written.
  private enum Kind {
    case number, text, truth, day

    init?(_ type: String) {
      switch type {
      case _ where Relation.numbers.contains(type): self = .number
      case "text", "varchar", "character varying": self = .text
      case "bool", "boolean": self = .truth
      case "date": self = .day
      default: return nil
      }
    }
  }

  /// The text of a literal for a column of that type.
  static func text(_ formula: SQLExpression, for type: String) throws(Objection) -> String {
    let text = try formula.literal()
    let fits =
      switch (Kind(type), formula.node) {
      case (.number?, _): Int64(text).map { String($0) == text } ?? false
      case (.text?, .truth): false
      case (.text?, _): true
      case (.truth?, .truth): true
      case (.day?, _): text.isDay
      default: false
      }
    guard fits else {
      throw Objection(formula.place, "isolab does not accept this as a value of type \(type)")
    }
    return text
  }

  /// The text of a literal for its value.
  func value(_ formula: SQLExpression) throws(Objection) -> String {
    try Self.text(formula, for: (value ?? keyColumn)?.type ?? "")
  }

  /// Refuses a key or value of a type with several texts for the same value.
  func refuseOtherTypes() throws(Objection) {
    for column in [keyColumn, value].compactMap({ $0 }) where Kind(column.type) == nil {
      throw Objection(column.name.place, "isolab has no values of type \(printable(column.type))")
    }
  }

  private static let numbers: Set<String> = [
    "int", "int2", "int4", "int8", "integer", "bigint", "smallint", "numeric", "decimal",
  ]

  private var keyColumn: SQLTable.Column? { table.columns.first { $0.name.text == key?.text } }

  /// Whether its keys are numbers.
  var hasNumbers: Bool { keyColumn.map { Self.numbers.contains($0.type) } ?? true }

  /// Whether its values can be computed with, and what division means is the same.
  var isInteger: Bool {
    let type = (value ?? keyColumn)?.type ?? ""
    return Self.numbers.contains(type) && type != "numeric" && type != "decimal"
  }

  var isNumeric: Bool { Self.numbers.contains((value ?? keyColumn)?.type ?? "") }

  /// Whether the order of its keys is that of their bytes.
  var isOrdered: Bool { hasNumbers || keyColumn?.isBinary == true }

  /// Whether a row may lack the value.
  var isNullable: Bool { value?.isNullable == true && value?.name.text != key?.text }

  /// The only row that a range can have, if it always has that row; its value can be replaced
  /// without reading it.
  func onlyKey(in range: KeyRange) -> Key? {
    guard isFixed else { return nil }
    let keys = rows.map { $0.key }.filter { range.contains($0) }
    return keys.count == 1 ? keys[0] : nil
  }

  /// All its keys.
  var all: KeyRange { prefix.isEmpty ? .all : .prefix(prefix) }

  /// The columns that no statement uses.
  var leftOut: [String] {
    table.columns.map { $0.name.text }.filter { $0 != key?.text && $0 != value?.name.text }
  }

  /// The key of the row whose primary key has that text.
  func key(_ text: String) -> Key {
    guard hasNumbers, text.utf8.count < width else { return Key(prefix + text) }
    return Key(prefix + String(repeating: "0", count: width - text.utf8.count) + text)
  }

  /// The key of the row whose primary key is this literal.
  func key(of formula: SQLExpression) throws(Objection) -> Key {
    let text = try Self.text(formula, for: keyColumn?.type ?? "int")
    guard !hasNumbers || width == 0 || !text.hasPrefix("-") else {
      throw Objection(formula.place, "isolab's keys are text, and as text -2 comes after -1")
    }
    return key(text)
  }

  /// The key after the one with that text; nil if no row can have it.
  func key(after key: Key, _ text: String) -> Key? {
    guard hasNumbers else { return Key(key.text + "\0") }
    let next = String((Int64(text) ?? 0) &+ 1)
    return next.utf8.count > width ? nil : self.key(next)
  }

  /// A key for a row that nothing distinguishes.
  mutating func nextKey() -> Key {
    numbered += 1
    return key(String(numbered))
  }

  /// Whether the column is that one.
  func isKey(_ name: String) -> Bool { name == key?.text }

  func isValue(_ name: String) -> Bool { name == value?.name.text || value == nil && isKey(name) }
}

/// What the statements of a program do with each table, before any of them is translated.
struct SQLUses {
  /// For each table, the columns that are named, with the place of their first use.
  private(set) var columns: [String: [SQLName]] = [:]
  /// Tables to which steps add rows, or from which they remove some.
  private(set) var changing: Set<String> = []
  /// Tables whose keys are compared by order.
  private(set) var ordered: Set<String> = []
  /// All numbers that are written out; among them are the keys.
  private(set) var longest = 0
  private var seen: Set<[String]> = []

  func has(_ table: SQLName) -> Bool { seen.contains([table.text]) }

  mutating func add(_ statement: SQLStatement, isStep: Bool) {
    switch statement {
    case .insert(let insert):
      use(insert.table)
      if isStep { changing.insert(insert.table.text) }
      for row in insert.rows { for value in row { add(value, of: nil) } }
      if let condition = insert.condition { add(condition, of: nil) }
    case .update(let update):
      use(update.table)
      for change in update.changes {
        note(change.column, of: update.table)
        add(change.value, of: update.table)
      }
      if let condition = update.condition { add(condition, of: update.table) }
    case .delete(let delete):
      use(delete.table)
      if isStep { changing.insert(delete.table.text) }
      if let condition = delete.condition { add(condition, of: delete.table) }
    case .select(let select): add(select)
    case .when(let condition, let inner):
      add(condition, of: nil)
      add(inner, isStep: isStep)
    case .begin, .characteristics, .sessionLevel, .commit, .rollback, .create, .primaryKey,
      .cancel, .maintenance, .nothing:
      return
    }
  }

  private mutating func use(_ table: SQLName) {
    seen.insert([table.text])
  }

  private mutating func note(_ column: SQLName, of table: SQLName) {
    guard seen.insert([table.text, column.text]).inserted else { return }
    columns[table.text, default: []].append(column)
  }

  private mutating func add(_ select: SQLSelect) {
    if let table = select.table { use(table) }
    for item in select.items { add(item, of: select.table) }
    if let condition = select.condition { add(condition, of: select.table) }
  }

  private mutating func add(_ formula: SQLExpression, of table: SQLName?) {
    if let table {
      for column in formula.columns { note(column, of: table) }
      if formula.ordersRows { ordered.insert(table.text) }
    }
    longest = max(longest, formula.longestNumber)
    for query in formula.queries { add(query) }
  }
}

extension SQLExpression {
  /// Whether a column is compared by order in it.
  fileprivate var ordersRows: Bool {
    conjuncts.contains { part in
      switch part.node {
      case .between: true
      case .binary(let sign, let left, let right):
        ["<", "<=", ">", ">="].contains(sign) && !(left.columns + right.columns).isEmpty
      default: false
      }
    }
  }

  fileprivate var longestNumber: Int {
    switch node {
    case .number(let digits): digits.utf8.count
    case .negative(let inner), .not(let inner), .isNull(let inner, _), .isTrue(let inner, _),
      .cast(let inner, _):
      inner.longestNumber
    case .binary(_, let left, let right): max(left.longestNumber, right.longestNumber)
    case .oneOf(let inner, let list): list.reduce(inner.longestNumber) { max($0, $1.longestNumber) }
    case .between(_, let low, let high): max(low.longestNumber, high.longestNumber)
    case .call(_, let list): list.reduce(0) { max($0, $1.longestNumber) }
    case .text, .truth, .null, .column, .excluded, .variable, .countAll, .query: 0
    }
  }
}
