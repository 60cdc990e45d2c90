import Language
import Layout
import Vocabulary

/// Reads one statement of SQL, as far as isolab's language has a counterpart.
struct SQLParser {
  private let tokens: [SQLToken]
  private let end: Position
  var index = 0
  /// How deeply the current formula is nested.
  var depth = 0
  /// How many operators the statement has had so far.
  var operators = 0

  /// The tokens of one statement, without its semicolon; comments among them are skipped.
  init(_ tokens: some Sequence<SQLToken>, end: Position) {
    self.tokens = tokens.filter { !$0.isComment }
    self.end = end
  }

  // MARK: Tokens

  var place: Position { index < tokens.count ? tokens[index].place : end }

  var isAtEnd: Bool { index == tokens.count }

  func kind(_ offset: Int = 0) -> SQLToken.Kind? {
    index + offset < tokens.count ? tokens[index + offset].kind : nil
  }

  func objection(_ message: String) -> Objection { Objection(place, message) }

  /// Goes past these words and symbols, if they come next.
  mutating func skip(_ words: String...) -> Bool {
    for (offset, word) in words.enumerated() {
      let kind = kind(offset)
      guard kind == .word(word) || kind == .symbol(word) else { return false }
    }
    index += words.count
    return true
  }

  mutating func expect(_ word: String) throws(Objection) {
    guard skip(word) else { throw objection("expected \(word.uppercased())\(found)") }
  }

  /// The token that comes instead of the expected one.
  var found: String {
    switch kind() {
    case nil: ""
    case .word(let text), .symbol(let text), .number(let text), .variable(let text):
      ", but found \"\(printable(text))\""
    case .name(let text), .text(let text): ", but found \"\(printable(text))\""
    case .meta(let word, _): ", but found \\\(printable(word))"
    case .comment: ""
    }
  }

  mutating func name() throws(Objection) -> SQLName {
    let place = place
    switch kind() {
    case .word(let text), .name(let text):
      index += 1
      if skip(".") { return try name() }
      return SQLName(text: text, place: place)
    default: throw objection("expected a name\(found)")
    }
  }

  /// A list in parentheses, with commas between its elements.
  mutating func list<Element>(
    _ element: (inout SQLParser) throws(Objection) -> Element
  ) throws(Objection) -> [Element] {
    try expect("(")
    var elements = [try element(&self)]
    while skip(",") { elements.append(try element(&self)) }
    try expect(")")
    return elements
  }

  /// Skips everything up to a comma or parenthesis that belongs to the surrounding list.
  mutating func skipRest() {
    var open = 0
    while let kind = kind() {
      if open == 0, kind == .symbol(",") || kind == .symbol(")") { return }
      if kind == .symbol("(") { open += 1 }
      if kind == .symbol(")") { open -= 1 }
      index += 1
    }
  }

  // MARK: Statements

  /// The whole statement.
  static func statement(
    _ tokens: [SQLToken], end: Position
  ) throws(Objection) -> SQLStatement {
    var parser = SQLParser(tokens, end: end)
    let statement = try parser.statement()
    guard parser.isAtEnd else {
      throw parser.objection("isolab expected the end of this statement\(parser.found)")
    }
    return statement
  }

  private mutating func statement() throws(Objection) -> SQLStatement {
    let start = place
    guard case .word(let word)? = kind() else { throw objection("expected a statement\(found)") }
    index += 1
    switch word {
    case "begin": return .begin(try transaction())
    case "start":
      try expect("transaction")
      return .begin(try transaction())
    case "commit", "end":
      _ = skip("transaction") || skip("work")
      return .commit
    case "rollback", "abort":
      _ = skip("transaction") || skip("work")
      guard !skip("to") else { throw Objection(start, "isolab has no savepoints") }
      return .rollback
    case "set": return try set(start)
    case "create": return try create(start)
    case "alter": return try alter(start)
    case "insert": return .insert(try insert())
    case "update": return .update(try update())
    case "delete": return .delete(try delete())
    case "select": return .select(try select(at: start))
    case "drop", "vacuum", "analyze":
      index = tokens.count
      return .maintenance(isDrop: word == "drop")
    default: throw Objection(start, Self.reason(against: word))
    }
  }

  private static func reason(against word: String) -> String {
    switch word {
    case "savepoint", "release": "isolab has no savepoints"
    case "lock": "isolab cannot lock whole tables"
    case "with": "isolab has no WITH"
    case "merge": "isolab has no MERGE"
    case "prepare": "isolab has no prepared transactions or statements"
    case "declare", "fetch", "close": "isolab has no cursors"
    case "truncate": "isolab has no TRUNCATE"
    default: "isolab has no \(printable(word.uppercased())) statement"
    }
  }

  private mutating func transaction() throws(Objection) -> SQLTransaction {
    _ = skip("transaction") || skip("work")
    var result = SQLTransaction()
    while !isAtEnd {
      _ = skip(",")
      if skip("isolation", "level") {
        result.mode = try level()
      } else if skip("read", "only") {
        result.readOnly = true
      } else if skip("read", "write") {
        result.readOnly = false
      } else if skip("deferrable") {
        result.deferrable = true
      } else {
        guard skip("not", "deferrable") else { return result }
      }
    }
    return result
  }

