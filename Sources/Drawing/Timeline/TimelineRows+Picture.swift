import Sessions

/// Rows of a timeline as a picture shows them.
extension TimelineRows {
  /// Gives each cell what it needs from the rows above it.
  ///
  /// A lane is struck through from an abort to what its session does next.
  mutating func linkRows() {
    for lane in lanes.indices {
      var (bar, isStruck) = (TimelineCell.Bar.none, false)
      for row in rows.indices {
        var cell = rows[row].cells[lane]
        (cell.above, cell.strike.above) = (bar, isStruck)
        switch cell.action?.outcome {
        case .aborted: isStruck = true
        case .begun, .committed, .rolledBack: isStruck = false
        default: if cell.bar != .none { isStruck = false }
        }
        cell.strike.below = isStruck
        bar = cell.below
        set(cell, row, lane)
      }
    }
  }

  /// The rows with more to say than a command.
  var tellingRows: [Int] {
    rows.indices.filter { row in
      !rows[row].findings.isEmpty || !rows[row].notes.isEmpty
        || rows[row].cells.contains { !$0.roles.isEmpty }
    }
  }

  /// Leaves out rows, the first ones first, until the rest is at most so high; those to keep last.
  mutating func shorten(to height: Double, _ heights: [Double], keeping kept: Set<Int>) {
    var left = heights.reduce(0, +)
    var gone: Set<Int> = []
    let (spare, needed) = (rows.indices.filter { !kept.contains($0) }, kept.sorted())
    for row in spare + needed where left > height && row != rows.count - 1 {
      gone.insert(row)
      left -= heights[row]
    }
    keep(rows.indices.filter { !gone.contains($0) })
  }
}
