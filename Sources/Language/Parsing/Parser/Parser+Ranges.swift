import Vocabulary

extension Parser {
  /// A range as it was written.
  struct RangeForm {
    /// What it covers.
    enum Extent {
      case range(KeyRange)
      /// A single key, which DELETE tells from the range that holds only it.
      case key(Key)
    }

    let extent: Extent
    /// Where it starts and ends, in scalars of the line.
    let start: Int
    let end: Int

    var range: KeyRange {
      switch extent {
      case .range(let range): range
      case .key(let key): .only(key)
      }
    }
  }

  /// `[range] [= value]`; a bare `keyword` in the place of the range means that there is none.
  mutating func selection(until keyword: String?) throws(ScriptError) -> Selection {
    let form = try rangeForm(until: keyword)
    return Selection(form.range, filter: try filter(from: form))
  }

  /// `[range]` for a word that takes no filter.
  mutating func unfilteredRange(
    until keyword: String?, of owner: String? = nil
  ) throws(ScriptError) -> KeyRange {
    let form = try rangeForm(until: keyword)
    if let sign = next, sign.symbol == .equal { throw error(.noFilter(owner ?? word), at: sign) }
    return form.range
  }

  /// Nothing or `*`, `prefix*`, `low..high`, or a key.
  mutating func rangeForm(until keyword: String?) throws(ScriptError) -> RangeForm {
    want(.range(unlike: keyword?.lowercased()))
    guard let first = next, first.canStartRange, !isNextAlone(keyword) else {
      let start = next?.start ?? end
      return RangeForm(extent: .range(.all), start: start, end: start)
    }
    let extent = try extent(from: first)
    return RangeForm(extent: extent, start: first.start, end: end)
  }

  /// Whether that keyword comes next, and not `as*` or `as..b`.
  private func isNextAlone(_ keyword: String?) -> Bool {
    guard let keyword, isNext(keyword) else { return false }
    guard let sign = token(1), !sign.blankBefore else { return true }
    return sign.symbol != .times && sign.symbol != .range
  }

  private mutating func extent(from first: Token) throws(ScriptError) -> RangeForm.Extent {
    if take(.times) { return .range(.all) }
    let text = try keyText(of: word)
    if let star = next, star.symbol == .times, !star.blankBefore {
      advance()
      return .range(.prefix(text))
    }
    guard let dots = next, take(.range) else { return .key(Key(text)) }
    want(.highEnd(above: Key(text)))
    guard let last = next, last.isScalar, dots.blankBefore || !last.blankBefore else {
      throw missing(.highEnd, of: "\(typed(first))..")
    }
    let range = KeyRange(low: Key(text), high: Key(try keyText(of: word)))
    guard !range.isEmpty else {
      throw ScriptError(
        column: first.column, length: last.end - first.start,
        .emptyRange(low: typed(first), high: typed(last)))
    }
    return .range(range)
  }

  /// A single key, of that function or of the command's word.
  mutating func key(of function: String? = nil) throws(ScriptError) -> Key {
    let owner = function ?? word
    want(.key)
    guard let token = next else { throw missing(.key, of: owner) }
    let key = Key(try keyText(of: owner))
    guard let sign = next, sign.symbol == .range || (sign.symbol == .times && !sign.blankBefore)
    else { return key }
    throw ScriptError(
      column: token.column, length: sign.end - token.start,
      .notAKey(typed(from: token.start, to: sign.end)))
  }

  /// The text of a key or of an end of a range.
  private mutating func keyText(of owner: String) throws(ScriptError) -> String {
    guard let token = next else { throw missing(.key, of: owner) }
    switch token.kind {
    case .text(let text):
      advance()
      return text
    case .word(let text) where !text.startsWithDot:
      advance()
      return text
    case .symbol(.close), .symbol(.equal), .symbol(.open): throw missing(.key, of: owner)
    default: throw error(.notAKey(typed(token)), at: token)
    }
  }

  /// `= value` with a literal or a variable, or nothing.
  mutating func filter(from form: RangeForm) throws(ScriptError) -> Expression? {
    want(.words("="))
    guard let sign = next, sign.symbol == .equal else { return nil }
    advance()
    want(.value)
    guard let token = next else { throw missing(.value, of: "=") }
    let isSpaced = (sign.blankBefore || sign.start == form.start) && sign.blankAfter
    guard isSpaced else {
      let range = typed(from: form.start, to: form.end)
      let meant = (range.isEmpty ? "" : range + " ") + "= " + typed(token)
      throw error(.operatorsNeedSpaces(meant: meant, text: nil), at: sign)
    }
    if token.word?.keyword == "NONE" { throw error(.noneAsValue, at: token) }
    guard token.symbol == nil else { throw missing(.value, of: "=") }
    let node = try scalar(token)
    advance()
    return Expression(node, column: token.column, source: typed(token))
  }
}

extension Token {
  /// Whether it is a bare word or quoted text.
  fileprivate var isScalar: Bool {
    switch kind {
    case .word, .text: true
    case .variable, .symbol: false
    }
  }

  /// Whether a range, perhaps a mistaken one, starts with it.
  fileprivate var canStartRange: Bool {
    switch kind {
    case .word, .text, .variable: true
    case .symbol(let symbol): symbol == .times || symbol == .range || symbol == .minus
    }
  }
}
