import Layout

/// Formulas and queries.
extension SQLParser {
  /// How deep parentheses and operators may be nested.
  private static let deepest = 64
  /// How many operators a statement may have.
  private static let mostOperators = 1_000

  mutating func expression() throws(Objection) -> SQLExpression { try expression(above: 0) }

  /// A formula whose operators all bind more tightly than that.
  private mutating func expression(above floor: Int) throws(Objection) -> SQLExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw objection("this is nested too deeply") }
    var left = try operand()
    while let (name, strength) = sign(), strength > floor {
      let start = place
      index += 1
      operators += 1
      guard operators <= Self.mostOperators else { throw objection("this expression is too long") }
      switch name {
      case "is": left = try test(left, start)
      case "in":
        let list = try list { parser throws(Objection) in try parser.expression() }
        left = SQLExpression(node: .oneOf(left, list), place: start)
      case "between":
        let low = try expression(above: strength)
        try expect("and")
        let high = try expression(above: strength)
        left = SQLExpression(node: .between(left, low, high), place: start)
      case "::": left = SQLExpression(node: .cast(left, try type()), place: left.place)
      default:
        let right = try expression(above: strength)
        left = SQLExpression(node: .binary(name, left, right), place: start)
      }
    }
    return left
  }

  /// The operator that comes next, and how tightly it binds.
  private func sign() -> (String, Int)? {
    switch kind() {
    case .word("or"): ("or", 1)
    case .word("and"): ("and", 2)
    case .word("is"): ("is", 4)
    case .word("in"): ("in", 5)
    case .word("between"): ("between", 5)
    case .symbol(let name) where ["=", "<", ">", "<=", ">=", "<>", "!="].contains(name):
      (name == "<>" ? "!=" : name, 5)
    case .symbol("||"): ("||", 6)
    case .symbol("+"): ("+", 7)
    case .symbol("-"): ("-", 7)
    case .symbol("*"): ("*", 8)
    case .symbol("/"): ("/", 8)
    case .symbol("%"): ("%", 8)
    case .symbol("::"): ("::", 10)
    default: nil
    }
  }

  /// Reads the words after IS.
  private mutating func test(
    _ left: SQLExpression, _ start: Position
  ) throws(Objection) -> SQLExpression {
    let holds = !skip("not")
    if skip("null") { return SQLExpression(node: .isNull(left, holds), place: start) }
    if skip("true") { return SQLExpression(node: .isTrue(left, holds), place: start) }
    if skip("distinct", "from") {
      let right = try expression(above: 5)
      return SQLExpression(node: .binary(holds ? "!=" : "=", left, right), place: start)
    }
    throw objection("isolab knows only IS NULL, IS TRUE, and IS DISTINCT FROM")
  }

  private mutating func operand() throws(Objection) -> SQLExpression {
    let start = place
    func made(_ node: SQLExpression.Node) -> SQLExpression {
      SQLExpression(node: node, place: start)
    }
    switch kind() {
    case .number(let digits):
      index += 1
      return made(.number(digits))
    case .text(let text):
      index += 1
      return made(.text(text))
    case .variable(let name):
      index += 1
      return made(.variable(name))
    case .symbol("-"):
      index += 1
      return made(.negative(try expression(above: 9)))
    case .symbol("("):
      index += 1
      let inner =
        skip("select") ? made(.query(try select(at: start))) : try expression()
      try expect(")")
      return inner
    case .word("not"):
      index += 1
      return made(.not(try expression(above: 3)))
    case .word, .name: return try named(start)
    default: throw objection("isolab does not know this expression")
    }
  }

  /// A formula that begins with a name: a literal with its type, a call, or a column.
  private mutating func named(_ start: Position) throws(Objection) -> SQLExpression {
    func made(_ node: SQLExpression.Node) -> SQLExpression {
      SQLExpression(node: node, place: start)
    }
    if skip("true") { return made(.truth(true)) }
    if skip("false") { return made(.truth(false)) }
    if skip("null") { return made(.null) }
    if skip("date") {
      guard case .text(let day)? = kind(), day.isDay else {
        throw objection("isolab compares dates as text, so a date must be written like 2026-01-31")
      }
      index += 1
      return made(.text(day))
    }
    if kind() == .word("excluded"), kind(1) == .symbol(".") {
      index += 2
      return made(.excluded(try name().text))
    }
    for word in ["exists", "case", "array", "row", "timestamp", "interval"]
    where kind() == .word(word) {
      throw objection("isolab's expressions have no \(word.uppercased())")
    }
    let name = try name()
    guard skip("(") else { return made(.column(name.text)) }
    if name.text == "count", skip("*", ")") { return made(.countAll) }
    if skip(")") { return made(.call(name.text, [])) }
    var arguments = [try expression()]
    while skip(",") { arguments.append(try expression()) }
    try expect(")")
    return made(.call(name.text, arguments))
  }

  // MARK: Queries

  /// A query, from after SELECT.
  mutating func select(at start: Position) throws(Objection) -> SQLSelect {
    var result = SQLSelect(place: start)
    if kind() == .word("distinct") { throw objection("isolab has no DISTINCT") }
    if !skip("*") {
      repeat {
        result.items.append(try expression())
        if skip("as") {
          result.alias = try name().text
        }
      } while skip(",")
    }
    guard skip("from") else { return try ended(result) }
    if kind() == .symbol("(") { throw objection("isolab has no queries in FROM") }
    result.table = try name()
    if let table = result.table { try alias(of: table) }
    if skip("where") { result.condition = try expression() }
    if skip("order", "by") {
      // Every order of rows is right; isolab shows them by key.
      repeat {
        _ = try expression()
        _ = skip("asc")
        if kind() == .word("desc") {
          throw objection("isolab shows rows only in ascending order of keys")
        }
      } while skip(",")
    }
    return try ended(try locked(result))
  }

  private mutating func locked(_ select: SQLSelect) throws(Objection) -> SQLSelect {
    var result = select
    let start = place
    guard skip("for") else { return result }
    guard skip("update") else {
      throw Objection(start, "isolab has only one kind of lock on a key, FOR UPDATE")
    }
    if kind() == .word("nowait") || kind() == .word("skip") {
      throw objection("isolab's FOR UPDATE always waits")
    }
    result.forUpdate = true
    return result
  }

  private func ended(_ select: SQLSelect) throws(Objection) -> SQLSelect {
    for (word, reason) in [
      ("join", "isolab has no joins"), (",", "isolab has no joins"),
      ("inner", "isolab has no joins"), ("left", "isolab has no joins"),
      ("group", "isolab has no GROUP BY"), ("limit", "isolab has no LIMIT"),
      ("union", "isolab has no UNION"),
    ] where kind() == .word(word) || kind() == .symbol(word) && depth == 0 {
      throw objection(reason)
    }
    return select
  }
}

extension String {
  /// Whether it is a day in the form of ISO 8601.
  var isDay: Bool {
    let scalars = Array(unicodeScalars)
    return scalars.count == 10
      && scalars.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == "-" : $1.isDigit }
  }
}
