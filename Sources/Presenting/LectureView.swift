import Drawing
import Language
package import Layout
import Telling

/// The content of a demonstration's screen, before it is fitted to a terminal.
package struct LectureView: Sendable {
  package var title = ""
  /// What was predicted so far; empty if nothing was.
  package var score = ""
  package var lanes = ViewLanes()
  /// A heading and a row for each key.
  package var data: [[String]] = []
  /// The rules, behind the word `data`.
  package var rules: [ViewRow] = []
  /// What the text is.
  package var label = ""
  /// No more rows than the room has for the share.
  package var text: [ViewRow] = []
  package var share = ViewSize.Share.part
  package var status = ""
  /// What can be pressed, the most important first.
  package var keys: [String] = []
  package var isASCII = false

  package init() {}

  /// The screen: as many rows as it has, none wider than it is.
  package func rows(in room: ViewSize) -> [ViewRow] {
    guard room.isEnough else { return tooSmall(room) }
    let top = [ViewRow(heading(room), .bold)]
    let text = filled(self.text, to: room.textRows(share))
    let bottom = [ViewRow(status, .bold), ViewRow(keyLine(room))]
    let middle =
      share == .whole
      ? [rule(label, room)] + text
      : laneRows(room) + [rule("data", room, rules)] + dataRows(room) + [rule(label, room)] + text
    return (top + middle + bottom).map { $0.cut(to: room.columns, glyphs) }
  }

  private var glyphs: TimelineGlyphs { isASCII ? .ascii : .unicode }

  private func tooSmall(_ room: ViewSize) -> [ViewRow] {
    let least = ViewSize.least
    let text =
      "play needs \(least.columns) columns and \(least.rows) rows; this window has "
      + "\(room.columns) and \(room.rows). Make it larger, or press q to leave."
    return filled(Array(room.rows(of: text).prefix(room.rows)).map { ViewRow($0) }, to: room.rows)
      .map { $0.cut(to: room.columns, glyphs) }
  }

  /// The title, and at the right end what was predicted.
  private func heading(_ room: ViewSize) -> String {
    guard !score.isEmpty else { return title }
    let width = max(0, room.columns - displayWidth(of: score) - 2)
    var line = StyledText(glyphs.cut(title, to: width))
    line.put(score, at: width + 2)
    return line.text
  }

  /// The last rows of each group of lanes, below its heading.
  private func laneRows(_ room: ViewSize) -> [ViewRow] {
    let most = room.laneRows(share)
    let groups = lanes.shown(in: most)
    guard !groups.isEmpty, most > 0 else { return filled([], to: most) }
    let share = most / groups.count
    let rows = groups.flatMap { lines in
      lines.prefix(1).map { ViewRow($0) }
        + lines.dropFirst().suffix(max(0, share - 1)).map { ViewRow($0) }
    }
    return filled(rows, to: most)
  }

  private func dataRows(_ room: ViewSize) -> [ViewRow] {
    let most = room.dataRows(share)
    guard data.count > most else { return filled(columns(of: data, room), to: most) }
    guard most > 2 else { return filled(crowdedData, to: most) }
    let hidden = data.count - most + 1
    var rows = columns(of: Array(data.prefix(most - 1)), room)
    rows.append(ViewRow("\(glyphs.ellipsis) \(hidden) more; v shows them"))
    return rows
  }

  /// A row for each column of the data, where there is no room for one for each key.
  private var crowdedData: [ViewRow] {
    guard let heading = data.first, heading.count > 1 else {
      return data.map { ViewRow($0.joined()) }
    }
    return heading.indices.dropFirst().map { column in
      let pairs = data.dropFirst().map { "\($0[0])=\($0[column])" }
      return ViewRow("\(heading[column]): \(pairs.joined(separator: " "))")
    }
  }

  /// The cells below each other, those that are too wide cut.
  private func columns(of rows: [[String]], _ room: ViewSize) -> [ViewRow] {
    Table(rows: rows).cut(to: room.columns, ellipsis: glyphs.ellipsis).enumerated()
      .map { ViewRow($1, $0 == 0 ? .bold : .none) }
  }

  /// A line across the screen with a word in it, and a text after the word.
  private func rule(_ word: String, _ room: ViewSize, _ behind: [ViewRow] = []) -> ViewRow {
    let dash = isASCII ? "-" : "─"
    var line = StyledText("\(dash)\(dash) \(word)")
    for row in behind { line.put(row.line, at: line.width + 2) }
    line.put(" ")
    line.put(String(repeating: dash, count: max(0, room.columns - line.width)))
    return ViewRow(line)
  }

  /// As many keys as there is room for, the first one whatever room it takes.
  private func keyLine(_ room: ViewSize) -> String {
    keys.dropFirst().reduce(keys.first ?? "") { line, key in
      let grown = "\(line)  \(key)"
      return displayWidth(of: grown) <= room.columns ? grown : line
    }
  }

  private func filled(_ rows: [ViewRow], to count: Int) -> [ViewRow] {
    Array(rows.prefix(count))
      + [ViewRow](repeating: ViewRow(""), count: max(0, count - rows.count))
  }
}

/// A row of the screen.
package struct ViewRow: Hashable, Sendable {
  package let line: StyledText

  /// Invisible characters of the text are written `\u{...}`, a tab too.
  package init(_ text: String, _ style: Style = .none) {
    line = StyledText(printable(text), style)
  }

  package init(_ line: StyledText) { self.line = line.mapTexts(printable) }

  package var text: String { line.text }

  fileprivate func cut(to width: Int, _ glyphs: TimelineGlyphs) -> ViewRow {
    ViewRow(line.cut(to: width, ellipsis: glyphs.ellipsis))
  }
}

extension ViewRow {
  /// An answer in the look of its kind; the blanks, the label, and the prose beside it have none.
  package static func answer(_ answer: String, shown text: String) -> ViewRow {
    let text = printable(text)
    let start = text.firstIndex { $0 != " " } ?? text.endIndex
    let range =
      answer.isEmpty ? start..<start : text.firstRange(of: answer) ?? start..<text.endIndex
    var line = StyledText(String(text[..<range.lowerBound]))
    line.put(String(text[range]), Style.of(answer: answer))
    line.put(String(text[range.upperBound...]))
    return ViewRow(line)
  }
}
