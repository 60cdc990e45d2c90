package import Checking
import Language
package import Layout
package import Sessions
package import Telling
import Vocabulary

/// A timeline as SVG: a lane for each session, steps from top to bottom, and the arrows of cycles
/// and aborts.
///
/// It is drawn from the same rows as the timeline of a terminal.
package struct TimelinePicture {
  /// What it shows besides the steps.
  package struct Matter {
    let findings: [Finding]
    let aborts: [GhostPicture]
    /// The antidependencies, which are drawn where there is nothing worse.
    let stale: [Dependency]
    let proof: Proof

    package init(
      findings: [Finding], aborts: [GhostPicture], stale: [Dependency], proof: Proof
    ) {
      (self.findings, self.aborts, self.stale, self.proof) = (findings, aborts, stale, proof)
    }
  }

  let story: TimelineRows
  let arrows: [TimelineArrow]
  let title: String
  let places: TimelinePlaces

  var lanes: [SessionName] { story.lanes }
  var rows: [TimelineRow] { story.rows }

  /// Shows the replies.
  ///
  /// `dead` are the dead versions after each reply, if they are to be shown. If there is a room,
  /// rows are left out until the picture fits.
  package init(
    _ narrator: Narrator, _ replies: [Reply], _ matter: Matter, title: String,
    dead: [DeadVersions] = [], in space: TimelineSpace = .picture,
    room: (width: Double, height: Double)? = nil
  ) {
    let shown = replies.indices.filter { replies[$0].all.contains { $0.step != nil } }
    let dead = dead.count < replies.count ? [] : shown.map { dead[$0] }
    let replies = shown.map { replies[$0] }
    let acting = Set(replies.flatMap { $0.all }.map { $0.session })
    var story = TimelineRows(
      of: narrator, lanes: narrator.runner.sessions.map { $0.name }.filter(acting.contains))
    for reply in replies { story.add(reply) }
    for abort in matter.aborts { story.note(abort) }
    story.note(dead)
    story.linkRows()
    if let room {
      let places = TimelinePlaces(story, title: title, in: space, widest: room.width)
      let heights = zip(places.tops, places.tops.dropFirst()).map { $1 - $0 }
      let arrows = Self.arrows(in: story, matter)
      story.shorten(
        to: room.height - places.top - 40, heights,
        keeping: Set(arrows.flatMap { [$0.from.row, $0.to.row] } + story.tellingRows))
    }
    (self.story, self.title) = (story, title)
    places = TimelinePlaces(story, title: title, in: space, widest: room?.width)
    arrows = Self.arrows(in: story, matter)
  }

  private static func arrows(in story: TimelineRows, _ matter: Matter) -> [TimelineArrow] {
    var arrows = TimelineArrows(in: story, matter.proof)
    for finding in matter.findings { arrows.add(finding) }
    for abort in matter.aborts { arrows.add(abort) }
    if matter.findings.isEmpty, matter.aborts.isEmpty { arrows.add(harmless: matter.stale) }
    return arrows.all
  }

  /// The picture.
  ///
  /// `frames` are the numbers of the page's steps in which each reply is given; without them the
  /// picture does not grow.
  package func sheet(frames: [Int] = []) -> Sheet {
    let isOnPage = !frames.isEmpty
    var content = isOnPage ? halos : [heading, .lineBreak]
    for (index, row) in rows.enumerated() {
      let band = isOnPage ? [band(of: index)] : []
      content += [
        .element("g", tag(row.reply, frames, "row"), band + bars(of: row, at: index)), .lineBreak,
      ]
    }
    var router = TimelineRouter(places, rows, arrows)
    for arrow in arrows {
      let route = router.route(of: arrow)
      let drawn = [Markup.element("title", text: arrow.told)] + route.drawn(arrow)
      content += [
        .element(
          "g", tag(arrow.reply, frames, "arrow") + (isOnPage ? reachable(arrow) : [:]),
          drawn + (isOnPage ? [route.handle] : [])), .lineBreak,
      ]
    }
    for (index, row) in rows.enumerated() {
      content += [
        .element("g", tag(row.reply, frames, "said"), texts(of: row, at: index)), .lineBreak,
      ]
      content += roles(at: index, frames)
    }
    // Above everything else, because a page keeps it in place while the rows move.
    if isOnPage {
      content += [.element("g", ["class": "heading"], headingGround, heading), .lineBreak]
    }
    if rows.isEmpty {
      content.append(.label("nothing has happened yet", 16, places.top + 30, .faint))
    }
    let told =
      ["\(title): timeline of " + lanes.map { $0.text }.joined(separator: ", ")]
      + arrows.map { $0.told }
    return Sheet(
      told: told.joined(separator: "; "), width: places.width, height: places.height,
      content: content, legend: legend, isGroup: isOnPage && !arrows.isEmpty)
  }

  /// What its signs mean, as a list of a page.
  package func key(frames: [Int]) -> Markup { legend.list(frames: frames) }

  /// The picture of a page, which grows with its frames.
  package func svg(frames: [Int]) -> Markup { sheet(frames: frames).bare }

  func tag(_ reply: Int, _ frames: [Int], _ name: String) -> Attributes {
    guard reply < frames.count else { return [:] }
    return ["class": name, "data-from": frames[reply].written]
  }

  // MARK: Parts

  private var heading: Markup {
    var result = Markup.label(title, 16, 26, Lettering(name: "ink", colour: Ink.text, isBold: true))
    for (index, lane) in lanes.enumerated() {
      let x = places.bar(of: index)
      result += line(of: index, from: Spot(x - 7, places.top - 5), to: Spot(x + 9, places.top - 5))
      let name = TimelineGlyphs.unicode.cut(printable(lane.text), to: places.cells + 1)
      result += .label(name, places.text(of: index), places.top, .session(story.seats[index]))
    }
    if let column = places.deadColumn {
      result += .label(DeadVersions.heading, column, places.top, .faint)
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
      var result = [
        bar(cell.above, lane, from: Spot(x, top), to: Spot(x, middle)),
        bar(cell.below, lane, from: Spot(x, middle), to: Spot(x, bottom)),
      ]
      if cell.strike.above { result.append(.strike(from: Spot(x, top), to: Spot(x, middle))) }
      if cell.strike.below { result.append(.strike(from: Spot(x, middle), to: Spot(x, bottom))) }
      if let cause = cell.cause {
        let y = places.channel(of: index)
        let (from, to) = (places.bar(of: cause), x)
        let gap = from < to ? 4.0 : -4.0
        result.append(
          Stroke(start: Spot(from + gap, y), end: Spot(to - gap, y)).arrow(
            "faint", Ink.faint, width: 1.5))
      }
      result.append(TimelineMark(cell).drawn(at: Spot(x, middle), story.seats[lane]))
      return result
    }
  }

  private func bar(_ bar: TimelineCell.Bar, _ lane: Int, from start: Spot, to end: Spot) -> Markup {
    switch bar {
    case .none: Markup()
    case .waits: .hatched(from: start, to: end)
    case .begins, .open, .ends, .whole: line(of: lane, from: start, to: end)
    }
  }

  private func line(of lane: Int, from start: Spot, to end: Spot) -> Markup {
    let colour = SessionColour.of(story.seats[lane])
    return Stroke(start: start, end: end)
      .drawn(
        Lettering.session(story.seats[lane]).name, colour.ink, width: 3, dashes: colour.dashes)
  }
}
