import Scripting

/// Columns of text, aligned by display width.
package struct Table {
  package private(set) var rows: [[String]] = []

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

  /// The rows with single blanks between their cells, for places that are too narrow.
  package var crowded: [String] { rows.map { $0.filter { !$0.isEmpty }.joined(separator: " ") } }

  /// In columns if they are not wider than the room.
  package func lines(in room: Int) -> [String] {
    lines.contains { displayWidth(of: $0) > room } ? crowded : lines
  }

  /// A line a row, the columns two blanks apart, nothing behind the last.
  package var lines: [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? displayWidth(of: $0[column]) : 0 }.max() ?? 0
    }
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
