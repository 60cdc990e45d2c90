/// Columns of text, aligned by display width.
package struct Table {
  package private(set) var rows: [[String]] = []

  package init(rows: [[String]]) { self.rows = rows }

  package init(_ heading: String...) { self.init(heading) }

  package init(_ heading: [String]) { rows = heading.isEmpty ? [] : [heading] }

  package mutating func add(_ cells: String...) { add(cells) }

  package mutating func add(_ cells: [String]) { rows.append(cells) }

  /// Whether there is nothing below the heading.
  package var isEmpty: Bool { rows.count <= 1 }

  /// Each row as a sentence that repeats the heading, for those who listen.
  package var sentences: [String] {
    guard let heading = rows.first else { return [] }
    return rows.dropFirst().map { row in
      zip(heading, row).filter { !$1.isEmpty && $1 != "-" }
        .map { $0.isEmpty ? $1 : "\($0) \($1)" }.joined(separator: ", ") + "."
    }
  }

  /// A line a row, the columns two blanks apart, nothing behind the last.
  package var lines: [String] { lines(widths) }

  /// The same lines, each cell in the looks that it is given; the row of the heading is 0.
  package func lines(
    _ looks: (_ cell: String, _ row: Int, _ column: Int) -> StyledText
  ) -> [StyledText] {
    let widths = widths
    return rows.enumerated().map { number, row in
      var (line, start) = (StyledText(), 0)
      for (column, cell) in row.enumerated() {
        line.put(looks(cell, number, column), at: start)
        start += widths[column] + 2
      }
      return line
    }
  }

  /// In columns if they are not wider than the room, and otherwise without.
  ///
  /// If a row is too wide for that, the last cell of each row is below the others, set in, as long
  /// as that fits.
  package func lines(in room: Int) -> [String] {
    let forms = [lines, crowded, stacked]
    return forms.first { $0.allSatisfy { displayWidth(of: $0) <= room } } ?? crowded
  }

  /// Two lines a row, the second of which has its last cell.
  private var stacked: [String] {
    rows.flatMap { row in
      let start = row.dropLast().filter { !$0.isEmpty }.joined(separator: " ")
      return [start] + row.suffix(1).map { "  " + $0 }
    }
  }

  /// With all cells flush right, and columns one blank apart if the room asks for it.
  package func numbers(in room: Int) -> [String] {
    lines(widths, gap: widths.reduce(0) { $0 + $1 + 2 } <= room ? 2 : 1, flushRight: true)
  }

  /// In columns that fit the room, cells that are too wide going on below, two blanks in.
  package func folded(to room: Int) -> [String] { foldedRows(to: room).flatMap { $0 } }

  /// The same in pages of that many lines, each of which begins with the heading.
  ///
  /// A row is on one page, unless it is longer than a page.
  package func pages(columns: Int, lines most: Int) -> [[String]] {
    let rows = foldedRows(to: columns)
    let heading = rows.first ?? []
    var pages = [heading]
    for row in rows.dropFirst() {
      let page = pages[pages.count - 1]
      if page.count + row.count > most, page.count > heading.count { pages.append(heading) }
      pages[pages.count - 1] += row
    }
    return pages
  }

  /// The lines of each row.
  private func foldedRows(to room: Int) -> [[String]] {
    guard 14 * widths.count <= room else { return crowded.map { broken($0, to: room, "  ") } }
    let widths = widths(in: room, least: 12)
    let folded = rows.map { row in
      let cells = zip(row, widths).map { broken($0, to: $1, "  ") }
      return (0..<(cells.map { $0.count }.max() ?? 0)).map { line in
        cells.map { line < $0.count ? $0[line] : "" }
      }
    }
    let needed = Table(rows: folded.flatMap { $0 }).widths
    return folded.map { Table(rows: $0).lines(needed) }
  }

  /// In columns that fit the room, cells that are too wide cut.
  package func cut(to room: Int, ellipsis: String) -> [String] {
    let widths = widths(in: room, least: 1)
    return Table(
      rows: rows.map { zip($0, widths).map { $0.cut(to: $1, ellipsis: ellipsis) } }
    ).lines(widths)
  }

  /// The rows with single blanks between their cells, for places that are too narrow.
  package var crowded: [String] {
    rows.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }
  }

  private func lines(_ widths: [Int], gap: Int = 2, flushRight: Bool = false) -> [String] {
    rows.map { row in
      zip(row, widths).map { $0.padded(to: $1, flushRight: flushRight) }
        .joined(separator: blanks(gap)).withoutBlanksAtEnd
    }
  }

  // MARK: Widths

  /// The cells that each column takes.
  private var widths: [Int] {
    (0..<(rows.map { $0.count }.max() ?? 0)).map { column in
      rows.map { column < $0.count ? displayWidth(of: $0[column]) : 0 }.max() ?? 0
    }
  }

  /// The widest made narrower until all fit the room, but none narrower than the least.
  private func widths(in room: Int, least: Int) -> [Int] {
    var widths = widths.map { min($0, max(room, least)) }
    while widths.reduce(2 * (widths.count - 1), +) > room, let widest = widths.max(),
      widest > least, let place = widths.firstIndex(of: widest)
    {
      widths[place] -= 1
    }
    return widths
  }
}
