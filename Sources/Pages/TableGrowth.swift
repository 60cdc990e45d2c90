package import Layout

/// How a table changes, frame by frame of a page.
///
/// It is one table, whose rows know the frames in which they are there: a row that changes ends and
/// another begins in its place. A table for each look would make a page grow by the square of its
/// steps.
package struct TableGrowth {
  /// What a row says.
  package struct Line: Hashable {
    let cells: [String]
    /// Whether it says that something went wrong.
    let isAlarm: Bool

    package init(_ cells: [String], isAlarm: Bool = false) {
      (self.cells, self.isAlarm) = (cells, isAlarm)
    }
  }

  private struct Row {
    let line: Line
    let cells: Markup
    let start: Int
    /// Nil: it is there still.
    var end: Int?
  }

  /// The frames of the whole table.
  package let frames: Range<Int>
  private let headings: [Markup]
  /// What is shown while there are no rows.
  private let nothing: String
  /// In such an order that those of any frame are in theirs.
  private var rows: [Row] = []
  /// Whether the first cell names the row: then a cell that has changed is marked.
  private let isKeyed: Bool
  /// What was said last under each name.
  private var known: [String: Line] = [:]
  /// Since when there are rows, or none.
  private var isEmpty = true
  private var turn: Int
  /// The times before that.
  private var past: [(isEmpty: Bool, frames: Range<Int>)] = []

  /// Nothing, in these frames.
  package init(in frames: Range<Int>, headings: [Markup], isKeyed: Bool, nothing: String) {
    (self.frames, self.headings) = (frames, headings)
    (self.isKeyed, self.nothing) = (isKeyed, nothing)
    turn = frames.lowerBound
  }

  /// From that frame on the rows are these.
  package mutating func add(_ lines: [Line], from frame: Int) {
    merge(lines, frame)
    if isKeyed { for line in lines { known[line.cells[0]] = line } }
    guard lines.isEmpty != isEmpty else { return }
    if turn < frame { past.append((isEmpty: isEmpty, frames: turn..<frame)) }
    (isEmpty, turn) = (lines.isEmpty, frame)
  }

  /// Ends the rows that are not in the list, and puts those that are new where they stand in it.
  private mutating func merge(_ new: [Line], _ frame: Int) {
    let wanted = Set(new)
    let present = Set(rows.lazy.filter { $0.end == nil }.map { $0.line })
    var merged: [Row] = []
    merged.reserveCapacity(rows.count + 4)
    var rest = new[...]
    func insertNew() {
      while let line = rest.first, !present.contains(line) {
        merged.append(Row(line: line, cells: markup(of: line), start: frame))
        rest.removeFirst()
      }
    }
    for var row in rows {
      if row.end == nil {
        if wanted.contains(row.line) { insertNew() }
        if rest.first == row.line { rest.removeFirst() } else { row.end = frame }
      }
      if row.end != row.start { merged.append(row) }
    }
    merged += rest.map { Row(line: $0, cells: markup(of: $0), start: frame) }
    rows = merged
  }

  private func markup(of line: Line) -> Markup {
    let before = known[line.cells[0]]?.cells
    return line.cells.enumerated().map { place, text in
      let isNew = before.map { place < $0.count && $0[place] != text } ?? false
      return .element("td", ["class": isNew ? "new" : nil], text: text)
    }.joined()
  }

  // MARK: As HTML

  /// The table, with a line in its place where there are no rows.
  package var html: Markup {
    let times = past + [(isEmpty: isEmpty, frames: turn..<frames.upperBound)]
    let empty = times.filter { $0.isEmpty }.map { time in
      Markup.element("p", tag(time.frames, "faint"), text: nothing)
    }
    let heads = times.filter { !$0.isEmpty }.map { Markup.element("tr", tag($0.frames), headings) }
    let body = rows.map { row in
      Markup.element(
        "tr", tag(row.start..<(row.end ?? frames.upperBound), row.line.isAlarm ? "alarm" : nil),
        row.cells)
    }
    guard !heads.isEmpty else { return empty.joined() }
    return empty.joined()
      + .element("table", [:], .element("thead", [:], heads), .element("tbody", [:], body))
  }

  /// The frames of a piece; what goes before the end is not printed.
  private func tag(_ stay: Range<Int>, _ name: String? = nil) -> Attributes {
    let names = [name, stay.upperBound < frames.upperBound ? "passing" : nil].compactMap { $0 }
    return [
      "data-from": stay.lowerBound.written, "data-to": stay.upperBound.written,
      "class": names.isEmpty ? nil : names.joined(separator: " "),
    ]
  }
}
