import Layout

/// CREATE and ALTER.
extension SQLParser {
  private static let mostColumns = 1_600

  mutating func create(_ start: Position) throws(Objection) -> SQLStatement {
    _ = skip("temp") || skip("temporary") || skip("unlogged")
    if skip("index") {
      while kind() != nil { index += 1 }
      return .maintenance(isDrop: false)
    }
    guard skip("table") else {
      throw Objection(start, "expected TABLE\(found); isolab can create only tables")
    }
    _ = skip("if", "not", "exists")
    var table = SQLTable(name: try name())
    guard kind() == .symbol("(") else { throw objection("isolab needs a list of columns here") }
    try expect("(")
    while !skip(")") {
      try element(of: &table)
      _ = skip(",")
    }
    if kind() == .word("partition") { throw objection("isolab has no partitions") }
    if kind() == .word("inherits") { throw objection("isolab has no table inheritance") }
    if skip("with") { _ = try list { parser throws(Objection) in parser.skipRest() } }
    guard table.columns.count <= Self.mostColumns else {
      throw Objection(start, "PostgreSQL's tables have at most \(Self.mostColumns) columns")
    }
    return .create(table)
  }

  private mutating func element(of table: inout SQLTable) throws(Objection) {
    let start = place
    if skip("constraint") { _ = try name() }
    if skip("primary", "key") {
      let columns = try list { parser throws(Objection) in try parser.name() }
      guard columns.count == 1 else {
        throw Objection(start, "isolab's keys have one part, but this primary key has several")
      }
      table.key = columns[0]
      skipRest()
      return
    }
    for word in ["foreign", "unique", "check", "exclude", "like"] where kind() == .word(word) {
      throw Objection(start, Self.reason(againstConstraint: word))
    }
    try column(of: &table)
  }

  private mutating func column(of table: inout SQLTable) throws(Objection) {
    let name = try name()
    let type = try self.type()
    var column = SQLTable.Column(name: name, type: type)
    if type.hasSuffix("serial") {
      throw Objection(
        name.place, "isolab has no generated numbers (\(printable(type)))")
    }
    while let kind = kind(), kind != .symbol(","), kind != .symbol(")") {
      let start = place
      if skip("primary", "key") {
        table.key = name
      } else if skip("not", "null") {
        column.isNullable = false
      } else if skip("collate") {
        column.isBinary = try self.name().text == "C"
      } else if skip("constraint") {
        _ = try self.name()
      } else if !skip("null") {
        guard case .word(let word) = kind else {
          throw objection("isolab does not understand this column constraint")
        }
        throw Objection(start, Self.reason(againstConstraint: word))
      }
    }
    table.columns.append(column)
  }

  private static func reason(againstConstraint word: String) -> String {
    switch word {
    case "references", "foreign": "isolab has no foreign keys"
    case "unique": "in isolab, only keys are unique"
    case "check", "exclude": "isolab has no constraints; a .rule only watches and forbids nothing"
    case "default": "isolab has no default values"
    default: "isolab has no columns with \(printable(word.uppercased()))"
    }
  }

  /// The name of a type, in lowercase, without what is in its parentheses.
  mutating func type() throws(Objection) -> String {
    var words = [try name().text]
    while case .word(let word)? = kind(),
      ["precision", "varying", "with", "without", "time", "zone"].contains(word)
    {
      words.append(word)
      index += 1
    }
    if kind() == .symbol("(") { _ = try list { parser throws(Objection) in parser.skipRest() } }
    if kind() == .symbol("[") { throw objection("isolab has no arrays") }
    return words.joined(separator: " ")
  }

  mutating func alter(_ start: Position) throws(Objection) -> SQLStatement {
    guard skip("table") else { throw Objection(start, "isolab has no such ALTER statement") }
    let table = try name()
    guard skip("add", "primary", "key") else {
      throw Objection(start, "isolab has no ALTER TABLE except ADD PRIMARY KEY")
    }
    let columns = try list { parser throws(Objection) in try parser.name() }
    guard columns.count == 1 else {
      throw Objection(start, "isolab's keys have one part, but this primary key has several")
    }
    return .primaryKey(of: table, columns[0])
  }
}
