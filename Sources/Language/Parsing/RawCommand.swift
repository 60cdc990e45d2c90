import Vocabulary

/// A command as typed, for the words whose argument is free text, not cut into tokens.
struct RawCommand {
  private let command: ArraySlice<Unicode.Scalar>
  private let head: ArraySlice<Unicode.Scalar>
  private let rest: ArraySlice<Unicode.Scalar>

  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var line = scalars.trimmed
    while line.last == ";" { line = line.dropLast().trimmed }
    command = line
    head = command.prefix { !$0.isBlank }
    rest = command.dropFirst(head.count).trimmed
  }

  /// Without closing semicolon and outer blanks.
  var text: String { String(scalars: command) }

  /// The mode that `.mode` names by the name that a database has for it; nil: it does not.
  func mode(of levels: [String: IsolationMode]) -> IsolationMode? {
    guard String(scalars: head).lowercased() == ".mode" else { return nil }
    return levels[String(scalars: rest).lowercased()]
  }

  /// The directive, if its word takes free text.
  func directive() throws(ScriptError) -> Directive? {
    let typed = String(scalars: head)
    guard let word = Words.spelled(typed), case .text(let kind, let directive) = word.reader else {
      guard !typed.hasPrefix("\\") else { throw error(at: head, .unknownWord(typed)) }
      return nil
    }
    if kind == .nothing, !rest.isEmpty {
      throw error(at: rest, .unexpected(String(scalars: rest), after: word.name))
    }
    let argument = rest.isEmpty ? nil : kind == .topic ? String(scalars: rest) : try content()
    if let directive = directive(argument) { return directive }
    throw ScriptError(column: head.endIndex + 1, .missing(.file, of: word.name))
  }

  /// All that follows the word: as it stands, or the content of one quoted text.
  private func content() throws(ScriptError) -> String {
    guard rest.first == "\"" else { return String(scalars: rest) }
    let blanks = [Unicode.Scalar](repeating: " ", count: rest.startIndex)
    let lexed = Lexer.lex(blanks + rest)
    if let failure = lexed.failure { throw failure }
    guard lexed.tokens.count == 1, case .text(let text) = lexed.tokens[0].kind else {
      throw error(at: rest, .unexpected(String(scalars: rest), after: String(scalars: head)))
    }
    return text
  }

  private func error(
    at place: ArraySlice<Unicode.Scalar>, _ problem: ScriptError.Problem
  ) -> ScriptError {
    ScriptError(column: place.startIndex + 1, length: place.count, problem)
  }
}
