import Vocabulary

extension Parser {
  /// A word of the lab and all that follows it.
  mutating func directive() throws(ScriptError) -> Directive {
    guard let head = next else { throw missing(.command, of: word) }
    guard let known = Words.lab.first(where: { $0.name.keyword == head.word?.keyword }) else {
      throw unknownWord(head)
    }
    word = known.name
    advance()
    let directive = try arguments(of: head)
    try finish()
    return directive
  }

  private mutating func arguments(of head: Token) throws(ScriptError) -> Directive {
    switch word {
    case ".mode": return .mode(next == nil ? nil : try mode())
    case ".modes": return .modes(take("ALL") ? nil : try modes())
    case ".expect": return .expect(try expectation())
    case ".sessions": return .sessions(try sessionNames())
    case ".seed": return .seed(try bindings())
    case ".rule": return try rule()
    case ".rules": return .rules
    case ".conflicts": return try conflicts()
    case ".why": return take("SERIALIZABLE") ? .whySerializable : .why(step: try step())
    case ".graph": return .graph
    case ".versions": return .versions(try unfilteredRange(until: nil, of: word))
    case ".transactions": return .transactions
    case ".locks": return .locks
    case ".cancel": return .cancel(try optionalSession())
    case ".retry": return .retry(try optionalSession())
    case ".timeout": return try timeout()
    case ".advance": return .advance(try span())
    case ".autocommit": return .autocommit(try onOrOff())
    case ".vacuum": return .vacuum(marksToo: take("MARKS"))
    case ".autovacuum": return try autovacuum()
    case ".bloat": return .bloat
    case ".timeline": return take("RW") ? .notation : .timeline
    case ".undo": return .bench(.undo(try number() ?? 1))
    case ".redo": return .bench(.redo(try number() ?? 1))
    case ".branches": return .bench(.branches(try number()))
    case ".rerun": return .bench(.rerun(try mode()))
    case ".explore": return .bench(.explore(next == nil ? [] : try modes()))
    case ".compare": return .bench(.compare(next == nil ? [] : try modes()))
    case ".ascii": return .ascii(try onOrOff())
    case ".timing": return .shell(.timing(try onOrOff()))
    case ".resume": return .shell(.resume)
    case ".reset": return .reset
    // Words whose argument is free text are read before the line is cut into tokens.
    default: throw unknownWord(head)
    }
  }

  private mutating func optionalSession() throws(ScriptError) -> SessionName? {
    next == nil ? nil : SessionName(try sessionName())
  }

  private mutating func onOrOff() throws(ScriptError) -> Bool {
    guard let token = next else { throw missing(.onOrOff, of: word) }
    if take("ON") { return true }
    if take("OFF") { return false }
    throw error(.unexpected(typed(token), after: word), at: token)
  }

  private mutating func autovacuum() throws(ScriptError) -> Directive {
    guard let token = next else { return .showAutovacuum }
    if take("ON") { return .autovacuum(.on) }
    if take("OFF") { return .autovacuum(.off) }
    let problem = ScriptError.Problem.unexpected(typed(token), after: word)
    return try number(orElse: { _ in problem }).map { .autovacuum(.every($0)) } ?? .showAutovacuum
  }

  private mutating func modes() throws(ScriptError) -> [IsolationMode] {
    guard next != nil else { throw missing(.mode, of: word) }
    var modes: [IsolationMode] = []
    while let token = next {
      guard let mode = token.word.flatMap(IsolationMode.init(named:)) else {
        throw unknownMode(token)
      }
      guard !modes.contains(mode) else { throw error(.duplicate(typed(token)), at: token) }
      modes.append(mode)
      advance()
    }
    return modes
  }

  private mutating func sessionNames() throws(ScriptError) -> [SessionName] {
    var names: [SessionName] = []
    while let token = next {
      let name = SessionName(try sessionName())
      guard !names.contains(name) else { throw error(.duplicate(typed(token)), at: token) }
      names.append(name)
    }
    return names
  }

  /// The name of a session or of a rule.
  mutating func sessionName() throws(ScriptError) -> String {
    guard let token = next else { throw missing(.name, of: word) }
    guard let name = token.word, isName(name) else {
      throw error(.notAName(typed(token)), at: token)
    }
    advance()
    return name
  }

  private mutating func rule() throws(ScriptError) -> Directive {
    guard next != nil, !isNext(.colon) else { throw missing(.colon, of: word) }
    let name = try sessionName()
    guard take(.colon) else { throw missing(.colon, of: word) }
    scope.allowsVariables = false
    return .rule(name: name, try formula(after: word))
  }

  private mutating func conflicts() throws(ScriptError) -> Directive {
    guard let token = next else { return .showConflicts }
    advance()
    let name = token.word?.keyword
    if name == "MODE" { return .conflicts(nil) }
    guard let policy = ConflictPolicy.allCases.first(where: { $0.rawValue.keyword == name })
    else { throw error(.unknownPolicy(typed(token)), at: token) }
    return .conflicts(policy)
  }

  private mutating func step() throws(ScriptError) -> Int? {
    try number { .notAStep($0) }
  }

  /// A number from 1; nil if nothing stands there.
  private mutating func number(
    orElse problem: (String) -> ScriptError.Problem = { .notANumber($0) }
  ) throws(ScriptError) -> Int? {
    guard let token = next else { return nil }
    guard let word = token.word, word.unicodeScalars.allSatisfy(\.isASCIIDigit),
      let number = Int(word), number > 0
    else { throw error(problem(typed(token)), at: token) }
    advance()
    return number
  }
}
