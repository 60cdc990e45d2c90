package import Layout
package import Telling
import Vocabulary

/// How the table of versions changes, frame by frame of a page.
///
/// It is one table, whose rows know the frames in which they are there: a row that changes ends and
/// another begins in its place. A table for each look would make a page grow by the square of its
/// steps.
package struct VersionGrowth {
  private struct Row {
    let cells: Markup
    let start: Int
    /// Nil: it is there still.
    var end: Int?
  }

  /// The frames of the whole table.
  package let frames: Range<Int>
  /// In such an order that those of any frame are in theirs.
  private var rows: [Row] = []
  /// Since when there are versions, or none.
  private var isEmpty = true
  private var turn: Int
  /// The times before that.
  private var past: [(isEmpty: Bool, frames: Range<Int>)] = []

  /// Nothing, in these frames.
  package init(in frames: Range<Int>) {
    self.frames = frames
    turn = frames.lowerBound
  }

  /// From that frame on the versions are those.
  package mutating func add(_ narrator: Narrator, from frame: Int) {
    let table = narrator.versionTable(in: .all, withReaders: true)
    merge(table.rows.dropFirst().map { $0.map { .element("td", [:], text: $0) }.joined() }, frame)
    guard table.isEmpty != isEmpty else { return }
    if turn < frame { past.append((isEmpty, turn..<frame)) }
    (isEmpty, turn) = (table.isEmpty, frame)
  }

  /// Ends the rows that are not in the list, and puts those that are new where they stand in it.
  private mutating func merge(_ new: [Markup], _ frame: Int) {
    let wanted = Set(new)
    let present = Set(rows.lazy.filter { $0.end == nil }.map { $0.cells })
    var merged: [Row] = []
    merged.reserveCapacity(rows.count + 4)
    var rest = new[...]
    func insertNew() {
      while let cells = rest.first, !present.contains(cells) {
        merged.append(Row(cells: cells, start: frame))
        rest.removeFirst()
      }
    }
    for var row in rows {
      if row.end == nil {
        if wanted.contains(row.cells) { insertNew() }
        if rest.first == row.cells { rest.removeFirst() } else { row.end = frame }
      }
      if row.end != row.start { merged.append(row) }
    }
    merged += rest.map { Row(cells: $0, start: frame) }
    rows = merged
  }

  // MARK: As HTML

  /// The table, with a line in its place where there are no versions.
  package var html: Markup {
    let times = past + [(isEmpty, turn..<frames.upperBound)]
    let nothing = times.filter { $0.isEmpty }.map { time in
      Markup.element("p", tag(time.frames, "faint"), text: "no versions")
    }
    let heading = Narrator.versionHeading.map {
      Markup.element("th", ["scope": "col"], text: $0.replacing("_", with: " "))
    }
    let headings = times.filter { !$0.isEmpty }.map { time in
      Markup.element("tr", tag(time.frames), heading)
    }
    let body = rows.map { row in
      Markup.element("tr", tag(row.start..<(row.end ?? frames.upperBound)), row.cells)
    }
    guard !headings.isEmpty else { return nothing.joined() }
    return nothing.joined()
      + .element(
        "table", [:], .element("thead", [:], headings), .element("tbody", [:], body))
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
