import Language
package import Layout
import Telling
import Vocabulary

/// The signs that a timeline is drawn with.
package struct TimelineGlyphs {
  let begins, open, waits, ends, whole: String
  /// Arrows to the command that goes on, and what is left of them in narrow lanes.
  let right, left, shortRight, shortLeft: String
  package let ellipsis: String

  /// The heads are not ▶ and ◀, which some terminals draw as emoji, two cells wide.
  package static let unicode = TimelineGlyphs(
    begins: "┌", open: "│", waits: "┊", ends: "└", whole: "╶", right: "─►", left: "◄─",
    shortRight: "►", shortLeft: "◄", ellipsis: "…")
  package static let ascii = TimelineGlyphs(
    begins: "+", open: "|", waits: ":", ends: "+", whole: "-", right: "-->", left: "<--",
    shortRight: ">", shortLeft: "<", ellipsis: "...")

  func sign(of bar: TimelineCell.Bar) -> String {
    switch bar {
    case .none: ""
    case .begins: begins
    case .open: open
    case .waits: waits
    case .ends: ends
    case .whole: whole
    }
  }
}

/// Rows of a timeline as lines of text.
package struct TimelineDrawing {
  private let lanes: [SessionName]
  private let rows: [TimelineRow]
  /// The look of each lane.
  private let styles: [Style]
  private let glyphs: TimelineGlyphs
  private let columns: Int
  /// The cells of the longest step number, which all end in the same cell.
  private let digits: Int
  /// The cells before the first lane.
  private let margin: Int
  /// How many lanes a group has; the last may have fewer.
  package let lanesBeside: Int
  private let laneWidth: Int

  private static let mostBeside = 6
  /// The cells of a lane; one that stands alone may have fewer.
  package static let (narrowest, widest) = (11, 33)

  /// `widest` is how many cells a lane has at most.
  package init(
    _ story: TimelineRows, columns: Int, glyphs: TimelineGlyphs, widest: Int = Self.widest
  ) {
    (lanes, rows) = (story.lanes, story.rows)
    styles = story.seats.map { SessionColour.of($0).style }
    (self.columns, self.glyphs) = (columns, glyphs)
    digits = max(3, rows.map { $0.number.utf8.count }.max() ?? 0)
    margin = max(6, digits + 2)
    let room = max(1, columns - margin)
    let most = max(1, min(Self.mostBeside, room / Self.narrowest))
    let groups = max(1, (lanes.count + most - 1) / most)
    lanesBeside = max(1, (lanes.count + groups - 1) / groups)
    laneWidth = min(widest, room / lanesBeside)
  }

  /// The groups below each other, a blank line between them.
  var lines: [StyledText] { Array(groups.joined(separator: [StyledText()])) }

  /// The lines of each group.
  package var groups: [[StyledText]] {
    stride(from: 0, to: lanes.count, by: lanesBeside)
      .map { lines(of: $0..<min($0 + lanesBeside, lanes.count)) }
  }

  /// The heading of some lanes, and the rows in which one of them says something.
  private func lines(of group: Range<Int>) -> [StyledText] {
    var heading = StyledText("step", .bold)
    for (place, lane) in group.enumerated() {
      let name = glyphs.cut(lanes[lane].text, to: laneWidth - 1)
      heading.put(name, at: start(of: place), styles[group.lowerBound + place])
    }
    var lines = [heading]
    var drawn = 0
    for row in rows where row.cells[group].contains(where: { $0.remark != nil }) {
      lines += self.lines(of: row, in: group, number: row.entry == drawn ? "" : row.number)
      lines += row.findings.map { finding in
        var line = StyledText()
        line.put(finding, at: margin, Style.of(answer: finding))
        return line
      }
      drawn = row.entry
    }
    return lines
  }

  private func lines(of row: TimelineRow, in group: Range<Int>, number: String) -> [StyledText] {
    let pieces = group.map { piece(of: row, lane: $0, in: group) }
    let texts = pieces.indices.map { index in
      pieces[index].cell.remark.map {
        glyphs.lines(
          of: $0, styles[pieces[index].lane], in: room(at: index, in: pieces),
          answersAt: answerColumn)
      } ?? []
    }
    return (0..<(texts.map { $0.count }.max() ?? 0)).map { index in
      var line = StyledText()
      if index == 0 { line.put(number, at: digits - number.utf8.count) }
      for (piece, texts) in zip(pieces, texts) {
        let text = index < texts.count ? texts[index] : StyledText()
        let style = styles[piece.lane]
        if index == 0 {
          line.put(piece.arrowIn, at: piece.start - displayWidth(of: piece.arrowIn))
          line.put(glyphs.sign(of: piece.cell.bar), at: piece.start, style)
          line.put(text, at: piece.start + 2)
          line.put(piece.arrowBehind)
        } else {
          line.put(glyphs.sign(of: piece.cell.below), at: piece.start, style)
          line.put(text, at: piece.start + 2)
        }
      }
      return line
    }
  }

  // MARK: Places

  /// A cell with its place.
  private struct Piece {
    let cell: TimelineCell
    let lane: Int
    let start: Int
    /// The arrow in front of the bar, with a blank where there is room; empty if there is none.
    var arrowIn = ""
    /// The arrow behind the text, with a blank.
    var arrowBehind = ""
  }

  private func piece(of row: TimelineRow, lane: Int, in group: Range<Int>) -> Piece {
    var piece = Piece(
      cell: row.cells[lane], lane: lane, start: start(of: lane - group.lowerBound))
    guard let cause = piece.cell.cause, group.contains(cause) else { return piece }
    let isNarrow = laneWidth < 16
    if cause < lane { piece.arrowIn = isNarrow ? glyphs.shortRight : glyphs.right + " " }
    if cause > lane { piece.arrowBehind = " " + (isNarrow ? glyphs.shortLeft : glyphs.left) }
    return piece
  }

  private func start(of place: Int) -> Int { margin + place * laneWidth }

  /// Where answers stand in a lane, so that they are below each other.
  private var answerColumn: Int {
    laneWidth >= 50 ? 20 : laneWidth >= 30 ? 15 : laneWidth >= 18 ? 8 : 0
  }

  /// What a text may take of its lane, and of lanes to the right that are blank.
  private func room(at index: Int, in pieces: [Piece]) -> TimelineRoom {
    let own = pieces[index]
    let next = pieces[(index + 1)...].first { !$0.cell.isBlank }
    let below = (next.map { $0.start - 1 } ?? columns) - own.start - 2
    let arrows = displayWidth(of: next?.arrowIn ?? "") + displayWidth(of: own.arrowBehind)
    // A short arrow takes no more than the blank between two lanes.
    let first = below - (next?.arrowIn == glyphs.shortRight ? arrows - 1 : arrows)
    return TimelineRoom(first: max(1, first), below: max(1, below))
  }
}
