import Vocabulary

extension Parser {
  /// A formula while it is being read.
  struct Formula {
    let expression: Expression
    /// Where it starts and ends in scalars of the line, parentheses around it included.
    let start: Int
    let end: Int
    /// How many operators stand above each other in its tree.
    ///
    /// Bounded, because all code that walks over the tree is recursive.
    var height = 0
  }

  /// What PUT and SET write: a formula, and nothing after it.
  mutating func value(of owner: String) throws(ScriptError) -> Expression {
    let first = next
    let expression = try formula(after: owner)
    if let first, first.word != nil, first.end == end { try checkSingleWord(first) }
    return expression
  }

  /// A whole formula; the owner is the word that needs it.
  mutating func formula(after owner: String) throws(ScriptError) -> Expression {
    try formula(binding: 1, after: owner).expression
  }

  /// A formula of operators that bind at least that tightly.
  mutating func formula(binding least: Int, after owner: String) throws(ScriptError) -> Formula {
    try nested { parser throws(ScriptError) in
      var left = try parser.operand(binding: least, after: owner)
      while let token = parser.next, let sign = token.binaryOperator, sign.precedence >= least {
        parser.advance()
        let right = try parser.formula(binding: sign.precedence + 1, after: parser.typed(token))
        left = try parser.combine(left, sign, right, at: token)
        if sign.isComparison, let next = parser.next, next.binaryOperator?.isComparison == true {
          throw parser.error(.chainedComparison, at: next)
        }
      }
      return left
    }
  }

  private func combine(
    _ left: Formula, _ sign: Expression.Operator, _ right: Formula, at token: Token
  ) throws(ScriptError) -> Formula {
    let height = max(left.height, right.height) + 1
    try checkHeight(height, at: token)
    let expression = Expression(
      .binary(sign, left.expression, right.expression), column: token.column,
      source: typed(from: left.start, to: right.end))
    return Formula(expression: expression, start: left.start, end: right.end, height: height)
  }

  /// Refuses a tree that has grown too high, at the operator on its top.
  func checkHeight(_ height: Int, at sign: Token) throws(ScriptError) {
    guard height <= ScriptError.Limit.nesting.most else {
      throw error(.limit(.nesting), at: sign)
    }
  }
}

extension Expression.Operator {
  fileprivate var isComparison: Bool { precedence == Self.equal.precedence }
}
