/// A line of text in several looks, which grows to the right.
package struct StyledText: Hashable, Sendable {
  /// Text in one look.
  package struct Span: Hashable, Sendable {
    package var text: String
    package let style: Style
  }

  package private(set) var spans: [Span] = []
  /// The cells that it takes.
  package private(set) var width = 0

  package init(_ text: String = "", _ style: Style = .none) { put(text, at: 0, style) }

  /// The text without its looks.
  package var text: String { spans.map { $0.text }.joined() }

  /// A line whose start has a look, if the line begins with it.
  package init(_ line: String, start: String, _ style: Style) {
    let isStyled = line.hasPrefix(start)
    self.init(isStyled ? start : "", style)
    put(isStyled ? String(line.dropFirst(start.count)) : line, at: width)
  }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.put(right, at: left.width)
    return sum
  }

  /// Adds the text, which is to start in that cell, counted from 0.
  package mutating func put(_ text: String, at start: Int = 0, _ style: Style = .none) {
    guard !text.isEmpty else { return }
    add(blanks(start - width), .none)
    add(text, style)
  }

  /// Adds the other line, which is to start in that cell, counted from 0.
  package mutating func put(_ other: StyledText, at start: Int = 0) {
    guard !other.spans.isEmpty else { return }
    add(blanks(start - width), .none)
    for span in other.spans { add(span.text, span.style) }
  }

  private mutating func add(_ text: String, _ style: Style) {
    guard !text.isEmpty else { return }
    width += displayWidth(of: text)
    if let last = spans.indices.last, spans[last].style == style {
      spans[last].text += text
    } else {
      spans.append(Span(text: text, style: style))
    }
  }

  /// The line with each text replaced, and its look kept.
  package func mapTexts(_ change: (String) -> String) -> StyledText {
    var result = StyledText()
    for span in spans { result.add(change(span.text), span.style) }
    return result
  }

  /// The first characters of it.
  package func prefix(_ count: Int) -> StyledText {
    var left = count
    return mapTexts { text in
      defer { left -= min(left, text.count) }
      return String(text.prefix(left))
    }
  }

  /// The line, its end replaced where it takes more than that many cells.
  package func cut(to cells: Int, ellipsis: String) -> StyledText {
    guard width > cells else { return self }
    let text = text.cut(to: cells, ellipsis: ellipsis)
    let kept = zip(text, self.text).prefix { $0 == $1 }.count
    var result = prefix(kept)
    let style = result.spans.last?.style ?? spans.first?.style ?? .none
    result.add(String(text.dropFirst(kept)), style)
    return result
  }
}
