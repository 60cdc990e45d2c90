/// A run of words that belong together: a paragraph, a cell, a comment, the text of a literal.
struct Passage {
  enum Kind { case prose, comment, literal }

  struct Word {
    /// In small letters, without the marks around it.
    let text: String
    let line: Int
    let isCapital: Bool
    /// The last mark after it, where that ends a sentence or half of one.
    let end: Character?
  }

  let kind: Kind
  private(set) var words: [Word] = []

  init(_ kind: Kind) { self.kind = kind }

  /// Adds a line; code in backticks becomes one word that nothing matches.
  mutating func add(_ text: some StringProtocol, line: Int) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    let plain = parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "_" }
    for word in plain.joined().split(whereSeparator: \.isWhitespace) {
      let core = word.drop { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "_" }
      let bare = core.lastIndex { $0.isLetter || $0.isNumber || $0 == "_" }.map { core[...$0] }
      let marks = bare.map { core[$0.endIndex...] } ?? core
      words.append(
        Word(
          text: bare?.lowercased() ?? String(core), line: line,
          isCapital: bare?.first?.isUppercase == true, end: marks.last { ".?!:;".contains($0) }))
    }
  }

  /// The words between the ends of sentences.
  var sentences: [ArraySlice<Word>] {
    var result: [ArraySlice<Word>] = []
    var start = 0
    for place in words.indices where words[place].end.map({ ".?!:".contains($0) }) == true {
      result.append(words[start...place])
      start = place + 1
    }
    if start < words.endIndex { result.append(words[start...]) }
    return result
  }
}

extension Tree.File {
  /// What of it a person reads: of Markdown the prose, of Swift comments and literals.
  var passages: [Passage] {
    (path.hasSuffix(".swift") ? swiftPassages : markdownPassages).filter { !$0.words.isEmpty }
  }

  /// Words under which a page of help is found need not be the words of isolab.
  private var markdownPassages: [Passage] {
    var result = [Passage(.prose)]
    var last = 0
    for line in prose where !line.text.hasPrefix("<!-- also: ") {
      let text = line.text.drop { $0 == " " }
      let starts = "#|-*>".contains(text.first ?? "#") || text.first?.isNumber == true
      if starts || line.number > last + 1 { result.append(Passage(.prose)) }
      last = text.hasPrefix("#") ? 0 : line.number
      for (cell, part) in text.split(separator: text.hasPrefix("|") ? "|" : "\n").enumerated() {
        if cell > 0 { result.append(Passage(.prose)) }
        result[result.endIndex - 1].add(part, line: line.number)
      }
    }
    return result
  }

  private var swiftPassages: [Passage] {
    var (comment, literal) = (Passage(.comment), Passage(.literal))
    var result: [Passage] = []
    var isOpen = false
    for line in numbered {
      let text = line.text.drop { $0 == " " }
      if !isOpen, text.hasPrefix("//") {
        if text.drop(while: { $0 == "/" || $0 == " " }).isEmpty {
          result.append(comment)
          comment = Passage(.comment)
        }
        comment.add(text.drop { $0 == "/" }, line: line.number)
        continue
      }
      result.append(comment)
      comment = Passage(.comment)
      if !isOpen, !text.hasPrefix("+ ") {
        result.append(literal)
        literal = Passage(.literal)
      }
      if isOpen, text.isEmpty {
        result.append(literal)
        literal = Passage(.literal)
      }
      var scanner = LiteralScanner(text, isOpen: isOpen)
      for piece in scanner.pieces() { literal.add(piece, line: line.number) }
      isOpen = scanner.isOpen
    }
    return result + [comment, literal]
  }
}

/// Finds what stands between quotes in a line of Swift.
private struct LiteralScanner {
  private var rest: Substring
  /// Whether a literal of several lines is open at the end of what was read.
  private(set) var isOpen: Bool

  init(_ line: Substring, isOpen: Bool) { (rest, self.isOpen) = (line, isOpen) }

  /// The texts of the literals, each with a dot for what is computed; names without a blank are
  /// left out.
  mutating func pieces() -> [String] {
    var result: [String] = []
    while !rest.isEmpty {
      if isOpen || rest.hasPrefix("\"\"\"") {
        if !isOpen { rest = rest.dropFirst(3) }
        isOpen = true
        result += literal(until: "\"\"\"")
        if !rest.isEmpty { (isOpen, rest) = (false, rest.dropFirst(3)) }
      } else if rest.hasPrefix("//") {
        rest = ""
      } else if rest.removeFirst() == "\"" {
        result += literal(until: "\"").filter { $0.contains(" ") }
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// What comes before the end, and the literals inside of what it computes.
  private mutating func literal(until end: String) -> [String] {
    var (text, inner) = ("", [String]())
    while !rest.isEmpty, !rest.hasPrefix(end) {
      let character = rest.removeFirst()
      guard character == "\\", let next = rest.popFirst() else {
        text.append(character)
        continue
      }
      if next == "(" {
        inner += computed()
        text.append("_")
      }
    }
    return [text] + inner
  }

  /// Reads on to the parenthesis that closes.
  private mutating func computed() -> [String] {
    var (depth, inner) = (1, [String]())
    while depth > 0, let character = rest.popFirst() {
      if character == "\"" {
        inner += literal(until: "\"").filter { $0.contains(" ") }
        rest = rest.dropFirst()
      }
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
    }
    return inner
  }
}
