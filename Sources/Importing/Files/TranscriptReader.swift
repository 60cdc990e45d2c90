import Language
import Layout

/// Reads a script for several windows, in which comments or prompts name the session of each
/// statement.
///
/// `-- alice` on a line of its own applies to all statements below it; after a statement, it
/// applies to those on its line. `alice> ` before a statement works like the former. isolab's own
/// scripts have a heading for each window, and a number for each step.
struct TranscriptReader {
  private let cutter: SQLCutter
  private var program = SQLProgram()
  /// The session of the statements that follow; nil if they prepare tables.
  private var current: SQLName?
  /// The session of the previous statement, for `-- either`.
  private var last: SQLName?
  /// Whether isolab has written the file.
  private var hasWindows = false
  private var isAtTheEnd = false
  /// The number of the step that follows, in files with numbers.
  private var number: Int?
  private var numbers: [Int] = []
  private var known: Set<String> = []
  /// The lines of the step that is being read.
  private var pending: [SQLToken] = []
  private var pieces: [Piece] = []

  /// What ends at a semicolon, or a line of psql's.
  private struct Piece {
    let tokens: [SQLToken]
    let meta: (word: String, rest: String)?
  }

  private init(_ scalars: [Unicode.Scalar]) { cutter = SQLCutter(scalars) }

  static func program(_ scalars: [Unicode.Scalar]) throws(Objection) -> SQLProgram {
    let tokens = try SQLLexer.tokens(scalars)
    var reader = TranscriptReader(scalars)
    reader.hasWindows = tokens.contains { $0.comment?.hasPrefix("===== window ") == true }
    try reader.read(tokens)
    return reader.ordered
  }

  /// The program with its steps in the order of their numbers.
  private var ordered: SQLProgram {
    var program = program
    let order = program.steps.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    program.orders = [order]
    return program
  }

  // MARK: Lines

  private mutating func read(_ tokens: [SQLToken]) throws(Objection) {
    var line = tokens[...]
    while let first = line.first {
      // A line ends where the next token is the first of its own.
      let rest = line.dropFirst().firstIndex { $0.isFirst } ?? line.endIndex
      try readLine(Array(line[line.startIndex..<rest]), at: first.place)
      line = line[rest...]
    }
    guard pending.isEmpty else {
      throw Objection(pending[0].place, "this statement does not end with a semicolon")
    }
    try finish(in: current)
  }

  private mutating func readLine(_ tokens: [SQLToken], at place: Position) throws(Objection) {
    var tokens = tokens[...]
    if pending.isEmpty, let comment = tokens.first?.comment, tokens.count == 1 {
      return try readComment(comment, at: place)
    }
    if pending.isEmpty, tokens.count > 1, let name = prompt(tokens) {
      try finish(in: current)
      current = name
      tokens = tokens.dropFirst(2)
    }
    let before = pieces.count
    for token in tokens { try add(token) }
    let session = tokens.last?.comment.flatMap { marker($0, at: tokens[tokens.endIndex - 1].place) }
    guard !hasWindows, pieces.count > before else { return }
    if let session {
      try finish(in: session)
    } else if current == nil, !program.sessions.isEmpty {
      throw Objection(
        place, "this statement names no session; write -- and a session's name after it")
    } else {
      try finish(in: current)
    }
  }

  /// The session of a prompt such as `alice> `.
  private func prompt(_ tokens: ArraySlice<SQLToken>) -> SQLName? {
    guard case .word(let word) = tokens[tokens.startIndex].kind,
      tokens[tokens.startIndex + 1].kind == .symbol(">"), isName(word)
    else { return nil }
    return SQLName(text: word, place: tokens[tokens.startIndex].place)
  }

  private mutating func add(_ token: SQLToken) throws(Objection) {
    switch token.kind {
    case .comment: return
    case .symbol(";"), .meta:
      if case .meta(let word, let rest) = token.kind {
        if word != "gset", !pending.isEmpty {
          throw Objection(token.place, "the statement before this does not end with a semicolon")
        }
        pieces.append(Piece(tokens: pending + [token], meta: (word, rest.trimmed)))
      } else if !pending.isEmpty {
        pieces.append(Piece(tokens: pending, meta: nil))
      }
      pending = []
    default: pending.append(token)
    }
  }

  private mutating func readComment(_ comment: String, at place: Position) throws(Objection) {
    if comment.hasPrefix("===== ") {
      try finish(in: current)
      let words = comment.split(separator: " ")
      isAtTheEnd = words.count > 1 && words[1] == "at"
      number = nil
      if words.count == 4, words[1] == "window" {
        current = SQLName(text: String(words[2]), place: place)
      }
    } else if hasWindows {
      if comment.hasPrefix("step "), let end = comment.firstIndex(of: ":") {
        try finish(in: current)
        number = Int(comment[..<end].dropFirst("step ".count))
      } else if comment == "if this window hangs, press Ctrl-C" {
        let token = SQLToken(kind: .meta("cancel", ""), place: place, range: 0..<0, isFirst: true)
        pieces.append(Piece(tokens: [token], meta: ("cancel", "")))
      }
    } else if let name = marker(comment, at: place), name.text == comment.trimmedOfColon {
      try finish(in: current)
      current = name
    }
  }

  /// The session that a comment begins with; nil if it does not.
  private func marker(_ comment: String, at place: Position) -> SQLName? {
    let word = comment.unicodeScalars.prefix { $0.isSQLWord || $0 == "-" }
    let text = String(word)
    let rest = comment.unicodeScalars.dropFirst(word.count).first
    guard isName(text), rest.map({ ".,:;".unicodeScalars.contains($0) }) ?? true else {
      return nil
    }
    if text.lowercased() == "either", let last { return last }
    return SQLName(text: text, place: place)
  }

  // MARK: Steps

  /// Makes one step of the collected pieces, or one of each piece if they have no number.
  private mutating func finish(in session: SQLName?) throws(Objection) {
    defer { pieces = [] }
    guard !pieces.isEmpty, !isAtTheEnd else { return }
    let statements = try PsqlReader.statements(
      pieces.map { ($0.tokens, $0.meta) }, cutter)
    guard let session else {
      program.preparation += statements
      return
    }
    if known.insert(session.text).inserted { program.sessions.append(session) }
    last = session
    let groups = number == nil ? statements.map { [$0] } : [statements]
    let text = pieces.map { cutter.text($0.tokens) }.joined(separator: "; ")
    for (index, group) in groups.enumerated() {
      program.steps.append(
        SQLProgram.Step(
          name: number.map { "step \($0)" } ?? "", session: session,
          text: group.count == statements.count ? text : cutter.text(pieces[index].tokens),
          statements: group, isOneRequest: false))
      numbers.append(number ?? numbers.count)
    }
  }
}

extension SQLToken {
  /// The text of a comment, without the spaces around it.
  fileprivate var comment: String? {
    if case .comment(let text) = kind { text.trimmed } else { nil }
  }
}

extension String {
  /// Without spaces at both ends.
  var trimmed: String {
    let scalars = unicodeScalars.drop { $0.isGap }
    let end = scalars.lastIndex { !$0.isGap }.map { scalars.index(after: $0) }
    return String(scalars[scalars.startIndex..<(end ?? scalars.startIndex)])
  }

  fileprivate var trimmedOfColon: String { hasSuffix(":") ? String(dropLast()) : self }
}
