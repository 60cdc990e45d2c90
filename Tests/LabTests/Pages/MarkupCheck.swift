/// A check that a text is well-formed: elements closed in their order, attributes in quotes and
/// each once, known entities only, nothing that cannot be seen.
struct MarkupCheck {
  /// What is wrong; nil if nothing is.
  private(set) var fault: String?
  /// The elements in their order, each with its attributes.
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// All text outside of elements, entities resolved.
  private(set) var text = ""

  private var open: [String] = []
  private var rest: Substring
  private let isHTML: Bool
  private static let void: Set<String> = ["meta", "input", "br"]

  init(_ source: String, isHTML: Bool = false) {
    rest = source[...]
    self.isHTML = isHTML
    let hidden = source.unicodeScalars.first { scalar in
      scalar != "\n" && (scalar.value < 0x20 || scalar.properties.generalCategory == .format)
    }
    if let hidden { fault = "the hidden character \(hidden.value)" }
    if isHTML, rest.hasPrefix("<!DOCTYPE html>\n") { rest = rest.dropFirst(16) }
    while fault == nil, !rest.isEmpty {
      if rest.first == "<" { readTag() } else { readText() }
    }
    if fault == nil, let last = open.last { fault = "\(last) is not closed" }
  }

  private mutating func readText() {
    let piece = rest.prefix { $0 != "<" }
    rest = rest[piece.endIndex...]
    // What stands in a style sheet or script is no text.
    guard open.last != "style", open.last != "script" else { return }
    if piece.contains(">") { fault = "a bare > in \(piece)" }
    text += resolved(piece)
    if open.isEmpty, !piece.allSatisfy(\.isWhitespace) { fault = "text outside: \(piece)" }
  }

  private mutating func readTag() {
    if let end = rest.prefixMatch(of: #/<\/([a-z0-9]+)>/#) {
      rest = rest[end.range.upperBound...]
      if open.popLast() != String(end.output.1) { fault = "</\(end.output.1)> closes nothing" }
      return
    }
    guard let start = rest.prefixMatch(of: #/<([a-zA-Z0-9]+)((?: [a-z:\-A-Z]+="[^"<]*")*)(\/?)>/#)
    else {
      fault = "no element: \(rest.prefix(60))"
      return
    }
    let name = String(start.output.1)
    var attributes: [String: String] = [:]
    for match in start.output.2.matches(of: #/ ([a-z:\-A-Z]+)="([^"]*)"/#) {
      if attributes.updateValue(resolved(match.output.2), forKey: String(match.output.1)) != nil {
        fault = "\(match.output.1) is given twice in \(name)"
      }
    }
    elements.append((name, attributes))
    rest = rest[start.range.upperBound...]
    let isEmpty = !start.output.3.isEmpty || isHTML && Self.void.contains(name)
    if !isEmpty { open.append(name) }
    if name == "style" || name == "script", let end = rest.range(of: "</\(name)>") {
      rest = rest[end.lowerBound...]
    }
  }

  private mutating func resolved(_ piece: Substring) -> String {
    var plain = String(piece)
    for (entity, character) in [("lt", "<"), ("gt", ">"), ("quot", "\""), ("#39", "'")] {
      plain = plain.replacing("&\(entity);", with: character)
    }
    let others = piece.replacing(#/&(lt|gt|quot|#39|amp);/#, with: "")
    if others.contains("&") { fault = "a bare & in \(piece)" }
    return plain.replacing("&amp;", with: "&")
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
