import Vocabulary

extension Parser {
  /// `BEGIN [MODE] [READ ONLY [DEFERRABLE]]`, after BEGIN.
  mutating func begin() throws(ScriptError) -> Command {
    try checkNoTransactionWord()
    want(.mode)
    let mode = startsAccess(at: 0) || next?.word == nil ? nil : try mode()
    let readOnly = take("READ ONLY")
    if !readOnly, isNext("READ") { throw missing(.only, after: "READ") }
    let token = next
    let deferrable = take("DEFERRABLE")
    if let token, deferrable, !readOnly { throw error(.deferrableNotReadOnly, at: token) }
    return .begin(mode, readOnly: readOnly, deferrable: deferrable)
  }

  /// A mode, or nothing.
  mutating func optionalMode() throws(ScriptError) -> IsolationMode? {
    want(.mode)
    return next == nil ? nil : try mode()
  }

  /// The name of a mode; `read committed`, with a blank, is an error that names the right one.
  mutating func mode() throws(ScriptError) -> IsolationMode {
    want(.mode)
    guard let first = next else { throw missing(.mode, of: word) }
    guard let name = first.word else { throw error(.unknownMode(typed(first)), at: first) }
    var count = 1
    while token(count)?.word != nil, !startsAccess(at: count) { count += 1 }
    let words = rest.prefix(count)
    let joined = words.compactMap({ $0.word }).joined(separator: "-")
    let mode = IsolationMode(named: name)
    guard count == 1 || (mode != nil && IsolationMode(named: joined) == nil), let mode else {
      let end = words.last?.end ?? first.end
      throw ScriptError(
        column: first.column, length: end - first.start,
        .unknownMode(typed(from: first.start, to: end)))
    }
    advance()
    return mode
  }

  /// The error for a word that is no mode, together with the next if both are one.
  func unknownMode(_ first: Token) -> ScriptError {
    let second = token(1)
    let joined = "\(first.word ?? "")-\(second?.word ?? "")"
    let end = IsolationMode(named: joined) == nil ? first.end : second?.end ?? first.end
    return ScriptError(
      column: first.column, length: end - first.start,
      .unknownMode(typed(from: first.start, to: end)))
  }

  /// Whether `READ ONLY`, a first `READ` without its ONLY, or `DEFERRABLE` comes next.
  private func startsAccess(at offset: Int) -> Bool {
    if isNext("DEFERRABLE", after: offset) { return true }
    guard isNext("READ", after: offset) else { return false }
    return isNext("ONLY", after: offset + 1) || (offset == 0 && token(1) == nil)
  }
}
