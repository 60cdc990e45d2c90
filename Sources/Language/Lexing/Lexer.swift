/// Cuts a line into tokens, scalar by scalar, so that a combining mark can never swallow a quote.
struct Lexer {
  /// What a line was cut into.
  struct Result {
    var tokens: [Token] = []
    /// Why the line could not be read to its end.
    ///
    /// The tokens before are kept, because what is wrong with them (`SELECT 'x'`) is often the
    /// better thing to say.
    var failure: ScriptError?
  }

  let scalars: [Unicode.Scalar]
  private let start: Int
  /// Whether a comma is a sign of the language here.
  private let takesCommas: Bool
  var position: Int

  /// Cuts everything from that scalar on.
  static func lex(_ scalars: [Unicode.Scalar], from start: Int = 0) -> Result {
    let head = scalars[start...].drop(while: { $0.isBlank }).prefix { !$0.isBlank }
    let takesCommas = head.first == "." && String(scalars: head).keyword == ".EXPECT"
    var lexer = Lexer(scalars: scalars, start: start, takesCommas: takesCommas, position: start)
    var result = Result()
    do throws(ScriptError) {
      while let token = try lexer.nextToken() { result.tokens.append(token) }
    } catch {
      result.failure = error
    }
    return result
  }

  private mutating func nextToken() throws(ScriptError) -> Token? {
    while position < scalars.count, scalars[position].isBlank { position += 1 }
    let first = position
    guard first < scalars.count, let kind = try nextKind() else { return nil }
    return Token(
      kind: kind, start: first, length: position - first,
      blankBefore: first == start || scalars[first - 1].isBlank,
      blankAfter: position == scalars.count || scalars[position].isBlank)
  }

  /// Nil at the closing semicolon.
  private mutating func nextKind() throws(ScriptError) -> Token.Kind? {
    let scalar = scalars[position]
    switch scalar {
    case "\"": return .text(try quotedText())
    case "$": return .variable(try variableName())
    case ";":
      try closingSemicolon()
      return nil
    default:
      let startsWord = scalar.isWordScalar && !scalar.isMark && !isTwoDots(at: position)
      return startsWord ? word() : .symbol(try symbol())
    }
  }

  private mutating func word() -> Token.Kind {
    let first = position
    while position < scalars.count, scalars[position].isWordScalar, !isTwoDots(at: position) {
      position += 1
    }
    // `-count(*)` is a sign before a function, not a function called -count.
    if scalars[first] == "-", position < scalars.count, scalars[position] == "(" {
      position = first + 1
    }
    switch String(scalars: scalars[first..<position]) {
    case "-": return .symbol(.minus)
    case "/": return .symbol(.divided)
    case let word: return .word(word)
    }
  }

  private func isTwoDots(at index: Int) -> Bool {
    index + 1 < scalars.count && scalars[index] == "." && scalars[index + 1] == "."
  }

  private mutating func variableName() throws(ScriptError) -> String {
    let first = position
    position += 1
    while position < scalars.count, scalars[position].isNameScalar { position += 1 }
    let name = String(scalars: scalars[(first + 1)..<position])
    guard isVariableName(name) else {
      throw ScriptError(column: first + 1, .missing(.name, of: "$"))
    }
    return name
  }

  private mutating func closingSemicolon() throws(ScriptError) {
    let first = position
    position = scalars.count
    guard scalars[(first + 1)...].allSatisfy({ $0.isBlank }) else {
      throw ScriptError(column: first + 1, .proseAfterCommand)
    }
  }

  private mutating func symbol() throws(ScriptError) -> Token.Symbol {
    for length in [2, 1] where position + length <= scalars.count {
      let text = String(scalars: scalars[position..<(position + length)])
      if let meant = Self.foreignOperators[text] {
        throw ScriptError(
          column: position + 1, length: length, .foreignOperator(text, meant: meant))
      }
      if let symbol = Token.Symbol(rawValue: text), symbol != .comma || takesCommas {
        position += length
        return symbol
      }
    }
    throw ScriptError(
      column: position + 1, .unexpectedCharacter(String(scalars[position])))
  }

  /// How other languages, and keyboards, write the operators of this one.
  private static let foreignOperators = [
    "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "||": "or", "!": "not",
    "\u{2260}": "!=", "\u{2264}": "<=", "\u{2265}": ">=", "\u{D7}": "*", "\u{F7}": "/",
    "\u{2212}": "-", "\u{2013}": "-",
  ]
}
