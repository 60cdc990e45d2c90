/// A line of prose, and the pieces of it that Markdown's marks enclose.
///
/// Where each kind of mark comes next is noted in one pass from the end. A mark that never closes
/// is then known as such at once, so the time grows with the length of the line and no faster.
struct MarkedLine {
  let characters: [Character]
  private let stars: [Int]
  private let backticks: [Int]
  private let brackets: [Int]
  private let parentheses: [Int]

  /// What a piece is.
  enum Kind: Equatable {
    case code, strong, emphasis
    /// A link to what stands in these places.
    case link(to: Range<Int>)
  }

  /// A piece with its marks.
  struct Piece: Equatable {
    let kind: Kind
    /// The places between the marks.
    let content: Range<Int>
    /// The place after its last mark.
    let end: Int
  }

  init(_ text: some StringProtocol) {
    let characters = Array(text)
    self.characters = characters
    stars = Self.next("*", in: characters)
    backticks = Self.next("`", in: characters)
    brackets = Self.next("]", in: characters)
    parentheses = Self.next(")", in: characters)
  }

  /// For each place, and for the end, where the mark stands next; the end where it does not.
  private static func next(_ mark: Character, in characters: [Character]) -> [Int] {
    var result = [Int](repeating: characters.count, count: characters.count + 1)
    for place in characters.indices.reversed() {
      result[place] = characters[place] == mark ? place : result[place + 1]
    }
    return result
  }

  /// The text in these places.
  func text(_ places: Range<Int>) -> String { String(characters[places]) }

  /// The piece whose first mark stands at a place, and whose last one before the end; nil if none.
  func piece(at place: Int, before end: Int) -> Piece? {
    let piece: Piece? =
      switch characters[place] {
      case "`": code(at: place)
      case "*": strong(at: place) ?? emphasis(at: place)
      case "[": link(at: place)
      default: nil
      }
    return piece.flatMap { $0.end <= end ? $0 : nil }
  }

  private func code(at place: Int) -> Piece? {
    let close = backticks[place + 1]
    guard close < characters.count, close > place + 1 else { return nil }
    return Piece(kind: .code, content: (place + 1)..<close, end: close + 1)
  }

  private func strong(at place: Int) -> Piece? {
    guard place + 2 < characters.count, characters[place + 1] == "*" else { return nil }
    let close = stars[place + 2]
    guard close > place + 2, close + 1 < characters.count, characters[close + 1] == "*" else {
      return nil
    }
    return Piece(kind: .strong, content: (place + 2)..<close, end: close + 2)
  }

  /// A star that a blank follows is none of these, and neither is one that a blank comes before.
  private func emphasis(at place: Int) -> Piece? {
    let close = stars[place + 1]
    guard close < characters.count, close > place + 1, characters[place + 1].isOfWord else {
      return nil
    }
    let last = characters[close - 1]
    guard last.isOfWord || close > place + 2 && "?!.".contains(last) else { return nil }
    return Piece(kind: .emphasis, content: (place + 1)..<close, end: close + 1)
  }

  private func link(at place: Int) -> Piece? {
    let middle = brackets[place + 1]
    guard middle + 1 < characters.count, characters[middle + 1] == "(" else { return nil }
    let close = parentheses[middle + 2]
    guard close < characters.count else { return nil }
    return Piece(
      kind: .link(to: (middle + 2)..<close), content: (place + 1)..<middle, end: close + 1)
  }
}

extension Character {
  /// Whether words are made of it.
  var isOfWord: Bool { isLetter || isNumber || self == "_" }
}
