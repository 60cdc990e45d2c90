import Layout

/// Breaking texts into columns.
extension TimelineGlyphs {
  /// The text on at most that number of lines, all but the first set in.
  ///
  /// It is broken between words; only words that are longer than a line are broken themselves.
  /// Where the lines are not all of it, the last one says so.
  func folded(_ text: String, to width: Int, lines most: Int) -> [String] {
    guard displayWidth(of: text) > width else { return [text] }
    let bounded = text.prefix(cells: (most + 1) * width)
    let rows = broken(bounded, to: width, width < 12 ? "" : "  ", breaksWords: true)
    guard rows.count > most || bounded.endIndex < text.endIndex else { return rows }
    let end = ellipsis.prefix(cells: width)
    let last = rows[min(most, rows.count) - 1].prefix(cells: width - displayWidth(of: end))
    return rows.prefix(most - 1) + [last.withoutBlanksAtEnd + end]
  }
}
