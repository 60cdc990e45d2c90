import Language
import Layout
import Telling
import Vocabulary

/// Writes formulas of SQL as formulas of isolab's language.
struct FormulaWriter {
  let schema: Schema
  /// The name of the current row's value, and its table; nil outside of a row.
  var row: (value: String, relation: Relation)?

  func text(_ formula: SQLExpression) throws(Objection) -> String {
    switch formula.node {
    case .number, .truth: return quoted(try formula.literal())
    case .text(let text): return quoted(text)
    case .null: return try formula.literal()
    case .column(let name): return try column(name, at: formula.place)
    case .variable(let name): return "$" + name.withoutPrefix
    case .negative(let inner):
      if case .number = inner.node { return try formula.literal() }
      return "-\(try operand(inner))"
    case .not(let inner): return "not \(try operand(inner))"
    case .isTrue(let inner, let holds):
      return holds ? try text(inner) : "not \(try operand(inner))"
    case .isNull(let inner, let holds):
      return "\(try operand(inner)) \(holds ? "=" : "!=") none"
    case .binary(let sign, let left, let right): return try binary(formula, sign, left, right)
    case .cast(let inner, let type):
      guard SQLExpression.plainTypes.contains(type) else {
        throw Objection(formula.place, "isolab has no type \(printable(type))")
      }
      return try text(inner)
    case .query(let select): return try query(select)
    case .call("quote_nullable", let arguments) where arguments.count == 1:
      return try text(arguments[0])
    case .oneOf, .between, .call, .countAll, .excluded:
      throw Objection(formula.place, "isolab's expressions cannot do this")
    }
  }

  private func column(_ name: String, at place: Position) throws(Objection) -> String {
    guard let row, row.relation.isValue(name) else {
      throw Objection(place, "isolab's expressions can use only the value of the row")
    }
    return row.value
  }

  /// With parentheses around it, unless it is one word.
  private func operand(_ formula: SQLExpression) throws(Objection) -> String {
    switch formula.node {
    case .binary, .not, .isNull, .isTrue: "(\(try text(formula)))"
    case .cast(let inner, _):
      try { () throws(Objection) in
        _ = try text(formula)
        return try operand(inner)
      }()
    default: try text(formula)
    }
  }

  private func binary(
    _ formula: SQLExpression, _ sign: String, _ left: SQLExpression, _ right: SQLExpression
  ) throws(Objection) -> String {
    switch sign {
    case "||": throw Objection(formula.place, "isolab's expressions cannot concatenate text")
    case "/" where !isInteger(left) || !isInteger(right):
      throw Objection(formula.place, "isolab divides only integers")
    case "<", "<=", ">", ">=":
      for side in [left, right] where isText(side) {
        throw Objection(side.place, "in isolab, < and > compare only numbers")
      }
    default: break
    }
    return "\(try operand(left)) \(sign) \(try operand(right))"
  }

  private func isInteger(_ formula: SQLExpression) -> Bool {
    switch formula.node {
    case .column: row?.relation.isInteger ?? false
    case .query(let select): select.table.flatMap { schema.relations[$0.text] }?.isInteger ?? false
    case .cast(_, let type): type != "text" && type != "varchar"
    case .binary(_, let left, let right): isInteger(left) && isInteger(right)
    case .negative(let inner): isInteger(inner)
    default: true
    }
  }

  private func isText(_ formula: SQLExpression) -> Bool {
    switch formula.node {
    case .text: true
    case .column: row.map { !$0.relation.isNumeric } ?? false
    case .query(let select):
      if let item = select.items.first, case .column = item.node {
        select.table.flatMap { schema.relations[$0.text] }.map { !$0.isNumeric } ?? false
      } else {
        false
      }
    default: false
    }
  }

  // MARK: Queries in formulas

  private func query(_ select: SQLSelect) throws(Objection) -> String {
    guard let table = select.table, select.items.count == 1, let item = select.items.first,
      !select.forUpdate
    else { throw Objection(select.place, "isolab needs one column of one table here") }
    let relation = try schema.relation(table)
    let rows = try RowCondition(select.condition, of: relation)
    guard rows.conditions.isEmpty else {
      throw Objection(
        select.place, "isolab's functions select rows only by their keys and by one value")
    }
    if let function = Aggregate(item, of: relation) {
      return "\(function.rawValue)(\(try function.selection(rows, at: select.place)))"
    }
    guard let key = try oneKey(of: rows, in: relation, at: select.place) else {
      throw Objection(select.place, "isolab needs the key of one row here")
    }
    return try FormulaWriter(
      schema: schema, row: ("value(\(quoted(key.text)))", relation)
    ).text(item)
  }

  /// The only key that can be meant.
  private func oneKey(
    of rows: RowCondition, in relation: Relation, at place: Position
  ) throws(Objection) -> Key? {
    guard rows.filter == nil else { return nil }
    if let keys = rows.keys { return keys.count == 1 ? keys[0] : nil }
    return relation.onlyKey(in: rows.range)
  }
}

/// A function over rows.
enum Aggregate: String {
  case count, sum

  init?(_ item: SQLExpression, of relation: Relation) {
    switch item.node {
    case .countAll: self = .count
    case .cast(let inner, let type) where SQLExpression.plainTypes.contains(type):
      self.init(inner, of: relation)
    case .call("quote_nullable", let arguments) where arguments.count == 1:
      self.init(arguments[0], of: relation)
    case .call("coalesce", let arguments) where arguments.count == 2:
      guard case .number("0") = arguments[1].node else { return nil }
      self.init(arguments[0], of: relation)
    case .call("sum", let arguments) where arguments.count == 1:
      let columns = arguments[0].columns
      guard columns.count == 1, relation.isValue(columns[0].text) else { return nil }
      switch arguments[0].node {
      case .column, .cast: self = .sum
      default: return nil
      }
    default: return nil
    }
  }

  /// The argument of the function, as isolab writes it.
  func selection(_ rows: RowCondition, at place: Position) throws(Objection) -> String {
    guard let range = rows.selection else {
      throw Objection(place, "isolab counts and sums only contiguous ranges of keys")
    }
    guard self == .count || rows.filter == nil else {
      throw Objection(place, "isolab's SUM adds up all values of a range")
    }
    return range.written(quoted) + (rows.filter.map { " = \($0)" } ?? "")
  }
}
