import Vocabulary

extension Parser {
  /// The whole line; nil if it holds nothing.
  mutating func body() throws(ScriptError) -> Statement.Body? {
    if next == nil, isWhole {
      want(.command)
      return nil
    }
    guard next?.word?.startsWithDot != true else { return .directive(try directive()) }
    let command = try command()
    try finish()
    return .command(command)
  }

  /// A command on data, up to where it ends.
  mutating func command() throws(ScriptError) -> Command {
    want(.command)
    guard let head = next else { throw missing(.command, of: word) }
    let known = head.word.flatMap(Words.named)
    guard let known, case .command(let read) = known.reader else { throw unknownWord(head) }
    advance()
    lead(with: known.name)
    return try read(&self)
  }

  mutating func get() throws(ScriptError) -> Command {
    let key = try key()
    let forUpdate = take("FOR UPDATE")
    if !forUpdate, isNext("FOR") { throw missing(.update, after: "FOR") }
    return .get(key, forUpdate: forUpdate, as: try name())
  }

  mutating func put() throws(ScriptError) -> Command {
    let first = next
    let key = try key()
    if let first, let sign = next, sign.symbol == .equal {
      let meant = "PUT \(typed(first)) \(typed(after: sign.end))"
      throw error(.equalsAfterKey(meant: meant), at: sign)
    }
    return .put(key, try value(of: word))
  }

  /// Deletes one key, or a range; `DELETE` alone is refused, for it would delete everything.
  mutating func delete() throws(ScriptError) -> Command {
    if isNext("FROM"), let from = next, token(1)?.word != nil {
      throw error(.sql(typed(from)), at: from)
    }
    want(.range(unlike: nil))
    guard next != nil else { throw missing(.keyOrRange, of: word) }
    let form = try rangeForm(until: nil)
    let filter = try filter(from: form)
    if case .key(let key) = form.extent, filter == nil { return .delete(key) }
    return .deleteRange(Selection(form.range, filter: filter))
  }

  mutating func update() throws(ScriptError) -> Command {
    let selection = try selection(until: "SET")
    guard take("SET") else { throw missing(.set, of: word) }
    scope.hasRowValue = true
    defer { scope.hasRowValue = false }
    return .updateRange(selection, try value(of: "SET"))
  }

  mutating func when() throws(ScriptError) -> Command {
    scope.stopsAtThen = true
    let condition = try formula(after: word)
    scope.stopsAtThen = false
    guard take("THEN") else { throw missing(.then, of: "IF") }
    lead(with: "THEN")
    if let head = next, !Self.canFollowThen(head) {
      throw error(.notAfterThen(typed(head)), at: head)
    }
    return .when(condition, try nested { parser throws(ScriptError) in try parser.command() })
  }

  private static func canFollowThen(_ head: Token) -> Bool {
    guard let word = head.word else { return true }
    return !word.startsWithDot && word.keyword != "BEGIN" && word.keyword != "RETRY"
  }

  /// `AS name`, or nothing.
  mutating func name() throws(ScriptError) -> String? {
    guard take("AS") else { return nil }
    guard let token = next else { throw missing(.name, of: "AS") }
    guard let name = token.word, isVariableName(name) else {
      throw error(.notAName(typed(token)), at: token)
    }
    guard name != Self.rowValueName else { throw error(.takenName(name), at: token) }
    advance()
    return name
  }
}
