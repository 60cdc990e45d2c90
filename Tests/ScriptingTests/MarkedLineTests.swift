import Chance
import Testing

@testable import Scripting

/// What Markdown's marks enclose, held against the patterns that say so.
@Suite struct MarkedLineTests {
  /// What there is at the start of a text, by patterns that each look at all of it.
  private static func naive(_ text: Substring) -> (kind: MarkedLine.Kind, content: Int, end: Int)? {
    if let code = text.prefixMatch(of: #/`([^`]+)`/#) {
      return (.code, code.output.1.count, code.output.0.count)
    }
    if let strong = text.prefixMatch(of: #/\*\*([^*]+)\*\*/#) {
      return (.strong, strong.output.1.count, strong.output.0.count)
    }
    if let leaning = text.prefixMatch(of: #/\*(\w[^*]*[\w?!.]|\w)\*/#) {
      return (.emphasis, leaning.output.1.count, leaning.output.0.count)
    }
    if let link = text.prefixMatch(of: #/\[([^\]]*)\]\(([^)]*)\)/#) {
      let start = link.output.1.count + 3
      let place = start..<(start + link.output.2.count)
      return (.link(to: place), link.output.1.count, link.output.0.count)
    }
    return nil
  }

  @Test func piecesAreWhatThePatternsSay() {
    var dice = Dice(seed: 13)
    var found = 0
    for _ in 0..<20_000 {
      let signs = Array("**``[](())aé_?. ")
      let text = String((0..<dice.below(14)).map { _ in signs[dice.below(signs.count)] })
      let line = MarkedLine(text)
      for place in line.characters.indices {
        let count = line.characters.count
        for end in [count, dice.below(count + 1)] where end > place {
          let piece = line.piece(at: place, before: end)
          let expected = Self.naive(text.dropFirst(place).prefix(end - place))
          #expect(piece?.end == expected.map { $0.end + place }, "\(text) \(place) \(end)")
          #expect(piece?.content.count == expected?.content, "\(text) \(place) \(end)")
          let kind = expected.map { $0.kind.moved(by: place) }
          #expect(piece?.kind == kind, "\(text) \(place) \(end)")
          found += piece == nil ? 0 : 1
        }
      }
    }
    #expect(found > 5_000)
  }
}

extension MarkedLine.Kind {
  fileprivate func moved(by distance: Int) -> Self {
    guard case .link(let place) = self else { return self }
    return .link(to: (place.lowerBound + distance)..<(place.upperBound + distance))
  }
}
