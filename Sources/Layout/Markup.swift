/// A piece of SVG or HTML, escaped by construction.
///
/// Names of elements and attributes are written in the code; texts and values of attributes are
/// escaped wherever they come from. So nothing that a user typed can become markup.
package struct Markup: Hashable, Sendable {
  /// The piece as it stands in a file.
  package private(set) var source = ""

  package init() {}

  private init(source: String) { self.source = source }

  /// Text between elements.
  package static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// An element with what it holds.
  package static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: Markup...
  ) -> Markup {
    .element(name, attributes, content)
  }

  /// An element with what it holds.
  package static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: [Markup]
  ) -> Markup {
    let inner = content.map { $0.source }.joined()
    return Markup(source: "<\(name)\(attributes.source)>\(inner)</\(name)>")
  }

  /// An element with a text.
  package static func element(
    _ name: StaticString, _ attributes: Attributes = [:], text: String
  ) -> Markup {
    .element(name, attributes, .text(text))
  }

  /// An element that holds nothing and has no end: `<input>` in HTML.
  package static func void(_ name: StaticString, _ attributes: Attributes = [:]) -> Markup {
    Markup(source: "<\(name)\(attributes.source)>")
  }

  /// An element that holds nothing: `<path/>` in SVG.
  package static func empty(_ name: StaticString, _ attributes: Attributes = [:]) -> Markup {
    Markup(source: "<\(name)\(attributes.source)/>")
  }

  /// Markup that is part of the program.
  package static func fixed(_ source: StaticString) -> Markup { Markup(source: "\(source)") }

  /// A style sheet or a script that is part of the program, with its element.
  package static func embedded(_ name: StaticString, _ code: StaticString) -> Markup {
    Markup(source: "<\(name)>\(code)</\(name)>")
  }

  /// The piece, with other values for those attributes that have one of these values.
  ///
  /// Text cannot look like an attribute, because its quotation marks are entities.
  package func withAttributeValues(replacedBy pairs: [(old: String, new: String)]) -> Markup {
    let source = pairs.reduce(source) { source, pair in
      source.replacing("=\"\(pair.old)\"", with: "=\"\(Self.escaped(pair.new))\"")
    }
    return Markup(source: source)
  }

  package static let lineBreak = Markup(source: "\n")

  package static func + (left: Markup, right: Markup) -> Markup {
    Markup(source: left.source + right.source)
  }

  package static func += (left: inout Markup, right: Markup) { left.source += right.source }

  /// What would be markup as entities; what cannot be seen as `\u{...}`.
  fileprivate static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Sequence<Markup> {
  /// One after the other, a line each.
  package func lines() -> Markup { reduce(into: Markup()) { $0 += $1 + .lineBreak } }

  /// One after the other.
  package func joined() -> Markup { reduce(into: Markup()) { $0 += $1 } }
}

/// The attributes of an element; those that are nil are left out.
package struct Attributes: ExpressibleByDictionaryLiteral {
  fileprivate var source = ""

  package init(dictionaryLiteral elements: (StaticString, String?)...) {
    for case (let name, let value?) in elements {
      source += " \(name)=\"\(Markup.escaped(value))\""
    }
  }

  package static func + (left: Attributes, right: Attributes) -> Attributes {
    var sum = left
    sum.source += right.source
    return sum
  }
}

extension Int {
  /// As the value of an attribute.
  package var written: String { String(self) }
}

extension Double {
  /// As the value of an attribute, with at most one decimal place, finer than anybody sees.
  package var written: String {
    let tenths = Int((self * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
  }
}
