import Drawing
package import Layout
import Scripting
package import Telling

/// What a demonstration shows, before it is fitted to a terminal.
package struct Stage: Sendable {
  package var title = ""
  /// What was predicted so far; empty if nothing was.
  package var score = ""
  package var lanes = StageLanes()
  /// A heading and a row for each key.
  package var data: [[String]] = []
  /// The rules, behind the word `data`.
  package var rules: [StageRow] = []
  /// What the text is.
  package var label = ""
  /// No more rows than the room has for the share.
  package var text: [StageRow] = []
  package var share = StageRoom.Share.part
  package var status = ""
  /// What can be pressed, the most important first.
  package var keys: [String] = []
  package var isASCII = false

  package init() {}

  /// The screen: as many rows as it has, none wider than it is.
  package func rows(in room: StageRoom) -> [StageRow] {
    guard room.isEnough else { return tooSmall(room) }
    let top = [StageRow(heading(room), .bold)]
    let text = filled(self.text, to: room.textRows(share))
    let bottom = [StageRow(status, .bold), StageRow(keyLine(room))]
    let middle =
      share == .whole
      ? [rule(label, room)] + text
      : laneRows(room) + [rule("data", room, rules)] + dataRows(room) + [rule(label, room)] + text
    return (top + middle + bottom).map { $0.cut(to: room.columns, glyphs) }
  }

  private var glyphs: TimelineGlyphs { isASCII ? .ascii : .unicode }

  private func tooSmall(_ room: StageRoom) -> [StageRow] {
    let least = StageRoom.least
    let text =
      "play needs \(least.columns) columns and \(least.rows) rows; here are "
      + "\(room.columns) and \(room.rows). Make it larger, or q leaves."
    return filled(Array(room.rows(of: text).prefix(room.rows)).map { StageRow($0) }, to: room.rows)
      .map { $0.cut(to: room.columns, glyphs) }
  }

  /// The title, and at the right end what was predicted.
  private func heading(_ room: StageRoom) -> String {
    guard !score.isEmpty else { return title }
    let width = max(0, room.columns - displayWidth(of: score) - 2)
    var line = TimelineLine()
    line.put(glyphs.cut(title, to: width), at: 0)
    line.put(score, at: width + 2)
    return line.text
  }

  /// The last rows of each group of lanes, below its heading.
  private func laneRows(_ room: StageRoom) -> [StageRow] {
    let most = room.laneRows(share)
    let groups = lanes.shown(in: most)
    guard !groups.isEmpty, most > 0 else { return filled([], to: most) }
    let share = most / groups.count
    let rows = groups.flatMap { lines in
      [StageRow(lines.first ?? "", .bold)]
        + lines.dropFirst().suffix(max(0, share - 1)).map { StageRow($0) }
    }
    return filled(rows, to: most)
  }

  private func dataRows(_ room: StageRoom) -> [StageRow] {
    let most = room.dataRows(share)
    guard most > 2 else { return filled(crowdedData, to: most) }
    guard data.count > most else { return filled(columns(of: data, room), to: most) }
    let hidden = data.count - most + 1
    var rows = columns(of: Array(data.prefix(most - 1)), room)
    rows.append(StageRow("\(glyphs.ellipsis) \(hidden) more; v shows them"))
    return rows
  }

  /// A row for each column of the data, where there is no room for one for each key.
  private var crowdedData: [StageRow] {
    guard let heading = data.first, heading.count > 1 else {
      return data.map { StageRow($0.joined()) }
    }
    return heading.indices.dropFirst().map { column in
      let pairs = data.dropFirst().map { "\($0[0])=\($0[column])" }
      return StageRow("\(heading[column]): \(pairs.joined(separator: " "))")
    }
  }

  /// The cells below each other, those that are too wide cut.
  private func columns(of rows: [[String]], _ room: StageRoom) -> [StageRow] {
    Table(rows: rows).cut(to: room.columns, ellipsis: glyphs.ellipsis).enumerated()
      .map { StageRow($1, $0 == 0 ? .bold : .none) }
  }

  /// A line across the screen with a word in it, and what stands behind that.
  private func rule(_ word: String, _ room: StageRoom, _ behind: [StageRow] = []) -> StageRow {
    let dash = isASCII ? "-" : "─"
    let told = ([word] + behind.map(\.text)).joined(separator: "  ")
    let start = "\(dash)\(dash) \(told) "
    let rest = max(0, room.columns - displayWidth(of: start))
    let style = behind.contains { $0.style == .bad } ? Style.bad : .none
    return StageRow(start + String(repeating: dash, count: rest), style)
  }

  /// As many keys as there is room for, the first one whatever room it takes.
  private func keyLine(_ room: StageRoom) -> String {
    keys.dropFirst().reduce(keys.first ?? "") { line, key in
      let grown = "\(line)  \(key)"
      return displayWidth(of: grown) <= room.columns ? grown : line
    }
  }

  private func filled(_ rows: [StageRow], to count: Int) -> [StageRow] {
    Array(rows.prefix(count))
      + [StageRow](repeating: StageRow(""), count: max(0, count - rows.count))
  }
}

/// A row of the screen in one look.
package struct StageRow: Hashable, Sendable {
  package let text: String
  package let style: Style

  /// What cannot be seen in the text is written `\u{...}`, a tab too.
  package init(_ text: String, _ style: Style = .none) {
    (self.text, self.style) = (printable(text), style)
  }

  /// The row with the sequences that give it its look.
  package var painted: String { style.painting(text) }

  fileprivate func cut(to width: Int, _ glyphs: TimelineGlyphs) -> StageRow {
    StageRow(glyphs.cut(text, to: width), style)
  }
}

extension StageRow {
  /// An answer in the look of its kind.
  package static func answer(_ answer: String, shown text: String) -> StageRow {
    StageRow(text, Style.of(answer: answer))
  }
}
