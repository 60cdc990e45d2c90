/// A piece of SQL or of psql's language.
struct SQLToken: Hashable {
  enum Kind: Hashable {
    /// A word that is not quoted, in lowercase as in PostgreSQL.
    case word(String)
    /// A quoted name.
    case name(String)
    case number(String)
    case text(String)
    /// `:name` of psql.
    case variable(String)
    case symbol(String)
    /// `\gset` of psql, with the rest of its line.
    case meta(String, String)
    case comment(String)
  }

  let kind: Kind
  let place: Position
  /// Its place among the scalars that were read.
  let range: Range<Int>
  /// Whether only spaces come before it on its line.
  let isFirst: Bool

  var isComment: Bool { if case .comment = kind { true } else { false } }
}

/// Cuts SQL into tokens.
struct SQLLexer {
  private let scalars: [Unicode.Scalar]
  private var index: Int
  private let end: Int
  private var place: Position
  private var isFirst = true

  private init(_ scalars: [Unicode.Scalar], _ range: Range<Int>, at place: Position) {
    (self.scalars, self.place) = (scalars, place)
    (index, end) = (range.lowerBound, range.upperBound)
  }

  /// All tokens of a range that begins at that place, comments included; nil stands for the whole
  /// text.
  static func tokens(
    _ scalars: [Unicode.Scalar], in range: Range<Int>? = nil, at place: Position = Position()
  ) throws(Objection) -> [SQLToken] {
    var lexer = SQLLexer(scalars, range ?? scalars.indices, at: place)
    var tokens: [SQLToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < end ? scalars[index + offset] : nil
  }

  @discardableResult
  private mutating func take() -> Unicode.Scalar {
    let scalar = scalars[index]
    index += 1
    if scalar == "\n" {
      place = Position(line: place.line + 1)
      isFirst = true
    } else {
      place.column += 1
    }
    return scalar
  }

  private mutating func take(while holds: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), holds(scalar) { text.append(take()) }
    return String(text)
  }

  private mutating func next() throws(Objection) -> SQLToken? {
    _ = take { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\u{C}" }
    guard let first = peek() else { return nil }
    let (start, began, wasFirst) = (index, place, isFirst)
    isFirst = false
    let kind = try kind(first)
    return SQLToken(kind: kind, place: began, range: start..<index, isFirst: wasFirst)
  }

  private mutating func kind(_ first: Unicode.Scalar) throws(Objection) -> SQLToken.Kind {
    switch first {
    case "-" where peek(1) == "-":
      return .comment(String(take { $0 != "\n" }.dropFirst(2)))
    case "/" where peek(1) == "*": return .comment(try blockComment())
    case "'": return .text(try quoted("'"))
    case "\"": return .name(try quoted("\""))
    case "e" where peek(1) == "'", "E" where peek(1) == "'":
      take()
      return .text(try quoted("'", escapes: true))
    case "\\":
      take()
      let word = take { $0.isSQLWord }
      return .meta(word, take { $0 != "\n" && $0 != "\r" })
    case ":" where peek(1)?.isSQLWord == true && peek(1) != ":":
      take()
      return .variable(take { $0.isSQLWord })
    case _ where first.isDigit:
      return .number(take { $0.isDigit || $0 == "." })
    case _ where first.isSQLWord: return .word(take { $0.isSQLWord || $0 == "$" }.lowercased())
    default: return .symbol(symbol())
    }
  }

  private mutating func symbol() -> String {
    let pair = String(String.UnicodeScalarView([take()] + (peek().map { [$0] } ?? [])))
    guard ["::", "||", "<>", "!=", "<=", ">=", "=>"].contains(pair) else {
      return String(pair.unicodeScalars.prefix(1))
    }
    take()
    return pair
  }

  private mutating func quoted(
    _ quote: Unicode.Scalar, escapes: Bool = false
  ) throws(Objection) -> String {
    let start = place
    take()
    var text = String.UnicodeScalarView()
    while peek() != nil {
      let scalar = take()
      if scalar == quote {
        guard peek() == quote else { return String(text) }
        take()
      } else if escapes, scalar == "\\" {
        text.append(try escaped())
        continue
      }
      text.append(scalar)
    }
    throw Objection(start, "the quoted text is never closed")
  }

  private mutating func escaped() throws(Objection) -> Unicode.Scalar {
    let start = place
    guard peek() != nil else { throw Objection(start, "the quoted text is never closed") }
    switch take() {
    case "\\": return "\\"
    case "'": return "'"
    case "n": return "\n"
    case "t": return "\t"
    case "U":
      let digits = (0..<8).compactMap { _ in peek() == nil ? nil : String(take()) }.joined()
      if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) { return scalar }
      fallthrough
    default: throw Objection(start, "isolab does not know this escape sequence")
    }
  }

  private mutating func blockComment() throws(Objection) -> String {
    let start = place
    var text = String.UnicodeScalarView()
    take()
    take()
    while peek() != nil {
      if peek() == "*", peek(1) == "/" {
        take()
        take()
        return String(text)
      }
      text.append(take())
    }
    throw Objection(start, "the comment is never closed")
  }
}

extension Unicode.Scalar {
  /// Whether it can be in a name that is not quoted.
  var isSQLWord: Bool { self == "_" || !isASCII || properties.isAlphabetic || isDigit }

  var isDigit: Bool { "0"..."9" ~= self }
}
