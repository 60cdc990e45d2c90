import Layout
package import Vocabulary

extension Statement {
  /// Reads one line; nil if it is blank or a comment.
  ///
  /// A comment starts with `#` at column 0, or right after a pasted prompt. A pasted prompt with
  /// nothing behind it makes its session the current one. Columns count Unicode scalars from the
  /// start of the line, whatever stands before the command.
  ///
  /// - Parameters:
  ///   - line: One line without its end.
  ///   - sessions: The sessions that exist, so that `bob COMMIT` is understood as a slip.
  ///   - levels: What the database calls the modes; the statement has isolab's names instead.
  /// - Returns: The line, understood.
  /// - Throws: The first thing from the left that is not in the language.
  package static func parse(
    line: String, sessions: [SessionName] = [], levels: [LevelName] = []
  ) throws(ScriptError) -> Statement? {
    var outlook = Outlook()
    return try parse(line: line, sessions: sessions, levels: levels, outlook: &outlook)
  }

  /// The same, and what could come next where the line ends; also if that is what it lacks.
  package static func parse(
    line: String, sessions: [SessionName] = [], levels: [LevelName] = [],
    outlook: inout Outlook
  ) throws(ScriptError) -> Statement? {
    guard line.utf8.count <= ScriptError.Limit.lineLength.most else {
      throw ScriptError(column: 1, .limit(.lineLength))
    }
    var scalars = Array(line.unicodeScalars)
    if scalars.first == "#" { return nil }
    let prefix = try LinePrefix(of: scalars)
    if prefix.promptSession != nil, prefix.end < scalars.count, scalars[prefix.end] == "#" {
      return nil
    }
    (outlook.start, outlook.session) = (prefix.end, prefix.session ?? prefix.promptSession)
    var rest = RawCommand(scalars[prefix.end...])
    if let translated = rest.translated(from: levels) {
      scalars[prefix.end...] = translated[...]
      rest = RawCommand(scalars[prefix.end...])
    }
    if let directive = try rest.directive() {
      let statement = Statement(prefix, .directive(directive), text: rest.text)
      return Statement(prefix, statement.body, text: statement.shown(rest.text))
    }
    var parser = Parser(scalars, sessions: sessions, outlook: outlook)
    defer { outlook = parser.outlook }
    do throws(ScriptError) {
      if let body = try parser.body() {
        return Statement(prefix, body, text: parser.text)
      }
    } catch {
      throw parser.pastedAnswer() ?? error.naming(levels)
    }
    let isEmpty = prefix.session == nil && prefix.promptSession == nil
    return isEmpty ? nil : Statement(prefix, .switchSession, text: "")
  }

  /// The line as it may be shown and kept: a URL in it without its password.
  package func shown(_ line: String) -> String {
    if case .directive(.shell(.on)) = body { withoutPasswords(line) } else { line }
  }

  private init(_ prefix: LinePrefix, _ body: Body, text: String) {
    self.init(
      promptSession: prefix.promptSession, session: prefix.session, body: body, text: text)
  }
}

extension ScriptError {
  /// The error for a mode that does not exist, with the levels that the database has.
  fileprivate func naming(_ levels: [LevelName]) -> ScriptError {
    guard case .unknownMode(let name) = problem, !levels.isEmpty else { return self }
    return ScriptError(
      column: column, length: length, .unknownLevel(name, known: levels.map { $0.text }))
  }
}

extension Result<Statement, ScriptError> {
  /// The line that was read so, as it may be shown and kept.
  package func shown(_ line: String) -> String {
    switch self {
    case .success(let statement): statement.shown(line)
    case .failure: withoutPasswords(line)
    }
  }
}
