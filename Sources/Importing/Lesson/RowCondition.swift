import Language
import Layout
import Vocabulary

/// The rows that a WHERE selects, in terms of isolab's language.
struct RowCondition {
  /// Each key, if keys are named; nil stands for those of the range.
  private(set) var keys: [Key]?
  private(set) var range: KeyRange
  /// The value that a row must have, as isolab writes it.
  private(set) var filter: String?
  /// The conditions that do not depend on the row, for an IF.
  private(set) var conditions: [SQLExpression] = []

  init(_ condition: SQLExpression?, of relation: Relation) throws(Objection) {
    range = relation.all
    for part in condition?.conjuncts ?? [] { try add(part, relation) }
    if let condition, range.high == nil, range != .all {
      throw Objection(condition.place, "isolab's ranges need an upper end")
    }
  }

  func contains(_ key: Key) -> Bool { keys?.contains(key) ?? range.contains(key) }

  /// The range with these rows; nil if single keys are named.
  var selection: KeyRange? {
    guard let keys else { return range }
    return keys.count == 1 ? .only(keys[0]) : nil
  }

  private mutating func add(_ part: SQLExpression, _ relation: Relation) throws(Objection) {
    if case .truth(true) = part.node { return }
    guard !part.columns.isEmpty else {
      conditions.append(part)
      return
    }
    switch part.node {
    case .column(let name) where relation.isValue(name):
      return try filter("true", at: part.place)
    case .not(let inner):
      // A bare column in a condition is a truth value.
      guard case .column(let name) = inner.node, relation.isValue(name) else { break }
      return try filter("false", at: part.place)
    case .oneOf(let inner, let list):
      guard case .column(let name) = inner.node, relation.isKey(name) else { break }
      return try only(try list.map { key throws(Objection) in try relation.key(of: key) })
    case .between(let inner, let low, let high):
      guard case .column(let name) = inner.node, relation.isKey(name) else { break }
      try bound(">=", low, relation)
      return try bound("<=", high, relation)
    case .binary(let sign, let left, let right):
      if case .column(let name) = left.node { return try compare(name, sign, right, relation) }
      if case .column(let name) = right.node, let mirrored = Self.mirrored[sign] {
        return try compare(name, mirrored, left, relation)
      }
    default: break
    }
    throw Objection(part.place, "isolab can select rows only by their keys and by one value")
  }

  private static let mirrored = [
    "=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!=",
  ]

  private mutating func compare(
    _ name: String, _ sign: String, _ other: SQLExpression, _ relation: Relation
  ) throws(Objection) {
    if relation.isKey(name) {
      if sign == "=" { return try only([relation.key(of: other)]) }
      if sign == "!=" {
        throw Objection(other.place, "isolab's ranges are contiguous; they leave no key out")
      }
      return try bound(sign, other, relation)
    }
    guard sign == "=" else {
      throw Objection(other.place, "isolab can select rows only by a key or range and by one value")
    }
    if case .variable(let variable) = other.node {
      return try filter("$" + variable.withoutPrefix, at: other.place)
    }
    try filter(quoted(try relation.value(other)), at: other.place)
  }

  private mutating func filter(_ text: String, at place: Position) throws(Objection) {
    guard filter == nil else { throw Objection(place, "isolab can select rows by only one value") }
    filter = text
  }

  private mutating func only(_ named: [Key]) throws(Objection) {
    keys = named.filter { key in contains(key) }
  }

  private mutating func bound(
    _ sign: String, _ other: SQLExpression, _ relation: Relation
  ) throws(Objection) {
    guard relation.isOrdered else {
      throw Objection(
        other.place, "isolab orders keys by their bytes; only COLLATE \"C\" does the same")
    }
    let key = try relation.key(of: other)
    let next = relation.key(after: key, try other.literal())
    switch sign {
    case ">=": range = KeyRange(low: max(range.low, key), high: range.high)
    case ">":
      guard let next else { throw Objection(other.place, "no key lies in this range") }
      range = KeyRange(low: max(range.low, next), high: range.high)
    case "<": range = KeyRange(low: range.low, high: min(range.high ?? key, key))
    default:
      guard let next else { return }
      range = KeyRange(low: range.low, high: min(range.high ?? next, next))
    }
    guard !range.isEmpty else { throw Objection(other.place, "no key lies in this range") }
  }
}

extension String {
  /// The name of a variable, without the prefix of isolab's own scripts.
  var withoutPrefix: String { hasPrefix("isolab_") ? String(dropFirst(7)) : self }
}
