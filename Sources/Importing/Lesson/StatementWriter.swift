import Language
import Layout
import Telling
import Vocabulary

/// Writes statements of SQL as commands of isolab's language.
struct StatementWriter {
  private(set) var schema: Schema
  /// The keys that INSERT creates, and how often it creates each.
  private var inserted: [Key: Int] = [:]

  /// A writer for these steps, one after another.
  init(schema: Schema, steps: [SQLProgram.Step]) {
    self.schema = schema
    for step in steps {
      for placed in step.statements {
        if case .success(let statement) = placed.statement { countKeys(of: statement) }
      }
    }
  }

  private mutating func countKeys(of statement: SQLStatement) {
    if case .when(_, let inner) = statement { return countKeys(of: inner) }
    guard case .insert(let insert) = statement, let relation = schema.relations[insert.table.text]
    else { return }
    for row in insert.rows {
      guard let part = (try? insert.parts(of: row, in: relation))?.key,
        let key = try? relation.key(of: part)
      else { continue }
      inserted[key, default: 0] += 1
    }
  }

  private var formulas: FormulaWriter { FormulaWriter(schema: schema) }

  /// The commands that do the same in a transaction of that mode; none: it only takes the snapshot.
  mutating func commands(
    _ statement: SQLStatement, at place: Position, in mode: IsolationMode
  ) throws(Objection) -> [String] {
    switch statement {
    case .select(let select): try commands(select, in: mode)
    case .insert(let insert): try commands(insert, in: mode)
    case .update(let update): try commands(update, in: mode)
    case .delete(let delete): try commands(delete, in: mode)
    case .when(let condition, .commit): ["IF \(try formulas.text(condition)) THEN COMMIT"]
    case .when(let condition, .rollback): ["IF \(try formulas.text(condition)) THEN ROLLBACK"]
    case .when(let condition, let inner):
      try guarded(try commands(inner, at: place, in: mode), [condition], at: place)
    default: throw Objection(place, "isolab can change tables only before the first step")
    }
  }

  /// The command under these conditions.
  private func guarded(
    _ commands: [String], _ conditions: [SQLExpression], at place: Position
  ) throws(Objection) -> [String] {
    guard !conditions.isEmpty else { return commands }
    guard commands.count == 1 else {
      throw Objection(place, "isolab's IF runs one command, but this would need several")
    }
    let texts = try conditions.map { condition throws(Objection) in try formulas.text(condition) }
    let condition = texts.count == 1 ? texts[0] : texts.map { "(\($0))" }.joined(separator: " and ")
    return ["IF \(condition) THEN \(commands[0])"]
  }

  /// One command for a range, or one for each key.
  private func each(
    _ rows: RowCondition, in mode: IsolationMode, at place: Position,
    _ command: (KeyRange) -> String
  ) throws(Objection) -> [String] {
    if let range = rows.selection { return [command(range)] }
    guard mode.readsSnapshot else {
      throw Objection(
        place, "isolab needs a command for each key, and these commands see different states here")
    }
    return (rows.keys ?? []).map { command(.only($0)) }
  }

  // MARK: Queries

  private func commands(
    _ select: SQLSelect, in mode: IsolationMode
  ) throws(Objection) -> [String] {
    guard let table = select.table else { return try commandsWithoutTable(select) }
    let relation = try schema.relation(table)
    let rows = try RowCondition(select.condition, of: relation)
    let name = select.variable.map { " AS \($0.withoutPrefix)" } ?? ""
    if select.items.count == 1, let function = Aggregate(select.items[0], of: relation) {
      let selection = try function.selection(rows, at: select.place)
      let shown = selection == "*" ? "" : " \(selection)"
      return try guarded(
        ["\(function.rawValue.uppercased())\(shown)\(name)"], rows.conditions, at: select.place)
    }
    for item in select.items {
      guard case .column = item.node else {
        throw Objection(item.place, "isolab can show only keys and values, counts, and sums")
      }
    }
    let commands =
      select.forUpdate
      ? try locks(rows, of: relation, name, at: select.place)
      : try each(rows, in: mode, at: select.place) { range in
        if rows.filter == nil, let key = range.singleKey { return "GET \(quoted(key.text))\(name)" }
        return Self.scan(rows, range) + name
      }
    return try guarded(commands, rows.conditions, at: select.place)
  }

  private static func scan(_ rows: RowCondition, _ range: KeyRange) -> String {
    let shown = range == .all ? "" : " \(range.written(quoted))"
    return "SCAN\(shown)" + (rows.filter.map { " = \($0)" } ?? "")
  }

  /// Locks each row of a range whose rows are known.
  private func locks(
    _ rows: RowCondition, of relation: Relation, _ name: String, at place: Position
  ) throws(Objection) -> [String] {
    guard rows.filter == nil else {
      throw Objection(place, "isolab's FOR UPDATE locks a key, whatever its value")
    }
    guard rows.keys != nil || relation.isFixed else {
      throw Objection(place, "isolab locks single keys, but the keys of this table change")
    }
    let keys = rows.keys ?? relation.rows.map { $0.key }.filter { rows.contains($0) }
    guard keys.count == 1 || name.isEmpty else {
      throw Objection(place, "isolab can keep the value of only one key")
    }
    return keys.map { "GET \(quoted($0.text)) FOR UPDATE\(name)" }
  }

