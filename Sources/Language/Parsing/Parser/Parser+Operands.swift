import Vocabulary

extension Parser {
  /// The variable that holds the row's own value in UPDATE.
  static let rowValueName = "value"

  /// An operand, with the signs and `not`s before it.
  mutating func operand(binding least: Int, after owner: String) throws(ScriptError) -> Formula {
    want(.value)
    guard let token = next, !endsFormula(token) else { throw missing(.value, of: owner) }
    let operand: Formula
    if token.symbol == .open {
      operand = try parenthesized(token)
    } else if token.symbol == .minus {
      operand = try negated(token)
    } else if token.word?.keyword == "NOT" {
      operand = try denied(token, binding: least)
    } else if token.word != nil, self.token(1)?.symbol == .open {
      operand = try function(token)
    } else if let symbol = token.symbol {
      let isOperator = symbol == .close || Expression.Operator(rawValue: symbol.rawValue) != nil
      throw isOperator
        ? missing(.value, of: owner) : error(.unexpected(typed(token), after: owner), at: token)
    } else {
      let node = try scalar(token)
      advance()
      operand = formula(node, from: token)
    }
    try checkSpaces(after: operand)
    return operand
  }

  /// A literal, none or a variable.
  func scalar(_ token: Token) throws(ScriptError) -> Expression.Node {
    switch token.kind {
    case .word(let word) where word.keyword == "NONE": return .none
    case .word(let text), .text(let text): return .literal(Value(text))
    case .symbol: throw error(.unexpected(typed(token), after: word), at: token)
    case .variable(let name):
      guard scope.allowsVariables else {
        throw error(.variableOutside(name, of: word), at: token)
      }
      guard name != Self.rowValueName || scope.hasRowValue else {
        throw error(.rowValueOutsideUpdate, at: token)
      }
      return .variable(name)
    }
  }

  private func endsFormula(_ token: Token) -> Bool {
    switch token.word?.keyword {
    case "AND", "OR": true
    case "THEN": scope.stopsAtThen
    default: false
    }
  }

  private mutating func parenthesized(_ open: Token) throws(ScriptError) -> Formula {
    advance()
    let inner = try formula(binding: 1, after: "(")
    guard take(.close) else { throw missing(.closing, of: "(") }
    return Formula(
      expression: inner.expression, start: open.start, end: end, height: inner.height)
  }

  private mutating func negated(_ sign: Token) throws(ScriptError) -> Formula {
    advance()
    let tightest = 6
    let inner = try nested { parser throws(ScriptError) in
      try parser.operand(binding: tightest, after: "-")
    }
    return try prefixed(sign, .negate(inner.expression), inner)
  }

  /// `not`, which binds looser than comparisons and tighter than `and`.
  private mutating func denied(
    _ sign: Token, binding least: Int
  ) throws(ScriptError) -> Formula {
    let comparison = Expression.Operator.equal.precedence
    guard least <= comparison else { throw error(.notInsideFormula, at: sign) }
    advance()
    let inner = try formula(binding: comparison, after: "not")
    return try prefixed(sign, .not(inner.expression), inner)
  }

  private func prefixed(
    _ sign: Token, _ node: Expression.Node, _ inner: Formula
  ) throws(ScriptError) -> Formula {
    try checkHeight(inner.height + 1, at: sign)
    return formula(node, from: sign, height: inner.height + 1)
  }

  /// `value(key)`, `count(range)`, `count(range = v)`, `sum(range)`.
  private mutating func function(_ head: Token) throws(ScriptError) -> Formula {
    let node: Expression.Node
    advance()
    advance()
    switch head.word?.keyword {
    case "VALUE": node = .value(try key(of: "value"))
    case "COUNT": node = .count(try selection(until: nil))
    case "SUM": node = .sum(try unfilteredRange(until: nil, of: "sum"))
    default: throw error(.unknownFunction(typed(head)), at: head)
    }
    guard take(.close) else { throw missing(.closing, of: typed(head)) }
    return formula(node, from: head)
  }

  /// A formula that ends with the last token that was read.
  private func formula(_ node: Expression.Node, from head: Token, height: Int = 0) -> Formula {
    let source = typed(from: head.start, to: end)
    let expression = Expression(node, column: head.column, source: source)
    return Formula(expression: expression, start: head.start, end: end, height: height)
  }
}
