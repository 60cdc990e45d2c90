package import Checking
import Language
package import Layout
package import Sessions
package import Telling
import Vocabulary

/// A timeline as SVG: a lane for each session, steps from top to bottom, the arrows of cycles.
///
/// It is drawn from the same rows as the timeline of a terminal.
package struct TimelinePicture {
  let lanes: [SessionName]
  private let seats: [Int]
  let rows: [TimelineRow]
  let arrows: [TimelineArrow]
  let title: String
  let places: TimelinePlaces

  /// `findings` are the judge's, whose dependencies are drawn as arrows.
  package init(
    _ narrator: Narrator, _ replies: [Reply], findings: [Finding], title: String,
    in space: TimelineSpace = .picture
  ) {
    let replies = replies.filter { $0.all.contains { $0.step != nil } }
    let acting = Set(replies.flatMap { $0.all }.map { $0.session })
    var story = TimelineRows(
      of: narrator, lanes: narrator.runner.sessions.map { $0.name }.filter(acting.contains))
    for reply in replies { story.add(reply) }
    (lanes, seats, rows, self.title) = (story.lanes, story.seats, story.rows, title)
    places = TimelinePlaces(story, title: title, in: space)
    arrows = TimelineArrow.all(of: findings, in: story, narrator)
  }

  /// The picture.
  ///
  /// `frames` are the numbers of the page's steps in which each reply is given; without them the
  /// picture does not grow.
  package func svg(frames: [Int] = []) -> Markup {
    var content = frames.isEmpty ? [heading, .lineBreak] : []
    for (index, row) in rows.enumerated() {
      let band = frames.isEmpty ? [] : [band(of: index)]
      content += [
        .element("g", tag(row.reply, frames, "row"), band + bars(of: row, at: index)), .lineBreak,
      ]
    }
    var router = TimelineRouter(places, rows, arrows)
    for arrow in arrows {
      content += [
        .element("g", tag(arrow.reply, frames, "arrow"), router.route(of: arrow).drawn(arrow)),
        .lineBreak,
      ]
    }
    for (index, row) in rows.enumerated() {
      content += [
        .element("g", tag(row.reply, frames, "said"), texts(of: row, at: index)), .lineBreak,
      ]
    }
    // Above everything else, because a page keeps it in place while the rows move.
    if !frames.isEmpty {
      content += [.element("g", ["class": "heading"], headingGround, heading), .lineBreak]
    }
    if rows.isEmpty {
      content.append(.label("nothing has happened yet", 16, places.top + 30, .faint))
    }
    let told = "\(title): timeline of " + lanes.map { $0.text }.joined(separator: ", ")
    return .picture(titled: told, places.width, places.height, content)
  }

  private func tag(_ reply: Int, _ frames: [Int], _ name: String) -> Attributes {
    guard reply < frames.count else { return [:] }
    return ["class": name, "data-from": frames[reply].written]
  }

  /// The ground of a row, which a page may light.
  private func band(of row: Int) -> Markup {
    .empty(
      "rect",
      [
        "class": "band", "y": places.tops[row].written, "width": places.width.written,
        "height": (places.tops[row + 1] - places.tops[row]).written, "fill": "none",
      ])
  }

  private var headingGround: Markup {
    .empty(
      "rect",
      [
        "class": "ground", "width": places.width.written, "height": (places.top + 10).written,
        "fill": Ink.ground,
      ])
  }

  // MARK: Parts

  private var heading: Markup {
    var result = Markup.label(title, 16, 26, Lettering(name: "ink", colour: Ink.text, isBold: true))
    for (index, lane) in lanes.enumerated() {
      let x = places.bar(of: index)
      result += line(of: index, from: Spot(x - 7, places.top - 5), to: Spot(x + 9, places.top - 5))
      let name = TimelineGlyphs.unicode.cut(printable(lane.text), to: places.cells + 1)
      result += .label(name, places.text(of: index), places.top, .session(seats[index]))
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
      result.append(TimelineMark(cell).drawn(at: Spot(x, middle), seats[lane]))
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
          .drawn(
            Lettering.session(seats[lane]).name, Lettering.session(seats[lane]).colour, width: 1)
      }.joined()
    case .begins, .open, .ends, .whole: line(of: lane, from: start, to: end)
    }
  }

  private func line(of lane: Int, from start: Spot, to end: Spot) -> Markup {
    let colour = SessionColour.of(seats[lane])
    return Stroke(start: start, end: end)
      .drawn(Lettering.session(seats[lane]).name, colour.ink, width: 3, dashes: colour.dashes)
  }

  private func texts(of row: TimelineRow, at index: Int) -> [Markup] {
    let y = places.line(of: index) + 5
    var result: [Markup] = []
    if index == 0 || rows[index - 1].entry != row.entry {
      result.append(.label(row.number, places.margin - 10, y, .faint.anchored("end")))
    }
    for line in places.lines(of: index) {
      let (foot, lettering) = (line.foot, lettering(of: line, in: row))
      result.append(.label(line.text, foot.x, foot.y, lettering, rim: true))
    }
    return result
  }

  private func lettering(of line: TimelinePlaces.Line, in row: TimelineRow) -> Lettering {
    switch line.kind {
    case .command(let lane): return .session(seats[lane])
    case .answer(let lane):
      let isAlarm = if case .aborted = row.cells[lane].action?.outcome { true } else { false }
      return isAlarm ? .alarm : .plain
    case .finding:
      return line.text.hasPrefix("RULE") && line.text.hasSuffix("holds") ? .plain : .alarm
    }
  }
}
