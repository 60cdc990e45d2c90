import Layout
import Vocabulary

/// Where everything of a timeline stands, in units of the picture.
struct TimelinePlaces {
  /// What a lane says in a row, broken into lines.
  struct Text {
    let command: [String]
    let answer: [String]
    /// The cell and the line, counted from the command's start, at which the answer starts.
    let answerStart: (column: Int, line: Int)
    /// The parts in dangerous structures, on a line below.
    var roles: [TimelineCell.Role] = []

    /// The lines of command and answer.
    var spoken: Int { max(command.count, answerStart.line + answer.count) }
    var lines: Int { spoken + (roles.isEmpty ? 0 : 1) }
    var cells: Int {
      max(
        command.map { displayWidth(of: $0) }.max() ?? 0,
        answerStart.column + (answer.map { displayWidth(of: $0) }.max() ?? 0),
        roles.reduce(0) { $0 + displayWidth(of: $1.name) + 3 })
    }
  }

  /// A line across all lanes.
  struct Remark {
    let text: String
    let isNote: Bool
  }

  let margin: Double
  let top: Double
  let lineHeight = 19.0
  /// How many cells of text a lane has.
  let cells: Int
  let width: Double
  /// Of each row and lane, what it says.
  let texts: [[Text?]]
  /// Of each row, the lines below it.
  let remarks: [[Remark]]
  /// Where each row begins, and where the last one ends.
  let tops: [Double]
  /// Where the column of dead versions begins; nil if there is none.
  let deadColumn: Double?
  private let laneWidth: Double
  private let hasChannel: [Bool]

  private static let channelHeight = 14.0
  /// Beside a text: its bar, and the gap in which arrows run along the bar.
  private static let beside = inset + indent + 14
  /// From the start of a lane to its bar.
  private static let inset = 22.0
  /// From a bar to the texts beside it.
  private static let indent = 16.0

  var height: Double { (tops.last ?? top) + 40 - (tops.count == 1 ? 0 : 24) }

  /// `widest` is the width that the picture should not exceed; nil: it may have any.
  init(
    _ story: TimelineRows, title: String, in space: TimelineSpace, widest: Double? = nil
  ) {
    let numbers = story.rows.map { $0.number.utf8.count }.max() ?? 1
    let margin = 28 + Double(max(1, numbers)) * Ink.cell
    let dead = story.rows.compactMap { $0.dead }
    let column = dead.contains { $0.all > 1 } ? DeadVersions.width(of: dead) : 0
    let most = Self.mostCells(
      ofLanes: story.lanes.count, in: space, widest.map { $0 - margin - column })
    let texts = story.rows.map { row in
      row.cells.map { cell in
        cell.remark.map { Self.text(of: $0, cells: most, space.commandLines, roles: cell.roles) }
      }
    }
    let widest = texts.joined().compactMap { $0?.cells }.max() ?? 0
    let names = story.lanes.map { displayWidth(of: printable($0.text)) }.max() ?? 0
    let cells = min(most, max(12, widest, names))
    laneWidth = Double(cells) * Ink.cell + Self.beside
    let ends = margin + Double(story.lanes.count) * laneWidth
    width = max(ends + column, Ink.width(of: title) + 32, 320)
    deadColumn = column > 0 ? ends + 8 : nil
    (self.cells, self.margin, self.texts) = (cells, margin, texts)
    top = title.isEmpty ? 28 : 58
    let room = Int((width - margin - Self.inset - Self.indent - 16) / Ink.cell)
    remarks = story.rows.map { row in
      let all = row.findings.map { ($0, false) } + row.notes.map { ($0, true) }
      return all.flatMap { text, isNote in
        TimelineGlyphs.unicode.wrapped(text, in: TimelineRoom(first: room, below: room), lines: 3)
          .map { Remark(text: $0, isNote: isNote) }
      }
    }
    hasChannel = story.rows.map { row in row.cells.contains { $0.cause != nil } }
    var tops = [top + 14]
    for index in story.rows.indices {
      let lines = max(1, texts[index].compactMap { $0?.lines }.max() ?? 1) + remarks[index].count
      let extra = (hasChannel[index] ? Self.channelHeight : 0) + 9
      tops.append((tops.last ?? 0) + Double(lines) * lineHeight + extra)
    }
    self.tops = tops
  }

  /// The middle of a lane's bar.
  func bar(of lane: Int) -> Double { margin + Double(lane) * laneWidth + Self.inset }

  /// Where the texts of a lane start.
  func text(of lane: Int) -> Double { bar(of: lane) + Self.indent }

  /// The height at which a row's marks stand.
  func line(of row: Int) -> Double {
    tops[row] + (hasChannel[row] ? Self.channelHeight : 0) + lineHeight / 2 + 3
  }

  /// The height at which a row's arrows run that let commands go on.
  func channel(of row: Int) -> Double { tops[row] + Self.channelHeight / 2 + 2 }

  /// How many cells of text a lane has at most.
  private static func mostCells(
    ofLanes count: Int, in space: TimelineSpace, _ width: Double?
  ) -> Int {
    let most = space.cells(lanes: count)
    guard let width, count > 0 else { return most }
    return max(12, min(most, Int((width / Double(count) - beside) / Ink.cell)))
  }

  private static func text(
    of remark: TimelineRemark, cells: Int, _ lines: Int, roles: [TimelineCell.Role]
  ) -> Text {
    var text = text(of: remark, cells: cells, lines)
    text.roles = roles
    return text
  }

  private static func text(of remark: TimelineRemark, cells: Int, _ lines: Int) -> Text {
    let glyphs = TimelineGlyphs.unicode
    let room = TimelineRoom(first: cells, below: cells)
    let command =
      remark.command.isEmpty ? [] : glyphs.wrapped(remark.command, in: room, lines: lines)
    guard remark.answers.contains(where: { !$0.isEmpty }) else {
      return Text(command: command, answer: [], answerStart: (0, 0))
    }
    let used = command.count == 1 ? displayWidth(of: command[0]) + 2 : cells
    if let beside = remark.answers.first(where: { used + displayWidth(of: $0) <= cells }) {
      return Text(
        command: command, answer: beside.isEmpty ? [] : [beside], answerStart: (used, 0))
    }
    let inset = command.isEmpty ? 0 : 2
    let below = TimelineRoom(first: cells - inset, below: cells - inset)
    let fitting = remark.answers.first { displayWidth(of: $0) <= cells - inset }
    let answer = fitting.map { [$0] } ?? glyphs.wrapped(remark.answers[0], in: below, lines: 3)
    return Text(command: command, answer: answer, answerStart: (inset, command.count))
  }
}
