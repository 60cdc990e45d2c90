package import Language
package import Layout
import Telling
import Vocabulary

/// A lesson's prose as HTML.
package struct PassageMarkup {
  private let blocks: [ProseBlock]
  /// Where a link to another lesson leads; nil leaves its text alone.
  private let target: (String) -> String?

  package init(_ blocks: [ProseBlock], target: @escaping (String) -> String?) {
    (self.blocks, self.target) = (blocks.filter { !$0.isComment }, target)
  }

  /// All of it but the title and what is for the speaker alone.
  package var html: Markup {
    var result = Markup()
    var rest = blocks[...]
    while let block = rest.first {
      let list = rest.prefix { $0.isNumbered != nil && $0.isNumbered == block.isNumbered }
      rest = rest.dropFirst(max(1, list.count))
      if let isNumbered = block.isNumbered {
        result += .element(isNumbered ? "ol" : "ul", [:], list.map(markup)) + .lineBreak
      } else if !block.isTitle {
        result += markup(block) + .lineBreak
      }
    }
    return result
  }

  private func markup(_ block: ProseBlock) -> Markup {
    switch block.kind {
    case .heading(_, let text): .element("h3", [:], inline(text))
    case .paragraph(let text): tagged("p", block, text)
    case .question(let text): .element("p", ["class": "predict"], inline(text))
    case .item(_, _, let text): tagged("li", block, text)
    case .table(let rows): table(rows)
    case .code(let lines, _): .code(lines)
    case .comment, .pause: Markup()
    }
  }

  /// A text, with the modes that it is about: for the script, and for those who read without it.
  private func tagged(_ name: StaticString, _ block: ProseBlock, _ text: [Inline]) -> Markup {
    guard let modes = block.modes else { return .element(name, [:], inline(text)) }
    let label = "In \(wordedList(modes.map { $0.name })):"
    return .element(
      name, ["data-modes": modes.map { $0.shortName }.joined(separator: " ")],
      .element("em", ["class": "modes-named"], text: label), .text(" "), inline(text))
  }

  private func table(_ rows: [[[Inline]]]) -> Markup {
    let heading = rows.prefix(1).joined().map {
      Markup.element("th", ["scope": "col"], inline($0))
    }
    let rest = rows.dropFirst().map { row in
      Markup.element("tr", [:], row.map { .element("td", [:], inline($0)) })
    }
    return .element(
      "table", [:], .element("thead", [:], .element("tr", [:], heading)),
      .element("tbody", [:], rest))
  }

  private func inline(_ pieces: [Inline]) -> Markup {
    pieces.map { piece in
      switch piece {
      case .text(let text): return .text(text)
      case .code(let code): return .element("code", [:], text: code)
      case .strong(let inner): return .element("strong", [:], inline(inner))
      case .emphasis(let inner): return .element("em", [:], inline(inner))
      case .link(let inner, let place):
        guard let target = target(place) else { return inline(inner) }
        return .element("a", ["href": target, "rel": "noreferrer"], inline(inner))
      }
    }.joined()
  }
}

extension ProseBlock {
  /// Whether it is an item with a number; nil if it is no item.
  fileprivate var isNumbered: Bool? {
    if case .item(_, let marker, _) = kind { marker.last == "." } else { nil }
  }
}

extension Markup {
  /// Lines of code as they stand.
  static func code(_ lines: [String]) -> Markup {
    .element("pre", [:], lines.map { .text($0) }.lines())
  }
}
