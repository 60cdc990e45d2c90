import Chance
import Language
import Testing

/// What Markdown's marks enclose, held against the patterns that say so.
@Suite struct InlineTests {
  /// What a text consists of, by patterns that each look at all of it.
  private static func naive(_ text: Substring) -> [Inline] {
    var result: [Inline] = []
    var rest = text
    while !rest.isEmpty {
      let (piece, length) = first(rest)
      if case .text(let more) = piece, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + more)
      } else {
        result.append(piece)
      }
      rest = rest.dropFirst(length)
    }
    return result
  }

  /// What a text begins with, and how many characters that takes.
  private static func first(_ text: Substring) -> (Inline, Int) {
    if let code = text.prefixMatch(of: #/`([^`]+)`/#) {
      return (.code(String(code.output.1)), code.output.0.count)
    }
    if let strong = text.prefixMatch(of: #/\*\*([^*]+)\*\*/#) {
      return (.strong(naive(strong.output.1)), strong.output.0.count)
    }
    if let leaning = text.prefixMatch(of: #/\*(\w[^*]*[\w?!.]|\w)\*/#) {
      return (.emphasis(naive(leaning.output.1)), leaning.output.0.count)
    }
    if let link = text.prefixMatch(of: #/\[([^\]]*)\]\(([^)]*)\)/#) {
      return (.link(naive(link.output.1), to: String(link.output.2)), link.output.0.count)
    }
    return (.text(String(text.prefix(1))), 1)
  }

  @Test func piecesAreWhatThePatternsSay() {
    var dice = Dice(seed: 13)
    var found = 0
    for _ in 0..<60_000 {
      let signs = Array("**``[](())aé_?. ")
      let text = String((0..<dice.below(18)).map { _ in signs[dice.below(signs.count)] })
      let pieces = Inline.pieces(of: text)
      #expect(pieces == Self.naive(text[...]), "\(text)")
      found += pieces.count { if case .text = $0 { false } else { true } }
    }
    #expect(found > 5_000)
  }
}
