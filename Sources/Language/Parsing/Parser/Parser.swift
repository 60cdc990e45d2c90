import Vocabulary

/// Reads one command from its tokens, from left to right, and stops at the first error.
///
/// This file walks over the tokens; the extensions know the forms of the language.
struct Parser {
  private let scalars: [Unicode.Scalar]
  private let tokens: [Token]
  /// Why the tokens end before the line does, to be reported once everything before it is read.
  private let failure: ScriptError?
  private var index = 0

  /// The sessions that exist, for `bob COMMIT`.
  let sessions: [SessionName]
  /// The word of the command that is being read, for messages.
  var word = ""
  /// How many formulas and IFs are open around this place.
  var depth = 0
  /// What a formula may hold here.
  var scope = Scope()
  /// What could come next where the line ends.
  private(set) var outlook: Outlook

  /// What a formula may hold besides literals and functions, and where it stops.
  struct Scope {
    var allowsVariables = true
    /// Whether `$value` is the row's own value.
    var hasRowValue = false
    /// Whether THEN ends the formula.
    var stopsAtThen = false
  }

  /// The parser of the text before one of the tokens, for the same place.
  func before(_ token: Token) -> Parser {
    var place = Outlook()
    place.start = outlook.start
    return Parser(Array(scalars[..<token.start]), sessions: sessions, outlook: place)
  }

  /// All tokens of the line, read or not.
  var all: [Token] { tokens }

  /// Of everything behind prompt and session, where the outlook starts.
  init(_ scalars: [Unicode.Scalar], sessions: [SessionName], outlook: Outlook) {
    let lexed = Lexer.lex(scalars, from: outlook.start)
    self.scalars = scalars
    (self.sessions, self.outlook) = (sessions, outlook)
    tokens = lexed.tokens
    failure = lexed.failure
  }

  /// The command without closing semicolon and outer blanks.
  var text: String { typed(from: tokens.first?.start ?? 0, to: tokens.last?.end ?? 0) }

  /// The first token that has not been read.
  var next: Token? { token(0) }

  /// The token that many places after the next.
  func token(_ offset: Int) -> Token? {
    index + offset < tokens.count ? tokens[index + offset] : nil
  }

  /// Everything that has not been read.
  var rest: ArraySlice<Token> { tokens[index...] }

  /// Where the last token that was read ends.
  var end: Int { index > 0 ? tokens[index - 1].end : (tokens.first?.start ?? scalars.count) }

  /// Whether every token is known, because the line could be cut into tokens to its end.
  var isWhole: Bool { failure == nil }

  /// Steps over the next token.
  mutating func advance() { index += 1 }

  /// Whether that sign comes next.
  func isNext(_ symbol: Token.Symbol) -> Bool { next?.symbol == symbol }

  /// Whether that keyword, given in capitals, comes next or that many places after it.
  func isNext(_ keyword: String, after offset: Int = 0) -> Bool {
    guard let token = token(offset), token.mayBegin(keyword) else { return false }
    return token.word?.keyword == keyword
  }

  /// Steps over that sign, if it comes next.
  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard isNext(symbol) else { return false }
    advance()
    return true
  }

  /// Steps over that keyword, or over several with blanks between, in capitals, if they come next.
  mutating func take(_ phrase: String) -> Bool {
    guard let next else {
      outlook.wants.append(.words(phrase))
      return false
    }
    guard next.mayBegin(phrase) else { return false }
    let keywords = phrase.split(separator: " ")
    for (offset, keyword) in keywords.enumerated() {
      guard let token = token(offset) else {
        outlook.wants.append(.words(keywords[offset...].joined(separator: " ")))
        return false
      }
      guard token.word?.keyword == String(keyword) else { return false }
    }
    index += keywords.count
    return true
  }

  /// Notes what could come next, if the line ends here.
  mutating func want(_ want: Want) {
    if next == nil { outlook.wants.append(want) }
  }

  /// The token read last begins a command, or its second half.
  mutating func lead(with name: String) {
    word = name
    outlook.head = typed(tokens[index - 1])
    outlook.endsWithHead = next == nil && isWhole
  }

  /// A stretch of the line exactly as typed.
  func typed(from start: Int, to end: Int) -> String { String(scalars: scalars[start..<end]) }

  /// A token exactly as typed.
  func typed(_ token: Token) -> String { typed(from: token.start, to: token.end) }

  /// What follows that place to the end of the command, or of the line if that cannot be read.
  func typed(after start: Int) -> String {
    let end = failure == nil ? tokens.last?.end ?? start : scalars.count
    return String(scalars: scalars[start..<max(start, end)].drop { $0.isBlank })
  }

  /// An error that underlines that token.
  func error(_ problem: ScriptError.Problem, at token: Token) -> ScriptError {
    ScriptError(column: token.column, length: token.length, problem)
  }

  /// The error for something that does not come next, unless nobody can tell what does.
  func missing(_ part: ScriptError.Part, of owner: String) -> ScriptError {
    if let next { return error(.missing(part, of: owner), at: next) }
    return failure ?? ScriptError(column: end + 1, .missing(part, of: owner))
  }

  /// The error for something that does not come after the next word.
  mutating func missing(_ part: ScriptError.Part, after owner: String) -> ScriptError {
    advance()
    return missing(part, of: owner)
  }

  /// Runs one more level of nesting.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(ScriptError) -> Result
  ) throws(ScriptError) -> Result {
    guard depth < ScriptError.Limit.nesting.most else { throw tooDeep() }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// The error for one level of nesting too many, at the next token.
  func tooDeep() -> ScriptError {
    guard let next else { return ScriptError(column: end + 1, .limit(.nesting)) }
    return error(.limit(.nesting), at: next)
  }

  /// Makes sure that nothing is left over.
  func finish() throws(ScriptError) {
    guard let next else {
      if let failure { throw failure }
      return
    }
    if let clause = rest.first(where: { Self.isSQLClause($0) }) {
      throw error(.sql(typed(clause)), at: clause)
    }
    throw error(.unexpected(typed(next), after: word), at: next)
  }
}
