/// One word or sign of a line.
struct Token: Hashable, Sendable {
  /// What it is.
  enum Kind: Hashable, Sendable {
    /// A bare word: a keyword, key, value or name, as its place decides.
    case word(String)
    /// The content of quoted text.
    case text(String)
    /// `$name`, without the dollar.
    case variable(String)
    case symbol(Symbol)
  }

  /// The signs of the language, without the closing semicolon, which is no token.
  enum Symbol: String, CaseIterable, Hashable, Sendable {
    case times = "*"
    case divided = "/"
    case modulo = "%"
    case plus = "+"
    case minus = "-"
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case open = "("
    case close = ")"
    case colon = ":"
    /// Only behind `.expect`; elsewhere blanks separate.
    case comma = ","
    case range = ".."
  }

  let kind: Kind
  /// How many scalars of the line stand before it.
  let start: Int
  /// How many scalars it has, at least 1.
  let length: Int
  /// Whether a blank, or the start of what was lexed, stands before it.
  let blankBefore: Bool
  /// Whether a blank, or the end of the line, stands after it.
  let blankAfter: Bool

  /// Where it starts, from 1.
  var column: Int { start + 1 }
  /// How many scalars of the line end with it.
  var end: Int { start + length }

  /// The sign, where it is one.
  var symbol: Symbol? {
    if case .symbol(let symbol) = kind { symbol } else { nil }
  }

  /// The bare word, where it is one.
  var word: String? {
    if case .word(let word) = kind { word } else { nil }
  }

  /// Whether its first letter is that of the keyword, given in capitals, so that it may be it.
  func mayBegin(_ keyword: String) -> Bool {
    guard let first = word?.utf8.first, let capital = keyword.utf8.first else { return false }
    return first == capital || first == capital | 0x20 || first >= 0x80
  }

  /// The operator it is in a formula; `and` and `or` count in any case.
  var binaryOperator: Expression.Operator? {
    switch kind {
    case .word(let word):
      switch word.keyword {
      case "AND": .and
      case "OR": .or
      default: nil
      }
    case .symbol(let symbol): Expression.Operator(rawValue: symbol.rawValue)
    case .text, .variable: nil
    }
  }
}
