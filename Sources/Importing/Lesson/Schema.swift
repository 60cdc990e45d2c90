import Language
import Layout
import Vocabulary

/// The tables of a program as keys and values, with their first rows.
struct Schema {
  private(set) var relations: [String: Relation] = [:]
  /// The names of the tables that statements use, in the order of their creation.
  private(set) var names: [String] = []
  private var objections: [Objection] = []
  private static let mostRows = 1_000

  /// Reads the statements that prepare the tables, and those that the steps apply to them.
  init(of program: SQLProgram, steps: [SQLStatement]) throws(Objections) {
    let preparation = program.preparation.compactMap { placed -> (Position, SQLStatement)? in
      switch placed.statement {
      case .success(let statement): return (placed.place, statement)
      case .failure(let objection):
        objections.append(objection)
        return nil
      }
    }
    var uses = SQLUses()
    for (_, statement) in preparation { uses.add(statement, isStep: false) }
    for statement in steps { uses.add(statement, isStep: true) }
    create(preparation, uses)
    if objections.isEmpty {
      for (place, statement) in preparation { prepare(statement, at: place) }
    }
    if !objections.isEmpty { throw Objections(objections) }
  }

  /// The table of that name.
  func relation(_ name: SQLName) throws(Objection) -> Relation {
    guard let relation = relations[name.text] else {
      throw Objection(name.place, "this file creates no table \(printable(name.text))")
    }
    return relation
  }

  mutating func nextKey(of table: SQLName) -> Key? { relations[table.text]?.nextKey() }

  /// All first rows.
  var rows: [(key: Key, value: Value)] { names.flatMap { relations[$0]?.rows ?? [] } }

  // MARK: Tables

  private mutating func create(
    _ statements: [(place: Position, statement: SQLStatement)], _ uses: SQLUses
  ) {
    var tables: [SQLTable] = []
    var indices: [String: Int] = [:]
    for (place, statement) in statements {
      switch statement {
      case .create(let table):
        if indices.updateValue(tables.count, forKey: table.name.text) != nil {
          objections.append(Objection(place, "this table already exists"))
        }
        tables.append(table)
      case .primaryKey(let name, let key):
        if let index = indices[name.text] { tables[index].key = key }
      case .maintenance(isDrop: true) where !tables.isEmpty:
        objections.append(
          Objection(place, "isolab can drop a table only before the first one is created"))
      default: continue
      }
    }
    let used = tables.filter { uses.has($0.name) }
    for table in used {
      do throws(Objection) {
        var relation = try relation(table, uses.columns[table.name.text] ?? [])
        let isOrdered = uses.ordered.contains(table.name.text)
        // A range without an end ends with its table; isolab's own scripts have no such ends.
        if used.count > 1 || isOrdered && table.name.text != "kv" {
          relation.prefix = table.name.text + "/"
        }
        try relation.refuseOtherTypes()
        relation.width = isOrdered ? uses.longest : 0
        relation.isFixed = !uses.changing.contains(table.name.text)
        relations[table.name.text] = relation
        names.append(table.name.text)
      } catch { objections.append(error) }
    }
  }

  private func relation(_ table: SQLTable, _ used: [SQLName]) throws(Objection) -> Relation {
    for name in [table.name] + table.columns.map({ $0.name }) where !isName(name.text) {
      throw Objection(name.place, "isolab needs a name made of letters, digits, and _ here")
    }
    let others = table.columns.filter { $0.name.text != table.key?.text }
    let named = used.filter { name in others.contains { $0.name.text == name.text } }
    for name in used where !table.columns.contains(where: { $0.name.text == name.text }) {
      throw Objection(
        name.place, "\(table.name.text) has no column \(printable(name.text))")
    }
    if named.count > 1 {
      throw Objection(
        named[1].place,
        "a key has one value in isolab, but the statements use two columns of "
          + "\(table.name.text), \(named[0].text) and \(named[1].text)")
    }
    let value =
      named.first.flatMap { name in others.first { $0.name.text == name.text } } ?? others.first
    if table.key == nil, value == nil {
      throw Objection(table.name.place, "this table has no columns")
    }
    return Relation(table: table, key: table.key, value: value)
  }

  // MARK: Rows

  private mutating func prepare(_ statement: SQLStatement, at place: Position) {
    do throws(Objection) {
      switch statement {
      case .create, .primaryKey, .maintenance, .nothing: return
      case .insert(let insert): try prepare(insert)
      case .update(let update): try prepare(update)
      default: throw Objection(place, "isolab can prepare tables only with INSERT and UPDATE")
      }
    } catch { objections.append(error) }
  }

