import Language
import Layout
import Vocabulary

/// A formula in SQL, and its type.
struct SQLText {
  /// The types that matter: stored values are text, and counts and sums are numbers.
  enum Kind {
    case text, number, condition, null
  }

  let source: String
  let kind: Kind
  /// Whether it may be NULL: a row that may be absent, or a variable.
  var isNullable = false
  /// Its form as a number, if that is not a cast of `source`.
  private var ownNumber: String?
  /// Whether it is in parentheses.
  var isClosed = false

  init(_ source: String, _ kind: Kind) { (self.source, self.kind) = (source, kind) }

  private static func nullable(_ source: String) -> SQLText {
    var text = SQLText(source, .text)
    text.isNullable = true
    return text
  }

  var number: String { ownNumber ?? (kind == .text ? cast("bigint") : source) }
  var text: String { kind == .number ? cast("text") : source }

  private func cast(_ type: String) -> String {
    // Something in parentheses, or a single word, needs no more parentheses.
    let isOne = isClosed || source.unicodeScalars.allSatisfy { $0 != " " && $0 != "-" }
    return (isOne ? source : "(\(source))") + "::\(type)"
  }

  /// A text between apostrophes, with escapes for invisible characters.
  static func literal(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { $0.isUnprintable || $0 == "\\" }
    let inner = text.unicodeScalars.map { scalar -> String in
      if scalar == "'" { return "''" }
      if scalar == "\\" { return "\\\\" }
      guard scalar.isUnprintable else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
    return isPlain ? "'\(inner)'" : "E'\(inner)'"
  }

  /// The variable of psql for one of isolab: a prefix keeps it from being one of psql's own.
  ///
  /// It holds a literal of SQL, or NULL. PostgreSQL cuts long names, so a hash stands for the rest.
  static func variable(_ name: String) -> String {
    guard name.utf8.count > 40 else { return "isolab_\(name)" }
    let start = String(name.unicodeScalars.prefix(10).map(Character.init))
    return "isolab_\(start)_\(String(Key(name).hash, radix: 16))"
  }

  /// The condition that a key lies in the range.
  static func condition(_ range: KeyRange, of table: String = "") -> String {
    if let key = range.singleKey { return "\(table)key = \(literal(key.text))" }
    let low = range.low.text.isEmpty ? nil : "\(table)key >= \(literal(range.low.text))"
    let high = range.high.map { "\(table)key < \(literal($0.text))" }
    let both = [low, high].compactMap { $0 }
    return both.isEmpty ? "true" : both.joined(separator: " AND ")
  }

  /// The condition that a row is selected.
  static func condition(_ selection: Selection, of table: String = "") -> String {
    guard let filter = selection.filter else { return condition(selection.range, of: table) }
    let value = "\(table)value = \(SQLText(filter, isFilter: true).text)"
    return selection.range == .all
      ? value : "\(condition(selection.range, of: table)) AND \(value)"
  }

  /// A formula; a filter is compared with values, and those are text.
  ///
  /// The value of `row`, the key that
  /// an UPDATE is at, is that of its column.
  init(_ formula: Expression, isFilter: Bool = false, at row: Key? = nil) {
    func inner(_ operand: Expression) -> SQLText { SQLText(operand, at: row) }
    switch formula.node {
    case .literal(let value):
      let isNumber = !isFilter && Int64(value.text) != nil
      self.init(isNumber ? value.text : Self.literal(value.text), isNumber ? .number : .text)
    case .none: self.init("NULL", .null)
    case .variable("value"): self.init("kv.value", .text)
    case .variable(let name):
      self = Self.nullable(":\(Self.variable(name))::text")
      ownNumber = ":\(Self.variable(name))::bigint"
    case .value(let key) where key == row: self.init("kv.value", .text)
    case .value(let key):
      self = Self.nullable("(SELECT value FROM kv WHERE key = \(Self.literal(key.text)))")
      isClosed = true
    case .count(let selection) where selection.filter?.node == .variable("value"):
      let condition = Self.condition(selection, of: "other.")
      self.init("(SELECT count(*) FROM kv AS other WHERE \(condition))", .number)
    case .count(let selection):
      self.init("(SELECT count(*) FROM kv WHERE \(Self.condition(selection)))", .number)
    case .sum(let range):
      self.init(
        "(SELECT coalesce(sum(value::bigint), 0)::bigint FROM kv WHERE \(Self.condition(range)))",
        .number)
    case .negate(let operand): self.init("-(\(inner(operand).number))", .number)
    // IS NOT TRUE, because an unknown condition counts as a false one.
    case .not(let operand): self.init("(\(inner(operand).source)) IS NOT TRUE", .condition)
    case .binary(let operation, let left, let right):
      self.init(operation, inner(left), inner(right))
    }
  }

  private init(_ operation: Expression.Operator, _ left: SQLText, _ right: SQLText) {
    switch operation {
    case .and, .or:
      let word = operation == .and ? "AND" : "OR"
      self.init("(\(left.source)) \(word) (\(right.source))", .condition)
    case .times, .divided, .modulo, .plus, .minus:
      self.init("(\(left.number) \(operation.rawValue) \(right.number))", .number)
      isClosed = true
    case .equal, .unequal:
      if left.kind == .null || right.kind == .null {
        let other = left.kind == .null ? right : left
        self.init("\(other.source) IS \(operation == .equal ? "" : "NOT ")NULL", .condition)
        return
      }
      let (l, r) = Self.comparable(left, right)
      self.init("\(l) \(Self.comparison(operation, left, right)) \(r)", .condition)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      self.init("\(left.number) \(operation.rawValue) \(right.number)", .condition)
    }
  }

  /// Absence equals absence, and nothing else.
  private static func comparison(
    _ operation: Expression.Operator, _ left: SQLText, _ right: SQLText
  ) -> String {
    if operation == .equal {
      return left.isNullable && right.isNullable ? "IS NOT DISTINCT FROM" : "="
    }
    return left.isNullable || right.isNullable ? "IS DISTINCT FROM" : "<>"
  }

  /// Both sides as text if a stored value is compared with a literal; otherwise as they are.
  private static func comparable(_ left: SQLText, _ right: SQLText) -> (String, String) {
    guard left.kind != right.kind else { return (left.source, right.source) }
    func quoted(_ side: SQLText) -> String {
      Int64(side.source) != nil ? literal(side.source) : side.text
    }
    return (quoted(left), quoted(right))
  }
}
