import Language

/// A word, a quoted text or a sign of a line that may be unfinished.
///
/// Cut more simply than the language does it, and never wrong about where the last one starts; what
/// it means is left to the parser.
struct Piece {
  /// What it is.
  enum Kind {
    case word
    /// A dollar and what is typed of the name.
    case variable
    case quoted
    /// Quoted text whose end has not been typed.
    case openQuote
    case sign
  }

  let kind: Kind
  /// Where it starts and ends, in scalars of the line.
  let start: Int
  let end: Int
  /// As typed.
  let text: String

  /// Whether it can go on where it ends.
  var canGrow: Bool {
    switch kind {
    case .word, .variable, .openQuote: true
    case .quoted, .sign: false
    }
  }

  /// All pieces of the line.
  static func cut(_ scalars: [Unicode.Scalar]) -> [Piece] {
    var pieces: [Piece] = []
    var position = 0
    while let start = scalars[position...].firstIndex(where: { !$0.separatesWords }) {
      let (kind, end) = piece(in: scalars, at: start)
      pieces.append(
        Piece(kind: kind, start: start, end: end, text: String(scalars: scalars[start..<end])))
      position = end
    }
    return pieces
  }

  private static func piece(in scalars: [Unicode.Scalar], at start: Int) -> (Kind, end: Int) {
    let next = start + 1
    switch scalars[start] {
    case "\"":
      guard let end = endOfQuote(in: scalars, from: next) else {
        return (.openQuote, scalars.count)
      }
      return (.quoted, end)
    case "$":
      return (.variable, scalars[next...].firstIndex { !$0.isOfName } ?? scalars.count)
    default:
      if isTwoDots(scalars, at: start) { return (.sign, next + 1) }
      let end = scalars.indices[start...].first {
        !scalars[$0].isOfWord || isTwoDots(scalars, at: $0)
      }
      return end == start ? (.sign, next) : (.word, end ?? scalars.count)
    }
  }

  private static func endOfQuote(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var position = start
    while position < scalars.count, scalars[position] != "\"" {
      position += scalars[position] == "\\" ? 2 : 1
    }
    return position < scalars.count ? position + 1 : nil
  }

  private static func isTwoDots(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    index + 1 < scalars.count && scalars[index] == "." && scalars[index + 1] == "."
  }
}

extension Unicode.Scalar {
  /// Whether it is a blank.
  var separatesWords: Bool { self == " " || self == "\t" }

  /// Whether a bare word can hold it.
  fileprivate var isOfWord: Bool { isBareWord("a\(self)") }

  /// Whether the name of a variable can hold it.
  fileprivate var isOfName: Bool { self != "-" && isName("a\(self)") }
}

extension String {
  /// The text made of these scalars.
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
