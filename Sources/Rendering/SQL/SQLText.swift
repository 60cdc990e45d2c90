import Scripting
import Vocabulary

/// What a formula is in SQL, and of which type.
struct SQLText {
  /// The types that matter: all that is stored is text, and all that is counted is a number.
  enum Kind {
    case text, number, condition, null
  }

  let source: String
  let kind: Kind

  init(_ source: String, _ kind: Kind) { (self.source, self.kind) = (source, kind) }

  var number: String { kind == .text ? "(\(source))::bigint" : source }
  var text: String { kind == .number ? "(\(source))::text" : source }

  /// A text between apostrophes; with escapes where something in it is not seen.
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

  /// The condition that a key lies in the range.
  static func condition(_ range: KeyRange) -> String {
    if let key = range.singleKey { return "key = \(literal(key.text))" }
    let low = range.low.text.isEmpty ? nil : "key >= \(literal(range.low.text))"
    let high = range.high.map { "key < \(literal($0.text))" }
    let both = [low, high].compactMap { $0 }
    return both.isEmpty ? "true" : both.joined(separator: " AND ")
  }

  /// The condition that a row is selected.
  static func condition(_ selection: Selection) -> String {
    guard let filter = selection.filter else { return condition(selection.range) }
    let value = "value = \(SQLText(filter, isFilter: true).text)"
    return selection.range == .all ? value : "\(condition(selection.range)) AND \(value)"
  }

  /// A formula; a filter is compared with values, which are text.
  init(_ formula: Expression, isFilter: Bool = false) {
    switch formula.node {
    case .literal(let value):
      let isNumber = !isFilter && Int64(value.text) != nil
      self.init(isNumber ? value.text : Self.literal(value.text), isNumber ? .number : .text)
    case .none: self.init("NULL", .null)
    case .variable("value"): self.init("value", .text)
    case .variable(let name): self.init(":'\(name)'", .text)
    case .value(let key):
      self.init("(SELECT value FROM kv WHERE key = \(Self.literal(key.text)))", .text)
    case .count(let selection):
      self.init("(SELECT count(*) FROM kv WHERE \(Self.condition(selection)))", .number)
    case .sum(let range):
      self.init(
        "(SELECT coalesce(sum(value::bigint), 0) FROM kv WHERE \(Self.condition(range)))", .number)
    case .negate(let inner): self.init("-(\(SQLText(inner).number))", .number)
    case .not(let inner): self.init("NOT (\(SQLText(inner).source))", .condition)
    case .binary(let operation, let left, let right):
      self.init(operation, SQLText(left), SQLText(right))
    }
  }

  private init(_ operation: Expression.Operator, _ left: SQLText, _ right: SQLText) {
    switch operation {
    case .and, .or:
      let word = operation == .and ? "AND" : "OR"
      self.init("(\(left.source)) \(word) (\(right.source))", .condition)
    case .times, .divided, .modulo, .plus, .minus:
      self.init("(\(left.number) \(operation.rawValue) \(right.number))", .number)
    case .equal, .unequal:
      if left.kind == .null || right.kind == .null {
        let other = left.kind == .null ? right : left
        self.init("\(other.source) IS \(operation == .equal ? "" : "NOT ")NULL", .condition)
        return
      }
      let word = operation == .equal ? "=" : "<>"
      let (l, r) = Self.comparable(left, right)
      self.init("\(l) \(word) \(r)", .condition)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      self.init("\(left.number) \(operation.rawValue) \(right.number)", .condition)
    }
  }

  /// Both as text where a stored value meets a literal, or else as they are.
  private static func comparable(_ left: SQLText, _ right: SQLText) -> (String, String) {
    guard left.kind != right.kind else { return (left.source, right.source) }
    func quoted(_ side: SQLText) -> String {
      Int64(side.source) != nil ? literal(side.source) : side.text
    }
    return (quoted(left), quoted(right))
  }
}
