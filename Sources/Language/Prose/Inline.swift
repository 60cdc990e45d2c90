/// A piece of a line of prose.
package indirect enum Inline: Hashable, Sendable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case link([Inline], to: String)

  /// What a line consists of, in order; linear in its length, whatever marks never close.
  package static func pieces(of line: String) -> [Inline] {
    let line = MarkedLine(line)
    return line.pieces(in: line.characters.indices)
  }
}

/// A line of prose, and where in it each kind of mark comes next.
///
/// That is noted in one pass from the end. A mark that never closes is then known as such at once,
/// so the time grows with the length of the line and no faster.
private struct MarkedLine {
  let characters: [Character]
  private let stars: [Int]
  private let backticks: [Int]
  private let brackets: [Int]
  private let parentheses: [Int]

  init(_ text: String) {
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

  /// The pieces in some places; a mark that closes after them is none.
  func pieces(in places: Range<Int>) -> [Inline] {
    var result: [Inline] = []
    var start = places.lowerBound
    var place = start
    while place < places.upperBound {
      guard let (piece, end) = piece(at: place, before: places.upperBound) else {
        place += 1
        continue
      }
      if start < place { result.append(.text(text(start..<place))) }
      result.append(piece)
      (start, place) = (end, end)
    }
    if start < place { result.append(.text(text(start..<place))) }
    return result
  }

  private func text(_ places: Range<Int>) -> String { String(characters[places]) }

  /// The piece whose first mark stands at a place, and the place after its last one.
  private func piece(at place: Int, before end: Int) -> (Inline, end: Int)? {
    switch characters[place] {
    case "`": code(at: place, before: end)
    case "*": strong(at: place, before: end) ?? emphasis(at: place, before: end)
    case "[": link(at: place, before: end)
    default: nil
    }
  }

  private func code(at place: Int, before end: Int) -> (Inline, end: Int)? {
    let close = backticks[place + 1]
    guard close < end, close > place + 1 else { return nil }
    return (.code(text((place + 1)..<close)), close + 1)
  }

  private func strong(at place: Int, before end: Int) -> (Inline, end: Int)? {
    guard place + 2 < end, characters[place + 1] == "*" else { return nil }
    let close = stars[place + 2]
    guard close > place + 2, close + 1 < end, characters[close + 1] == "*" else { return nil }
    return (.strong(pieces(in: (place + 2)..<close)), close + 2)
  }

  /// A star that a blank follows is none of these, and neither is one that a blank comes before.
  private func emphasis(at place: Int, before end: Int) -> (Inline, end: Int)? {
    let close = stars[place + 1]
    guard close < end, close > place + 1, characters[place + 1].isOfWord else { return nil }
    let last = characters[close - 1]
    guard last.isOfWord || close > place + 2 && "?!.".contains(last) else { return nil }
    return (.emphasis(pieces(in: (place + 1)..<close)), close + 1)
  }

  private func link(at place: Int, before end: Int) -> (Inline, end: Int)? {
    let middle = brackets[place + 1]
    guard middle + 1 < end, characters[middle + 1] == "(" else { return nil }
    let close = parentheses[middle + 2]
    guard close < end else { return nil }
    return (.link(pieces(in: (place + 1)..<middle), to: text((middle + 2)..<close)), close + 1)
  }
}

extension Character {
  /// Whether words are made of it.
  fileprivate var isOfWord: Bool { isLetter || isNumber || self == "_" }
}
