import Scripting
import Telling

/// A lesson's prose as HTML: the little Markdown that lessons are written in.
struct PassageMarkup {
  private let lines: [String]
  /// Where a link to another lesson leads; nil leaves its text alone.
  private let target: (String) -> String?

  init(_ passage: Scenario.Passage, target: @escaping (String) -> String?) {
    lines = passage.withoutComments
    self.target = target
  }

  /// The paragraphs, headings, lists and blocks of code; the title is left out.
  var html: Markup {
    var result = Markup()
    var rest = lines[...]
    while let line = rest.first {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("```") || text.hasPrefix("~~~") {
        let marks = String(text.prefix(3))
        rest.removeFirst()
        let code = rest.prefix { !$0.drop { $0 == " " }.hasPrefix(marks) }
        rest = rest.dropFirst(code.count + 1)
        result += .code(Array(code))
      } else if text.isEmpty || text == "---" {
        rest.removeFirst()
      } else if text.hasPrefix("#") {
        rest.removeFirst()
        if !text.hasPrefix("# ") { result += heading(String(text)) }
      } else if text.hasPrefix("|") {
        let table = rest.prefix { $0.drop { $0 == " " }.hasPrefix("|") }
        rest = rest.dropFirst(table.count)
        result += .code(Array(table))
      } else if Self.item(text) != nil {
        result += list(&rest)
      } else {
        result += paragraph(&rest)
      }
      result += .lineBreak
    }
    return result
  }

  /// Whether the text asks the reader to predict something.
  static func isQuestion(_ passage: Scenario.Passage) -> Bool {
    passage.lines.contains { $0.hasPrefix("**Predict:**") }
  }

  // MARK: Blocks

  private func heading(_ text: String) -> Markup {
    .element("h3", [:], inline(text.drop { $0 == "#" }.drop { $0 == " " }))
  }

  private func paragraph(_ rest: inout ArraySlice<String>) -> Markup {
    let text = taken(&rest, first: rest.removeFirst()[...])
    return .element(
      "p", ["class": text.hasPrefix("**Predict:**") ? "predict" : nil], inline(text))
  }

  /// A line and those that go on with it.
  private func taken(_ rest: inout ArraySlice<String>, first: Substring) -> String {
    var text = String(first.drop { $0 == " " })
    while let line = rest.first {
      let next = line.drop { $0 == " " }
      guard !next.isEmpty, Self.item(next) == nil, !next.hasPrefix("#"), !next.hasPrefix("```"),
        !next.hasPrefix("|"), next != "---"
      else { break }
      text += " " + next
      rest.removeFirst()
    }
    return text
  }

  private func list(_ rest: inout ArraySlice<String>) -> Markup {
    var items: [Markup] = []
    var isNumbered = false
    while let line = rest.first, let item = Self.item(line.drop { $0 == " " }) {
      rest.removeFirst()
      isNumbered = item.isNumbered
      items.append(.element("li", [:], inline(taken(&rest, first: item.text))))
      if rest.first?.allSatisfy(\.isWhitespace) == true,
        let next = rest.dropFirst().first, Self.item(next.drop { $0 == " " }) != nil
      {
        rest.removeFirst()
      }
    }
    return .element(isNumbered ? "ol" : "ul", [:], items)
  }

  private static func item(_ text: Substring) -> (text: Substring, isNumbered: Bool)? {
    if text.hasPrefix("- ") || text.hasPrefix("* ") { return (text.dropFirst(2), false) }
    guard let mark = text.prefixMatch(of: #/[0-9]+\. /#) else { return nil }
    return (text[mark.range.upperBound...], true)
  }

  // MARK: Inside a line

  private func inline(_ text: some StringProtocol) -> Markup {
    let line = MarkedLine(text)
    return inline(line, line.characters.indices)
  }

  private func inline(_ line: MarkedLine, _ places: Range<Int>) -> Markup {
    var result = Markup()
    var plain = ""
    var place = places.lowerBound
    while place < places.upperBound {
      if let piece = line.piece(at: place, before: places.upperBound) {
        result += .text(plain)
        result += markup(of: piece, in: line)
        (plain, place) = ("", piece.end)
      } else {
        plain.append(line.characters[place])
        place += 1
      }
    }
    result += .text(plain)
    return result
  }

  private func markup(of piece: MarkedLine.Piece, in line: MarkedLine) -> Markup {
    switch piece.kind {
    case .code: return .element("code", [:], text: line.text(piece.content))
    case .strong: return .element("strong", [:], inline(line, piece.content))
    case .emphasis: return .element("em", [:], inline(line, piece.content))
    case .link(let place):
      let inner = inline(line, piece.content)
      guard let target = target(line.text(place)) else { return inner }
      return .element("a", ["href": target, "rel": "noreferrer"], inner)
    }
  }
}

extension Markup {
  /// Lines of code as they stand.
  static func code(_ lines: [String]) -> Markup {
    .element("pre", [:], lines.map { .text($0) }.lines())
  }
}
