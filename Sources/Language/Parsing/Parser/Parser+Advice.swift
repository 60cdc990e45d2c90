import Vocabulary

// What people type who know other languages, or who forget a blank, a colon or a quote.

extension Parser {
  /// The error for a line that starts with no word of the language.
  func unknownWord(_ head: Token) -> ScriptError {
    let typed = typed(head)
    let rest = self.typed(after: head.end).withoutLeadingMarks
    let keyword = head.word?.keyword ?? ""
    if token(1)?.symbol == .colon { return error(.unexpected(typed + ":", after: ""), at: head) }
    if Self.sqlWords.contains(keyword) || (keyword == "SET" && isNext("TRANSACTION", after: 1)) {
      return error(.sql(typed), at: head)
    }
    if sessions.contains(SessionName(typed)) {
      let meant = rest.isEmpty ? "\(typed):" : "\(typed): \(rest)"
      return error(.sessionWithoutColon(typed, meant: meant), at: head)
    }
    if let meant = command(meantBy: keyword) {
      return error(.wrongWord(typed, meant: meant), at: head)
    }
    if let word = Words.named("." + keyword) ?? Words.named(String(keyword.dropFirst())),
      typed.startsWithDot != word.name.startsWithDot
    {
      return error(.wrongWord(typed, meant: word.name), at: head)
    }
    return error(.unknownWord(typed), at: head)
  }

  /// What other languages call a command of this one.
  private func command(meantBy keyword: String) -> String? {
    if let word = Words.data.first(where: { $0.foreign.contains(keyword) }) {
      if word.name == "PUT" { return token(1).map { assignment(to: $0, at: 1) } ?? word.name }
      return word.standsAlone ? word.name : "\(word.name) \(typed(after: next?.end ?? 0))"
    }
    guard let head = next, token(1)?.symbol == .equal, token(2) != nil,
      nearest(to: keyword, among: Words.data.map({ $0.name })) == nil
    else { return nil }
    return assignment(to: head, at: 0)
  }

  /// PUT for `x 1` and `x = 1`, where the key is that token.
  private func assignment(to key: Token, at offset: Int) -> String {
    let sign = token(offset + 1)?.symbol == .equal ? token(offset + 1)?.end : nil
    return "PUT \(typed(key)) \(typed(after: sign ?? key.end))"
  }

  /// The error for a line that was pasted with its answer, such as `BEGIN ok`; nil if it is none.
  func pastedAnswer() -> ScriptError? {
    let candidates = all.indices.dropFirst().lazy.filter { startsAnswer(at: $0) }
    for token in candidates.prefix(3).map({ all[$0] }) {
      var command = before(token)
      guard (try? command.body()) != nil else { continue }
      let length = (all.last?.end ?? token.end) - token.start
      let answer = typed(from: token.start, to: token.start + length)
      return ScriptError(
        column: token.column, length: length,
        .answerAfterCommand(answer, command: command.text))
    }
    return nil
  }

  /// Whether an answer can start with that token, exactly as isolab prints it.
  private func startsAnswer(at index: Int) -> Bool {
    let token = all[index]
    let next = index + 1 < all.count ? all[index + 1] : nil
    if let word = token.word, Self.answerWords.contains(word) { return true }
    guard all[0].word?.keyword == "GET", next?.blankBefore == false else { return false }
    return next?.symbol == .equal || (token.symbol == .open && next?.word == "none")
  }

  private static let answerWords: Set<String> = [
    "ok", "WAITS", "RESUMED", "ABORTED", "ANOMALY", "RULE", "HELD", "EXPIRED", "skipped", "error",
    "count", "sum",
  ]

  /// Refuses `BEGIN TRANSACTION`.
  func checkNoTransactionWord() throws(ScriptError) {
    guard let token = next, ["TRANSACTION", "TRAN", "WORK"].contains(token.word?.keyword) else {
      return
    }
    throw error(.transactionWord(typed(token)), at: token)
  }

  /// Refuses `PUT x hello world`, once `hello` is read: all words to the end are meant as one.
  func checkSingleWord(_ first: Token) throws(ScriptError) {
    guard isWhole, let last = rest.last, rest.allSatisfy({ Self.isPlainWord($0) }) else { return }
    let text = typed(from: first.start, to: last.end)
    throw ScriptError(column: first.column, length: last.end - first.start, .severalWords(text))
  }

  private static func isPlainWord(_ token: Token) -> Bool {
    guard let keyword = token.word?.keyword else { return false }
    return !["AS", "FOR", "SET", "THEN"].contains(keyword) && !sqlClauses.contains(keyword)
  }

  /// Refuses an operator that is glued to its left or right neighbour.
  ///
  /// `x-1` is one word and `x+1` could be meant as one, so blanks decide. Text that follows an
  /// operand without a blank is taken for a glued operator, and so is `-1` where only one can
  /// stand.
  func checkSpaces(after operand: Formula) throws(ScriptError) {
    guard let token = next, let glued = gluedOperator(token) else { return }
    let left = typed(from: operand.start, to: operand.end)
    let isPlain = glued.follower.map { $0.blankBefore || $0.symbol == .close } ?? true
    let right = isPlain ? glued.right.map { " \(glued.sign) \($0)" } : nil
    if case .literal(let value) = operand.expression.node, value.integer == nil,
      left == value.text
    {
      let meant = right.map { "value(\(left))" + $0 }
      throw error(.operatorsNeedSpaces(meant: meant, text: left), at: token)
    }
    throw error(.operatorsNeedSpaces(meant: right.map { left + $0 }, text: nil), at: token)
  }

  /// The operator that is glued to something, the word right of it, and the token after that.
  private func gluedOperator(
    _ token: Token
  ) -> (sign: String, right: String?, follower: Token?)? {
    if let symbol = token.symbol {
      guard Expression.Operator(rawValue: symbol.rawValue) != nil,
        !token.blankBefore || !token.blankAfter,
        let right = self.token(1), right.symbol != .close
      else { return nil }
      return (symbol.rawValue, right.symbol == nil ? typed(right) : nil, self.token(2))
    }
    guard let word = token.word?.unicodeScalars, let sign = word.first, sign == "-" || sign == "/"
    else { return nil }
    let right = String(word.dropFirst())
    guard !token.blankBefore || right.unicodeScalars.allSatisfy({ $0.isASCIIDigit }) else {
      return nil
    }
    return (String(sign), right, self.token(1))
  }

  /// Whether the token is a word that only SQL has at such a place.
  static func isSQLClause(_ token: Token) -> Bool {
    token.word.map { sqlClauses.contains($0.keyword) } ?? false
  }

  private static let sqlClauses: Set<String> = [
    "FROM", "WHERE", "INTO", "VALUES", "ORDER", "GROUP", "LIMIT", "JOIN",
  ]

  private static let sqlWords: Set<String> = [
    "SELECT", "INSERT", "UPSERT", "REPLACE", "MERGE", "WITH", "VALUES", "TABLE", "CREATE", "DROP",
    "ALTER", "TRUNCATE", "GRANT", "LOCK", "SAVEPOINT", "RELEASE", "EXPLAIN", "SHOW", "USE", "FROM",
    "WHERE", "INTO",
  ]
}

extension String {
  /// Without the punctuation that somebody puts behind a name who does not know the colon.
  fileprivate var withoutLeadingMarks: String {
    String(scalars: unicodeScalars.drop { ";,>".unicodeScalars.contains($0) || $0.isBlank })
  }
}