  private mutating func prepare(_ insert: SQLInsert) throws(Objection) {
    guard insert.condition == nil else {
      throw Objection(
        insert.table.place, "isolab can prepare only rows that are inserted without a condition")
    }
    for row in insert.rows {
      var relation = try relation(insert.table)
      let (key, value) = try insert.parts(of: row, in: relation)
      let own = if let key { try relation.key(of: key) } else { relation.nextKey() }
      if relation.rows.contains(where: { $0.key == own }) {
        throw Objection(insert.table.place, "the key \(quoted(own.text)) already exists")
      }
      guard relation.rows.count < Self.mostRows else {
        throw Objection(
          insert.table.place, "a lesson can have at most \(Self.mostRows) rows in each table")
      }
      relation.rows.append((own, Value(try text(of: value, in: relation))))
      relations[insert.table.text] = relation
    }
  }

  private mutating func prepare(_ update: SQLUpdate) throws(Objection) {
    var relation = try relation(update.table)
    let selection = try RowCondition(update.condition, of: relation)
    guard update.changes.count == 1, relation.isValue(update.changes[0].column.text),
      selection.filter == nil, selection.conditions.isEmpty
    else {
      throw Objection(
        update.table.place,
        "isolab can prepare an UPDATE only if it selects rows by key and changes one value")
    }
    let value = Value(try text(of: update.changes[0].value, in: relation))
    for index in relation.rows.indices where selection.contains(relation.rows[index].key) {
      relation.rows[index].value = value
    }
    relations[update.table.text] = relation
  }

  /// A literal, or the value of a row that has been prepared.
  private func text(
    of formula: SQLExpression, in own: Relation
  ) throws(Objection) -> String {
    guard case .query(let select) = formula.node, let table = select.table else {
      return try own.value(formula)
    }
    let relation = try relation(table)
    let keys = try RowCondition(select.condition, of: relation)
    let rows = relation.rows.filter { keys.contains($0.key) }
    guard select.items.count == 1, case .column(let name) = select.items[0].node,
      relation.isValue(name), keys.filter == nil, rows.count == 1
    else {
      throw Objection(
        formula.place, "isolab can prepare only a literal or the value of one prepared row")
    }
    return rows[0].value.text
  }
}

extension SQLInsert {
  /// The formula of the key, if the table has one, and that of the value.
  func parts(
    of row: [SQLExpression], in relation: Relation
  ) throws(Objection) -> (key: SQLExpression?, value: SQLExpression) {
    let names =
      columns.isEmpty ? relation.table.columns.map { $0.name.text } : columns.map { $0.text }
    let values = Dictionary(zip(names, row)) { first, _ in first }
    guard row.count <= names.count else {
      throw Objection(row[names.count].place, "\(table.text) has \(names.count) columns")
    }
    let key = relation.key.flatMap { values[$0.text] }
    if relation.key != nil, key == nil {
      throw Objection(table.place, "isolab needs the key of the row here")
    }
    guard let value = relation.value.map({ values[$0.name.text] }) ?? key else {
      throw Objection(
        table.place,
        "the row has no \(relation.value?.name.text ?? "value"), and isolab cannot store NULL")
    }
    return (key, value)
  }
}

extension SQLExpression {
  /// The text of what is written out.
  func literal() throws(Objection) -> String {
    switch node {
    case .text(let text): return text
    case .truth(let truth): return truth ? "true" : "false"
    case .number(let digits): return try integer(digits)
    case .negative(let inner):
      guard case .number(let digits) = inner.node else { break }
      return try integer("-" + digits)
    case .cast(let inner, let type) where Self.plainTypes.contains(type):
      return try inner.literal()
    case .null: throw Objection(place, "isolab cannot store NULL")
    case .call(let name, _): throw Objection(place, "isolab has no function \(printable(name))")
    default: break
    }
    throw Objection(place, "isolab needs a literal here")
  }

  /// Types to which a cast does not change the value.
  static let plainTypes: Set<String> = [
    "int", "int4", "int8", "integer", "bigint", "text", "varchar",
  ]

  private func integer(_ digits: String) throws(Objection) -> String {
    guard let number = Int64(digits) else {
      throw Objection(place, "isolab's numbers are 64-bit integers")
    }
    return String(number)
  }
}
