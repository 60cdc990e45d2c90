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
  /// - Returns: The line, understood.
  /// - Throws: The first thing from the left that is not in the language.
  package static func parse(
    line: String, sessions: [SessionName] = []
  ) throws(ScriptError) -> Statement? {
    guard line.utf8.count <= ScriptError.Limit.lineLength.most else {
      throw ScriptError(column: 1, .limit(.lineLength))
    }
    let scalars = Array(line.unicodeScalars)
    if scalars.first == "#" { return nil }
    let prefix = try LinePrefix(of: scalars)
    if prefix.promptSession != nil, prefix.end < scalars.count, scalars[prefix.end] == "#" {
      return nil
    }
    let rest = RawCommand(scalars[prefix.end...])
    if let directive = try rest.courtesy() {
      return Statement(prefix, .directive(directive), text: rest.text)
    }
    var parser = Parser(scalars, from: prefix.end, sessions: sessions)
    if let body = try parser.body() {
      return Statement(prefix, body, text: parser.text)
    }
    let isEmpty = prefix.session == nil && prefix.promptSession == nil
    return isEmpty ? nil : Statement(prefix, .switchSession, text: "")
  }

  private init(_ prefix: LinePrefix, _ body: Body, text: String) {
    self.init(
      promptSession: prefix.promptSession, session: prefix.session, body: body, text: text)
  }
}

/// A command as typed, for the words whose argument is free text, not cut into tokens.
private struct RawCommand {
  private let command: ArraySlice<Unicode.Scalar>
  private let word: ArraySlice<Unicode.Scalar>
  private let rest: ArraySlice<Unicode.Scalar>

  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var line = scalars.trimmed
    while line.last == ";" { line = line.dropLast().trimmed }
    command = line
    word = command.prefix { !$0.isBlank }
    rest = command.dropFirst(word.count).trimmed
  }

  /// Without closing semicolon and outer blanks.
  var text: String { String(scalars: command) }

  /// The directive, if this asks for help, whose topic may be anything, or leaves.
  func courtesy() throws(ScriptError) -> Directive? {
    switch String(scalars: word).keyword {
    case "HELP", ".HELP", "?", "\\?":
      return .help(topic: rest.isEmpty ? nil : String(scalars: rest))
    case "QUIT", ".QUIT", "EXIT", "\\Q":
      guard rest.isEmpty else {
        throw error(at: rest, .unexpected(String(scalars: rest), after: ".quit"))
      }
      return .quit
    case ".LESSON": return .bench(.lesson(rest.isEmpty ? nil : try freeText()))
    case ".PLAY": return .shell(.play(file: rest.isEmpty ? nil : try freeText()))
    case ".OPEN": return .shell(.open(file: try file(of: ".open")))
    case ".SAVE": return .shell(.save(file: try file(of: ".save")))
    case ".EXPORT": return .shell(.export(file: try file(of: ".export")))
    case ".ONCE": return .shell(.once(file: try file(of: ".once")))
    case let other where other.hasPrefix("\\"):
      throw error(at: word, .unknownWord(String(scalars: word)))
    default:
      return nil
    }
  }

  private func file(of word: String) throws(ScriptError) -> String {
    guard !rest.isEmpty else {
      throw ScriptError(column: self.word.endIndex + 1, .missing(.file, of: word))
    }
    return try freeText()
  }

  /// All that follows the word: as it stands, or the content of one quoted text.
  private func freeText() throws(ScriptError) -> String {
    guard rest.first == "\"" else { return String(scalars: rest) }
    let blanks = [Unicode.Scalar](repeating: " ", count: rest.startIndex)
    let lexed = Lexer.lex(blanks + rest)
    if let failure = lexed.failure { throw failure }
    guard lexed.tokens.count == 1, case .text(let text) = lexed.tokens[0].kind else {
      throw error(at: rest, .unexpected(String(scalars: rest), after: String(scalars: word)))
    }
    return text
  }

  private func error(
    at place: ArraySlice<Unicode.Scalar>, _ problem: ScriptError.Problem
  ) -> ScriptError {
    ScriptError(column: place.startIndex + 1, length: place.count, problem)
  }
}
