import Scripting

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
      "p", ["class": text.hasPrefix("**Predict:**") ? "predict" : nil], inline(text[...]))
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
      items.append(.element("li", [:], inline(taken(&rest, first: item.text)[...])))
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

  private func inline(_ text: Substring) -> Markup {
    var result = Markup()
    var plain = ""
    var rest = text
    while let character = rest.first {
      if let (piece, end) = span(rest) {
        result += .text(plain) + piece
        (plain, rest) = ("", rest[end...])
      } else {
        plain.append(character)
        rest = rest.dropFirst()
      }
    }
    return result + .text(plain)
  }

  /// The marked piece that the text starts with, and where it ends; nil if there is none.
  private func span(_ text: Substring) -> (Markup, Substring.Index)? {
    if let code = text.prefixMatch(of: #/`([^`]+)`/#) {
      return (.element("code", [:], text: String(code.output.1)), code.range.upperBound)
    }
    if let bold = text.prefixMatch(of: #/\*\*([^*]+)\*\*/#) {
      return (.element("strong", [:], inline(bold.output.1)), bold.range.upperBound)
    }
    if let leaning = text.prefixMatch(of: #/\*(\w[^*]*[\w?!.]|\w)\*/#) {
      return (.element("em", [:], inline(leaning.output.1)), leaning.range.upperBound)
    }
    if let link = text.prefixMatch(of: #/\[([^\]]*)\]\(([^)]*)\)/#) {
      let inner = inline(link.output.1)
      let place = target(String(link.output.2))
      return (
        place.map { .element("a", ["href": $0, "rel": "noreferrer"], inner) } ?? inner,
        link.range.upperBound
      )
    }
    return nil
  }
}

extension Markup {
  /// Lines of code as they stand.
  static func code(_ lines: [String]) -> Markup {
    .element("pre", [:], lines.map { .text($0) }.lines())
  }
}
