import Scripting

/// Columns of text, aligned by display width.
struct Table {
  private(set) var rows: [[String]] = []

  init(_ heading: String...) { self.init(heading) }

  init(_ heading: [String]) { rows = heading.isEmpty ? [] : [heading] }

  mutating func add(_ cells: String...) { add(cells) }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// Whether there is nothing below the heading.
  var isEmpty: Bool { rows.count <= 1 }

  /// Each row as a sentence that repeats the heading, for those who listen.
  var sentences: [String] {
    guard let heading = rows.first else { return [] }
    return rows.dropFirst().map { row in
      zip(heading, row).filter { !$1.isEmpty && $1 != "-" }
        .map { $0.isEmpty ? $1 : "\($0) \($1)" }.joined(separator: ", ") + "."
    }
  }

  /// The rows with single blanks between their cells, for places that are too narrow.
  var crowded: [String] { rows.map { $0.filter { !$0.isEmpty }.joined(separator: " ") } }

  /// In columns if they are not wider than the room.
  func lines(in room: Int) -> [String] {
    lines.contains { displayWidth(of: $0) > room } ? crowded : lines
  }

  /// In columns as narrow as the room asks for; a cell goes on below itself, two blanks in.
  func folded(to room: Int) -> [String] {
    guard 14 * widths.count <= room else {
      return crowded.flatMap { broken($0, to: room, "  ") }
    }
    var widths = widths.map { min($0, room) }
    while widths.reduce(2 * (widths.count - 1), +) > room,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 12
    {
      widths[widest] -= 1
    }
    var table = Table([])
    for row in rows {
      let cells = zip(row, widths).map { broken($0, to: $1, "  ") }
      for line in 0..<(cells.map(\.count).max() ?? 0) {
        let row = cells.map { line < $0.count ? $0[line] : "" }
        table.add(Array(row[...(row.lastIndex { !$0.isEmpty } ?? 0)]))
      }
    }
    return table.lines
  }

  private var widths: [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? displayWidth(of: $0[column]) : 0 }.max() ?? 0
    }
  }

  /// A line a row, the columns two blanks apart, nothing behind the last.
  var lines: [String] {
    let widths = widths
    return rows.map { row in
      row.enumerated().map { column, cell in
        let isLast = column == row.count - 1
        return isLast
          ? cell
          : cell + String(repeating: " ", count: widths[column] - displayWidth(of: cell) + 2)
      }.joined()
    }
  }
}
