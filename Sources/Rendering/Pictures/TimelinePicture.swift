package import Checking
import Scripting
package import Sessions
import Vocabulary

/// A timeline as SVG: a lane for each session, steps from top to bottom, the arrows of circles.
///
/// It is drawn from the same rows as the timeline of a terminal.
package struct TimelinePicture {
  let lanes: [SessionName]
  let rows: [TimelineRow]
  let arrows: [TimelineArrow]
  let title: String
  let places: TimelinePlaces

  /// `findings` are the judge's, whose dependencies are drawn as arrows.
  package init(_ narrator: Narrator, _ replies: [Reply], findings: [Finding], title: String) {
    let replies = replies.filter { $0.all.contains { $0.step != nil } }
    let acting = Set(replies.flatMap(\.all).map(\.session))
    var story = TimelineRows(
      of: narrator, lanes: narrator.runner.sessions.map(\.name).filter(acting.contains))
    for reply in replies { story.add(reply) }
    (lanes, rows, self.title) = (story.lanes, story.rows, title)
    places = TimelinePlaces(story, title: title)
    arrows = TimelineArrow.all(of: findings, in: story, narrator)
  }

  /// The picture.
  ///
  /// `frames` are the numbers of the page's steps in which each reply is given; without them the
  /// picture does not grow.
  package func svg(frames: [Int] = []) -> Markup {
    var content = [heading, .lineBreak]
    for (index, row) in rows.enumerated() {
      content += [.element("g", tag(row.reply, frames), bars(of: row, at: index)), .lineBreak]
    }
    var crowd = crowd
    for (index, arrow) in arrows.enumerated() {
      content += [
        .element("g", tag(arrow.reply, frames), drawn(arrow, index, &crowd)), .lineBreak,
      ]
    }
    for (index, row) in rows.enumerated() {
      content += [.element("g", tag(row.reply, frames), texts(of: row, at: index)), .lineBreak]
    }
    if rows.isEmpty {
      content.append(.label("nothing has happened yet", 16, places.top + 30, .faint))
    }
    let told = "\(title): timeline of " + lanes.map(\.text).joined(separator: ", ")
    return .picture(titled: told, places.width, places.height, content)
  }

  private func tag(_ reply: Int, _ frames: [Int]) -> Attributes {
    ["data-from": reply < frames.count ? frames[reply] : nil]
  }

  // MARK: Parts

  private var heading: Markup {
    var result = Markup.label(title, 16, 26, Lettering(name: "ink", colour: Ink.text, isBold: true))
    for (index, lane) in lanes.enumerated() {
      let x = places.bar(of: index)
      result += line(of: index, from: Spot(x - 7, places.top - 5), to: Spot(x + 9, places.top - 5))
      let name = TimelineGlyphs.unicode.cut(printable(lane.text), to: places.cells + 1)
      result += .label(name, x + 16, places.top, .session(index))
    }
    let y = places.top + 9
    return result
      + Stroke(start: Spot(12, y), end: Spot(places.width - 12, y)).drawn(
        "rule", Ink.rule, width: 1)
  }

  private func bars(of row: TimelineRow, at index: Int) -> [Markup] {
    let (top, bottom) = (places.tops[index], places.tops[index + 1])
    let middle = places.line(of: index)
    return lanes.indices.flatMap { lane -> [Markup] in
      let cell = row.cells[lane]
      let x = places.bar(of: lane)
      let above = index > 0 ? rows[index - 1].cells[lane].below : .none
      var result = [
        bar(above, lane, from: Spot(x, top), to: Spot(x, middle)),
        bar(cell.below, lane, from: Spot(x, middle), to: Spot(x, bottom)),
      ]
      if let cause = cell.cause {
        let y = places.channel(of: index)
        let (from, to) = (places.bar(of: cause), x)
        let gap = from < to ? 4.0 : -4.0
        result.append(
          Stroke(start: Spot(from + gap, y), end: Spot(to - gap, y)).arrow(
            "faint", Ink.faint, width: 1.5))
      }
      result.append(TimelineMark(cell).drawn(at: Spot(x, middle), lane))
      return result
    }
  }

  private func bar(_ bar: TimelineCell.Bar, _ lane: Int, from start: Spot, to end: Spot) -> Markup {
    switch bar {
    case .none: Markup()
    case .waits:
      // Two thin lines: nothing goes on between them.
      [-2.5, 2.5].map { offset in
        Stroke(start: start + Spot(offset, 0), end: end + Spot(offset, 0))
          .drawn(Lettering.session(lane).name, Lettering.session(lane).colour, width: 1)
      }.joined()
    case .begins, .open, .ends, .whole: line(of: lane, from: start, to: end)
    }
  }

  private func line(of lane: Int, from start: Spot, to end: Spot) -> Markup {
    let ink = Ink.sessions[lane % Ink.sessions.count]
    return Stroke(start: start, end: end)
      .drawn(Lettering.session(lane).name, ink.colour, width: 3, dashes: ink.dashes)
  }

  private func texts(of row: TimelineRow, at index: Int) -> [Markup] {
    let y = places.line(of: index) + 5
    var result: [Markup] = []
    if index == 0 || rows[index - 1].entry != row.entry {
      result.append(.label(row.number, places.margin - 10, y, .faint.anchored("end")))
    }
    for lane in lanes.indices {
      guard let text = places.texts[index][lane] else { continue }
      let x = places.bar(of: lane) + 16
      for (number, line) in text.command.enumerated() {
        result.append(
          .label(line, x, y + Double(number) * places.lineHeight, .session(lane), rim: true))
      }
      let isAlarm = if case .aborted = row.cells[lane].deed?.outcome { true } else { false }
      for (number, line) in text.answer.enumerated() {
        let (column, start) = text.answerStart
        result.append(
          .label(
            line, x + Double(column) * Ink.cell, y + Double(start + number) * places.lineHeight,
            isAlarm ? .alarm : .plain, rim: true))
      }
    }
    for (number, finding) in places.findings[index].enumerated() {
      let below =
        places.tops[index + 1] - Double(places.findings[index].count - number)
        * places.lineHeight + 10
      let isGood = finding.hasPrefix("RULE") && finding.hasSuffix("holds")
      result.append(
        .label(finding, places.margin, below, isGood ? .plain : .alarm, rim: true))
    }
    return result
  }

  private func drawn(_ arrow: TimelineArrow, _ index: Int, _ crowd: inout Crowd) -> [Markup] {
    let start = Spot(places.bar(of: arrow.from.lane), places.line(of: arrow.from.row))
    let end = Spot(places.bar(of: arrow.to.lane), places.line(of: arrow.to.row))
    let along = (end - start).unit
    let isBeside = arrow.from.lane == arrow.to.lane
    let side = isBeside ? Spot(-1, 0) : along.turned
    let bend = (start + end) * 0.5 + side * (isBeside ? 34 : 16 + Double(index % 3) * 10)
    let stroke = Stroke(start: start + along * 8, end: end - along * 8, bend: bend)
    let label = crowd.place(arrow.label, along: stroke, in: places.width)
    return [
      stroke.arrow("alarm", Ink.alarm, width: 1.8, dashes: arrow.isDirty ? "5 4" : nil),
      .label(arrow.label, label.x, label.y, .alarm.anchored("middle"), rim: true),
    ]
  }

  /// The texts of the lanes, which labels of arrows should not cover.
  private var crowd: Crowd {
    var crowd = Crowd()
    for index in rows.indices {
      for (lane, text) in places.texts[index].enumerated() {
        guard let text else { continue }
        let foot = Spot(places.bar(of: lane) + 16, places.line(of: index) + 5)
        for (number, line) in text.command.enumerated() {
          crowd.add(line, at: foot + Spot(0, Double(number) * places.lineHeight))
        }
        for (number, line) in text.answer.enumerated() {
          let (column, start) = text.answerStart
          crowd.add(
            line,
            at: foot + Spot(Double(column) * Ink.cell, Double(start + number) * places.lineHeight))
        }
      }
    }
    return crowd
  }
}
