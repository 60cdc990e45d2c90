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
    self.blocks = blocks.filter { !$0.isComment }.said(in: nil)
    self.target = target
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
    case .paragraph(let text): .element("p", modes(of: block), inline(text))
    case .question(let text): .element("p", ["class": "predict"], inline(text))
    case .item(_, _, let text): .element("li", modes(of: block), inline(text))
    case .table(let rows): table(rows)
    case .code(let lines, _): .code(lines)
    case .comment, .pause: Markup()
    }
  }

  /// The modes in which a block is shown, for the script.
  private func modes(of block: ProseBlock) -> Attributes {
    block.modes.map { ["data-modes": $0.map(\.name).joined(separator: " ")] } ?? [:]
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