  /// A literal takes the snapshot; isolab's own scripts read a value for a variable.
  private func commandsWithoutTable(_ select: SQLSelect) throws(Objection) -> [String] {
    guard select.condition == nil else {
      throw Objection(select.place, "isolab needs a table here")
    }
    guard let name = select.variable?.withoutPrefix else {
      for item in select.items { try refuseUnlessLiteral(item) }
      return []
    }
    guard select.items.count == 1, case .call("quote_nullable", let inner) = select.items[0].node,
      inner.count == 1, case .query(var query) = inner[0].node
    else { throw Objection(select.place, "isolab can keep only the answer of a query") }
    query.variable = name
    return try commands(query, in: .snapshot)
  }

  private func refuseUnlessLiteral(_ item: SQLExpression) throws(Objection) {
    if case .call = item.node { _ = try item.literal() }
    guard item.isLiteral else {
      throw Objection(item.place, "without a table, isolab's SELECT can return only literals")
    }
  }

  // MARK: Changes

  private mutating func commands(
    _ insert: SQLInsert, in mode: IsolationMode
  ) throws(Objection) -> [String] {
    var commands: [String] = []
    for row in insert.rows {
      let relation = try schema.relation(insert.table)
      let (key, value) = try insert.parts(of: row, in: relation)
      let own: Key?
      if let key { own = try relation.key(of: key) } else { own = schema.nextKey(of: insert.table) }
      guard let own else { throw Objection(insert.table.place, "isolab needs a key here") }
      guard insert.replaces || key == nil || isFree(own, in: relation) else {
        throw Objection(
          insert.table.place,
          "INSERT fails if the key exists, but isolab's PUT replaces its value")
      }
      try check(value, of: relation, waits: insert.replaces, in: mode)
      let put = "PUT \(quoted(own.text)) \(try formulas.text(value))"
      commands += try guarded(
        [put], insert.condition.map { [$0] } ?? [], at: insert.table.place)
    }
    return commands
  }

  /// Refuses a new value that isolab would store or compute differently.
  private func check(
    _ value: SQLExpression, of relation: Relation, waits: Bool, in mode: IsolationMode
  ) throws(Objection) {
    if value.isLiteral { _ = try relation.value(value) }
    guard !value.readsRows || !relation.isNullable else {
      throw Objection(value.place, "a missing row gives NULL here, and isolab cannot store NULL")
    }
    guard mode.readsSnapshot || !waits || value.queries.isEmpty else {
      throw Objection(
        value.place,
        "in READ COMMITTED, PostgreSQL computes this before its wait, but isolab after it")
    }
  }

  /// Whether no row can have the key before the only INSERT that creates it.
  private func isFree(_ key: Key, in relation: Relation) -> Bool {
    !relation.rows.contains { $0.key == key } && inserted[key] == 1
  }

  private func commands(
    _ update: SQLUpdate, in mode: IsolationMode
  ) throws(Objection) -> [String] {
    let relation = try schema.relation(update.table)
    let rows = try RowCondition(update.condition, of: relation)
    guard update.changes.count == 1, let change = update.changes.first,
      relation.isValue(change.column.text), !relation.isKey(change.column.text)
    else {
      throw Objection(
        update.changes.first { relation.isKey($0.column.text) }?.column.place ?? update.table.place,
        "isolab can change the value of a key, but not the key")
    }
    let writer = FormulaWriter(schema: schema, row: ("$value", relation))
    let formula = try writer.text(change.value)
    try check(change.value, of: relation, waits: true, in: mode)
    let commands = try each(rows, in: mode, at: update.table.place) { range in
      if rows.filter == nil, change.value.columns.isEmpty,
        let key = relation.onlyKey(in: range)
      {
        return "PUT \(quoted(key.text)) \(formula)"
      }
      return "UPDATE \(range.written(quoted))\(rows.filter.map { " = \($0)" } ?? "") SET \(formula)"
    }
    return try guarded(commands, rows.conditions, at: update.table.place)
  }

  private func commands(
    _ delete: SQLDelete, in mode: IsolationMode
  ) throws(Objection) -> [String] {
    let relation = try schema.relation(delete.table)
    let rows = try RowCondition(delete.condition, of: relation)
    let commands = try each(rows, in: mode, at: delete.table.place) { range in
      "DELETE \(range.written(quoted))\(rows.filter.map { " = \($0)" } ?? "")"
    }
    return try guarded(commands, rows.conditions, at: delete.table.place)
  }
}

extension SQLExpression {
  fileprivate var isLiteral: Bool { (try? literal()) != nil }

  /// Whether it is the value of another row, which may not exist.
  fileprivate var readsRows: Bool {
    queries.contains { query in
      query.items.contains { item in
        switch item.node {
        case .countAll: false
        case .call, .cast: false
        default: true
        }
      }
    }
  }
}
