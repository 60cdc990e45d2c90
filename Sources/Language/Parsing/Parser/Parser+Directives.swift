import Vocabulary

extension Parser {
  /// A word of the lab and all that follows it.
  mutating func directive() throws(ScriptError) -> Directive {
    guard let head = next else { throw missing(.command, of: word) }
    let known = head.word.flatMap(Words.named)
    // Words whose argument is free text are read before the line is cut into tokens.
    guard let known, case .directive(let read) = known.reader else { throw unknownWord(head) }
    advance()
    lead(with: known.name)
    let directive = try read(&self)
    try finish()
    return directive
  }

  mutating func onOrOff() throws(ScriptError) -> Bool {
    if take("ON") { return true }
    if take("OFF") { return false }
    guard let token = next else { throw missing(.onOrOff, of: word) }
    throw error(.unexpected(typed(token), after: word), at: token)
  }

  mutating func autovacuum() throws(ScriptError) -> Directive {
    if take("ON") { return .autovacuum(.on) }
    if take("OFF") { return .autovacuum(.off) }
    want(.words("5"))
    let word = word
    let number = try number { .unexpected($0, after: word) }
    return number.map { .autovacuum(.every($0)) } ?? .showAutovacuum
  }

  /// Modes to the end of the line, each once.
  mutating func modes(atLeast least: Int = 0) throws(ScriptError) -> [IsolationMode] {
    want(.mode)
    guard next != nil || least == 0 else { throw missing(.mode, of: word) }
    var modes: [IsolationMode] = []
    while let token = next {
      guard let mode = token.word.flatMap(IsolationMode.init(named:)) else {
        throw unknownMode(token)
      }
      guard !modes.contains(mode) else { throw error(.duplicate(typed(token)), at: token) }
      modes.append(mode)
      advance()
      want(.mode)
    }
    return modes
  }

  mutating func sessionNames() throws(ScriptError) -> [SessionName] {
    var names: [SessionName] = []
    while let token = next, let name = try session(.any) {
      guard !names.contains(name) else { throw error(.duplicate(typed(token)), at: token) }
      names.append(name)
    }
    want(.session(.any))
    return names
  }

  /// A session, or nothing; those that stand so are offered first.
  mutating func session(_ standing: Want.Standing) throws(ScriptError) -> SessionName? {
    want(.session(standing))
    return next == nil ? nil : SessionName(try sessionName())
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

  mutating func rule() throws(ScriptError) -> Directive {
    want(.rule(isNamed: false))
    guard next != nil else { throw missing(.rule, of: word) }
    guard !isNext(.colon) else { throw missing(.colon, of: word) }
    let name = try sessionName()
    guard take(.colon) else { throw missing(.colon, of: word) }
    scope.allowsVariables = false
    return .rule(name: name, try formula(after: word))
  }

  mutating func conflicts() throws(ScriptError) -> Directive {
    for policy in ConflictPolicy.allCases where take(policy.rawValue.keyword) {
      return .conflicts(policy)
    }
    if take("MODE") { return .conflicts(nil) }
    guard let token = next else { return .showConflicts }
    throw error(.unknownPolicy(typed(token)), at: token)
  }

  mutating func why() throws(ScriptError) -> Directive {
    want(.step)
    let asksJudge = next != nil && take("SERIALIZABLE")
    return asksJudge ? .whySerializable : .why(step: try number { .notAStep($0) })
  }

  mutating func branch() throws(ScriptError) -> Int? {
    want(.branch)
    return try number()
  }

  /// A number from 1; nil if there is nothing.
  ///
  /// No lab has more steps than 32 bits can count, and an `Int` has no more in a web page.
  mutating func number(
    orElse problem: (String) -> ScriptError.Problem = { .notANumber($0) }
  ) throws(ScriptError) -> Int? {
    guard let token = next else { return nil }
    guard let word = token.word, word.unicodeScalars.allSatisfy({ $0.isASCIIDigit }),
      let number = Int32(word), number > 0
    else { throw error(problem(typed(token)), at: token) }
    advance()
    return Int(number)
  }
}