  /// PostgreSQL's READ UNCOMMITTED is its READ COMMITTED.
  private mutating func level() throws(Objection) -> IsolationMode {
    if skip("read", "committed") || skip("read", "uncommitted") { return .readCommitted }
    if skip("repeatable", "read") { return .snapshot }
    if skip("serializable") { return .serializableSnapshot }
    throw objection("expected an isolation level\(found)")
  }

  private mutating func set(_ start: Position) throws(Objection) -> SQLStatement {
    if skip("transaction") { return .characteristics(try transaction()) }
    if skip("session", "characteristics", "as", "transaction") {
      guard let mode = try transaction().mode else {
        throw Objection(start, "only the level can be set for the session")
      }
      return .sessionLevel(mode)
    }
    _ = skip("local") || skip("session")
    let setting = try name()
    _ = skip("=") || skip("to")
    if setting.text == "default_transaction_isolation" {
      if case .text(let words)? = kind() {
        index += 1
        var parser = SQLParser(try SQLLexer.tokens(Array(words.unicodeScalars)), end: setting.place)
        return .sessionLevel(try parser.level())
      }
    }
    let isOfPlans =
      setting.text.hasPrefix("enable_") || setting.text.hasSuffix("_cost")
      || ["force_parallel_mode", "debug_parallel_query"].contains(setting.text)
    guard isOfPlans && isName(setting.text) || setting.text == "deadlock_timeout" else {
      throw Objection(start, "isolab has no setting \(printable(setting.text))")
    }
    index = tokens.count
    return .nothing(
      isOfPlans
        ? "\(setting.text) only affects how PostgreSQL reads"
        : "a deadlock aborts the session that closes the cycle, whatever deadlock_timeout is")
  }

  private mutating func insert() throws(Objection) -> SQLInsert {
    try expect("into")
    var result = SQLInsert(table: try name())
    if skip("as") { _ = try name() }
    if kind() == .symbol("("), kind(1) != .word("select") {
      result.columns = try list { parser throws(Objection) in try parser.name() }
    }
    if skip("values") {
      repeat {
        result.rows.append(
          try list { parser throws(Objection) in try parser.valueToInsert() })
      } while skip(",")
    } else if skip("select") {
      var row = [try expression()]
      while skip(",") { row.append(try expression()) }
      guard kind() != .word("from") else {
        throw objection("isolab inserts only rows that the statement lists")
      }
      if skip("where") { result.condition = try expression() }
      result.rows = [row]
    } else {
      throw objection("isolab inserts only rows that the statement lists")
    }
    if kind() == .word("on") { result.replaces = try replaces(result.table) }
    if kind() == .word("returning") { throw objection("isolab has no RETURNING") }
    return result
  }

  private mutating func valueToInsert() throws(Objection) -> SQLExpression {
    guard kind() != .word("default") else { throw objection("isolab has no default values") }
    return try expression()
  }

  /// `ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`.
  private mutating func replaces(_ table: SQLName) throws(Objection) -> Bool {
    let start = place
    try expect("on")
    try expect("conflict")
    if kind() == .symbol("(") { _ = try list { parser throws(Objection) in try parser.name() } }
    guard skip("do", "update", "set") else {
      throw Objection(
        start,
        "ON CONFLICT DO NOTHING checks again after a wait; isolab's IF checks only before it")
    }
    repeat {
      let column = try name()
      try expect("=")
      guard case .excluded(let other) = try expression().node, other == column.text else {
        throw Objection(start, "isolab's PUT can only replace the old value with the inserted one")
      }
    } while skip(",")
    return true
  }

  private mutating func update() throws(Objection) -> SQLUpdate {
    _ = skip("only")
    var result = SQLUpdate(table: try name())
    try alias(of: result.table)
    try expect("set")
    repeat {
      let column = try name()
      try expect("=")
      result.changes.append((column, try expression()))
    } while skip(",")
    if kind() == .word("from") { throw objection("isolab has no joins") }
    if skip("where") { result.condition = try expression() }
    if kind() == .word("returning") { throw objection("isolab has no RETURNING") }
    return result
  }

  private mutating func delete() throws(Objection) -> SQLDelete {
    try expect("from")
    var result = SQLDelete(table: try name())
    try alias(of: result.table)
    if kind() == .word("using") { throw objection("isolab has no joins") }
    if skip("where") { result.condition = try expression() }
    if kind() == .word("returning") { throw objection("isolab has no RETURNING") }
    return result
  }

  /// A second name is only skipped, because there is a single table.
  mutating func alias(of table: SQLName) throws(Objection) {
    if skip("as") {
      _ = try name()
    } else if case .word(let word)? = kind(), !Self.clauses.contains(word) {
      index += 1
    }
  }

  private static let clauses: Set<String> = [
    "set", "where", "using", "order", "for", "group", "limit", "join", "inner", "left", "right",
    "cross", "natural", "offset", "union", "having", "full", "returning", "from",
  ]
}
