import Sessions
import Telling
import Vocabulary

/// Rows of a timeline as a picture shows them.
extension TimelineRows {
  /// Writes what the picture of an abort says: below the abort, and at its transactions' ends.
  mutating func note(_ ghost: GhostPicture) {
    guard let abort = row(ofAbortOf: ghost.abort.transaction) else { return }
    if let sentence = ghost.sentence { rows[abort].notes.append(sentence) }
    for (id, part) in ghost.roles {
      let row = end(of: id)
      guard let lane = lane(of: id), rows.indices.contains(row) else { continue }
      let role = TimelineCell.Role(
        name: part.rawValue, reply: max(rows[abort].reply, rows[row].reply))
      if !rows[row].cells[lane].roles.contains(where: { $0.name == role.name }) {
        rows[row].cells[lane].roles.append(role)
      }
    }
  }

  /// Of each reply, the dead versions after it.
  mutating func note(_ dead: [DeadVersions]) {
    for row in rows.indices where dead.indices.contains(rows[row].reply) {
      rows[row].dead = dead[rows[row].reply]
    }
  }

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
        rows[row].cells[lane] = cell
      }
    }
  }

  // MARK: Rows left out

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
    let stay = rows.indices.filter { !gone.contains($0) }
    let all = rows
    rows = stay.map { all[$0] }
    for (place, row) in stay.enumerated() {
      rows[place].isAfterGap = row != (place == 0 ? 0 : stay[place - 1] + 1)
    }
  }

  // MARK: Places

  /// The row in which a transaction was aborted; nil if it has none.
  func row(ofAbortOf id: TransactionID) -> Int? {
    rows.firstIndex { row in
      row.cells.contains { cell in
        if case .aborted(let abort) = cell.action?.outcome {
          abort.transaction == id
        } else {
          false
        }
      }
    }
  }

  /// The row in which a transaction ends, or did something last.
  func end(of id: TransactionID) -> Int {
    guard let lane = lane(of: id) else { return 0 }
    let own = rows.indices.filter { rows[$0].cells[lane].action?.transaction == id }
    let end = own.first { [.ends, .whole].contains(rows[$0].cells[lane].bar) }
    return end ?? own.last ?? 0
  }

  /// The lane of a transaction's session.
  func lane(of id: TransactionID) -> Int? {
    narrator.runner.session(of: id).flatMap { lanes.firstIndex(of: $0) }
  }
}
