/// A command as typed, for the words whose argument is free text, not cut into tokens.
struct RawCommand {
  private let command: ArraySlice<Unicode.Scalar>
  let head: ArraySlice<Unicode.Scalar>
  let rest: ArraySlice<Unicode.Scalar>

  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var line = scalars.trimmed
    while line.last == ";" { line = line.dropLast().trimmed }
    command = line
    head = command.prefix { !$0.isBlank }
    rest = command.dropFirst(head.count).trimmed
  }

  /// Without closing semicolon and outer blanks.
  var text: String { String(scalars: command) }

  /// The directive, if its word takes free text.
  func directive() throws(ScriptError) -> Directive? {
    let typed = String(scalars: head)
    let word = Words.spelled(typed)
    switch word?.reader {
    case .text(let kind, let directive)?:
      return try self.directive(kind, of: word?.name ?? typed, directive)
    case .demonstration(let directive)?: return try demonstration(directive)
    case .command?, .directive?, nil:
      guard !typed.hasPrefix("\\") else { throw error(at: head, .unknownWord(typed)) }
      return nil
    }
  }

  private func directive(
    _ kind: Word.FreeText, of name: String, _ directive: (String?) -> Directive?
  ) throws(ScriptError) -> Directive {
    if kind == .nothing, !rest.isEmpty {
      throw error(at: rest, .unexpected(String(scalars: rest), after: name))
    }
    let argument = kind == .topic && !rest.isEmpty ? String(scalars: rest) : try content(of: rest)
    if let directive = directive(argument) { return directive }
    throw ScriptError(column: head.endIndex + 1, .missing(.file, of: name))
  }

  /// A lesson and, after the option, a file.
  private func demonstration(
    _ directive: (String?, String?) -> Directive
  ) throws(ScriptError) -> Directive {
    let words = rest.split(whereSeparator: { $0.isBlank })
    guard let option = words.last(where: { String(scalars: $0) == Words.notesOption }) else {
      return directive(try content(of: rest), nil)
    }
    guard let notes = try content(of: rest[option.endIndex...].trimmed) else {
      throw ScriptError(column: option.endIndex + 1, .missing(.file, of: Words.notesOption))
    }
    return directive(try content(of: rest[..<option.startIndex].trimmed), notes)
  }

  /// An argument: as it stands, or the content of one quoted text; nil if it is empty.
  private func content(of argument: ArraySlice<Unicode.Scalar>) throws(ScriptError) -> String? {
    guard let first = argument.first else { return nil }
    guard first == "\"" else { return String(scalars: argument) }
    let blanks = [Unicode.Scalar](repeating: " ", count: argument.startIndex)
    let lexed = Lexer.lex(blanks + argument)
    if let failure = lexed.failure { throw failure }
    guard lexed.tokens.count == 1, case .text(let text) = lexed.tokens[0].kind else {
      let (unexpected, word) = (String(scalars: argument), String(scalars: head))
      throw error(at: argument, .unexpected(unexpected, after: word))
    }
    return text
  }

  private func error(
    at place: ArraySlice<Unicode.Scalar>, _ problem: ScriptError.Problem
  ) -> ScriptError {
    ScriptError(column: place.startIndex + 1, length: place.count, problem)
  }
}
