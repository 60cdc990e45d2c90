import Language
package import Layout

extension Sequence<ProseBlock> {
  /// The prose in rows of text for a terminal: as wide as that number of cells, or, if that is nil,
  /// a row for each paragraph and item.
  ///
  /// Marks of Markdown and the speaker's notes are left out, and blank rows stay. A link to one of
  /// those lessons says how to play it; `isPlain` turns tables into sentences.
  package func rows(
    columns: Int? = nil, lessons: [String] = [], isPlain: Bool = false
  ) -> [String] {
    var result: [String] = []
    var end = Int.max
    for block in self {
      let rows = block.rows(columns ?? .max, lessons, isPlain: isPlain)
      if rows.isEmpty { continue }
      if end < block.lines.lowerBound { result.append("") }
      result += rows
      end = block.lines.upperBound
    }
    return result
  }
}

extension ProseBlock {
  fileprivate func rows(_ columns: Int, _ lessons: [String], isPlain: Bool) -> [String] {
    switch kind {
    case .heading(_, let text), .paragraph(let text), .question(let text):
      return broken(text.text(lessons), to: columns)
    case .item(let indent, let marker, let text):
      let start = blanks(indent) + marker + " "
      return broken(text.text(lessons), to: columns, start: start, blanks(start.count))
    case .table(let rows):
      let table = Table(rows, lessons)
      return isPlain ? table.sentences : table.folded(to: columns)
    case .code(let lines, _): return lines.map(printable)
    case .comment, .pause: return []
    }
  }
}

extension ProseBlock {
  /// The table; nil if it is not one.
  package var table: Table? {
    if case .table(let rows) = kind { Table(rows, []) } else { nil }
  }
}

extension Table {
  fileprivate init(_ rows: [[[Inline]]], _ lessons: [String]) {
    self.init(rows: rows.map { $0.map { $0.text(lessons) } })
  }
}

extension Sequence<Inline> {
  /// The text without its marks except those of code, and with a note on how to play the lessons it
  /// links to.
  package func text(_ lessons: [String] = []) -> String {
    map { piece in
      switch piece {
      case .text(let text): return printable(text)
      case .code(let code): return printable("`\(code)`")
      case .emphasis(let inner), .strong(let inner): return inner.text(lessons)
      case .link(let inner, let place):
        let name = String(place.dropLast(3))
        let isLesson = place.hasSuffix(".md") && lessons.contains(name)
        return inner.text(lessons) + (isLesson ? " (.lesson \(name))" : "")
      }
    }.joined()
  }
}
