import Scripting

/// Breaking texts into columns.
extension TimelineGlyphs {
  /// The text on at most so many lines, all but the first set in.
  ///
  /// It is broken between words; only words that are longer than a line are broken themselves.
  /// Where the lines are not all of it, the last one says so.
  func folded(_ text: String, to width: Int, lines most: Int) -> [String] {
    guard displayWidth(of: text) > width else { return [text] }
    let inset = width < 12 ? "" : "  "
    let bounded = text[...].prefix(cells: (most + 1) * width)
    var rows: [String] = []
    var row = ""
    for word in words(of: bounded) {
      if displayWidth(of: row + word.trimmed) <= width {
        row += word
      } else if displayWidth(of: inset + word.trimmed) <= width {
        rows.append(row.trimmed)
        row = inset + word
      } else {
        rows += fill(&row, with: word, to: width, inset)
      }
    }
    rows.append(row.trimmed)
    let isWhole = rows.count <= most && bounded.endIndex == text.endIndex
    return isWhole ? rows : rows.prefix(most - 1) + [ended(rows[min(most, rows.count) - 1], width)]
  }

  /// What ends with a blank.
  private func words(of text: Substring) -> [String] {
    let words = text.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
    return words.dropLast().map { String($0) + " " } + words.suffix(1).map { String($0) }
  }

  /// Goes on with what is longer than a line; the lines that are full by it.
  private func fill(
    _ row: inout String, with chunk: String, to width: Int, _ inset: String
  ) -> [String] {
    var rows: [String] = []
    for scalar in chunk.unicodeScalars {
      if row.count > inset.count, displayWidth(of: row) + scalar.displayWidth > width {
        rows.append(row.trimmed)
        row = inset
      }
      row.unicodeScalars.append(scalar)
    }
    return rows
  }

  /// The last line of a text that has more.
  private func ended(_ row: String, _ width: Int) -> String {
    let end = ellipsis[...].prefix(cells: width)
    return String(row[...].prefix(cells: width - displayWidth(of: String(end)))).trimmed + end
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return String(text)
  }
}
