import Layout
import Sessions
import Telling

/// What a timeline says, and what its signs mean.
extension TimelinePicture {
  func texts(of row: TimelineRow, at index: Int) -> [Markup] {
    let y = places.line(of: index) + 5
    var result: [Markup] = row.isAfterGap ? [gapMark(above: index)] : []
    if index == 0 || rows[index - 1].entry != row.entry {
      result.append(.label(row.number, places.margin - 10, y, .faint.anchored("end")))
      if let column = places.deadColumn, let dead = row.dead {
        result.append(dead.drawn(at: Spot(column, y - 5)))
      }
    }
    for line in places.lines(of: index) {
      let (foot, lettering) = (line.foot, lettering(of: line, in: row))
      guard let lettering else { continue }
      // Only lines across the lanes have bars below them.
      result.append(.label(line.text, foot.x, foot.y, lettering, rim: line.kind.isAcross))
    }
    return result
  }

  /// Rows have been left out here.
  private func gapMark(above row: Int) -> Markup {
    [-5.0, -1, 3].map { offset in
      Markup.empty(
        "circle",
        [
          "class": "faint-fill", "cx": (places.margin - 14).written,
          "cy": (places.tops[row] + offset).written, "r": "1.4", "fill": Ink.faint,
        ])
    }.joined()
  }

  /// Nil for what is drawn otherwise.
  private func lettering(of line: TimelinePlaces.Line, in row: TimelineRow) -> Lettering? {
    switch line.kind {
    case .command(let lane): return .session(story.seats[lane])
    case .answer(let lane):
      switch row.cells[lane].action?.outcome {
      case .aborted: return .alarm
      case .waits: return .wait
      default: return .plain
      }
    case .role: return nil
    case .finding:
      return line.text.hasPrefix("RULE") && line.text.hasSuffix("holds") ? .plain : .alarm
    case .note:
      var lettering = Lettering.alarm
      lettering.isBold = false
      return lettering
    }
  }

  /// The parts in dangerous structures, each in a frame.
  func roles(at index: Int, _ frames: [Int]) -> [Markup] {
    places.lines(of: index).flatMap { line -> [Markup] in
      guard case .role(let role) = line.kind else { return [] }
      let pill = Markup.empty(
        "rect",
        [
          "class": "alarm-ring", "x": (line.foot.x - 7).written, "y": (line.foot.y - 13).written,
          "width": (Ink.width(of: line.text) + 14).written, "height": "17", "rx": "8.5",
          "fill": Ink.ground, "stroke": Ink.alarm, "stroke-width": "1.5",
        ])
      return [
        .element(
          "g", tag(role.reply, frames, "role"),
          pill + .label(line.text, line.foot.x, line.foot.y, .alarm)), .lineBreak,
      ]
    }
  }

  // MARK: On a page

  /// Behind the commands at the ends of arrows: what lights up there.
  var halos: [Markup] {
    Set(arrows.flatMap { [$0.from, $0.to] }).sorted { ($0.row, $0.lane) < ($1.row, $1.lane) }
      .map { place in
        let (x, y) = (places.bar(of: place.lane), places.tops[place.row])
        let width = Double(places.cells) * Ink.cell + 34
        return Markup.empty(
          "rect",
          [
            "class": "halo", "data-cell": place.written, "x": (x - 12).written,
            "y": (y + 2).written, "width": width.written,
            "height": (places.tops[place.row + 1] - y - 4).written, "rx": "5", "fill": "none",
          ]) + .lineBreak
      }
  }

  /// An arrow of a page can be hovered, focused, and tapped.
  func reachable(_ arrow: TimelineArrow) -> Attributes {
    [
      "tabindex": "0", "role": "img", "aria-label": arrow.told,
      "data-ends": "\(arrow.from.written) \(arrow.to.written)",
    ]
  }

  /// The ground of a row, which a page may light.
  func band(of row: Int) -> Markup {
    .empty(
      "rect",
      [
        "class": "band", "y": places.tops[row].written, "width": places.width.written,
        "height": (places.tops[row + 1] - places.tops[row]).written, "fill": "none",
      ])
  }

  var headingGround: Markup {
    .empty(
      "rect",
      [
        "class": "ground", "width": places.width.written, "height": (places.top + 10).written,
        "fill": Ink.ground,
      ])
  }

  // MARK: The legend

  /// The signs that occur.
  var legend: Legend {
    var legend = Legend()
    func first(_ mark: TimelineMark) -> Int? {
      rows.first { row in row.cells.contains { TimelineMark($0) == mark } }?.reply
    }
    for (mark, text) in [
      (TimelineMark.begin, "BEGIN"), (.commit, "COMMIT"), (.rollback, "ROLLBACK"),
      (.abort, "aborted"),
    ] {
      guard let reply = first(mark) else { continue }
      legend.add(mark.drawn(at: Spot(24, 0), nil), text, from: reply)
    }
    if let reply = first(.wait) {
      legend.add(.hatched(from: Spot(24, -9), to: Spot(24, 9)), "waits", from: reply)
    }
    let told: [(TimelineArrow.Manner, String)] = [
      (.cycle, "must come first; closes a cycle"), (.dirtyRead, "a dirty read"),
      (.ghost, "led to the abort"), (.wait, "waits for"),
      (.harmless, "must come first; does no harm"),
    ]
    for (manner, text) in told {
      let own = arrows.filter { $0.manner == manner }
      guard let reply = own.map({ $0.reply }).min() else { continue }
      legend.add(manner, text, from: reply)
    }
    if places.deadColumn != nil {
      DeadVersions.explain(rows.compactMap { $0.dead }, in: &legend)
    }
    return legend
  }
}

extension Markup {
  /// A wait, for as long as it lasts.
  static func hatched(from start: Spot, to end: Spot) -> Markup {
    let (half, gap) = (4.5, 6.0)
    let first = (start.y / gap).rounded(.up) * gap
    let strokes = stride(from: first, through: end.y, by: gap).map { y in
      let (low, high) = (min(y + half, end.y), max(y - half, start.y))
      // A stroke is cut where the bar begins and ends.
      return "M\((start.x - (low - y)).written) \(low.written)"
        + "L\((start.x + (y - high)).written) \(high.written)"
    }
    func side(_ offset: Double) -> String {
      "M\((start.x + offset).written) \(start.y.written)V\(end.y.written)"
    }
    return .empty(
      "path",
      [
        "class": "wait-line", "d": side(-half) + side(half) + strokes.joined(), "fill": "none",
        "stroke": Ink.wait, "stroke-width": "1.2",
      ])
  }

  /// What is left of a lane after an abort.
  static func strike(from start: Spot, to end: Spot) -> Markup {
    Stroke(start: start, end: end).drawn("alarm", Ink.alarm, width: 1.2)
  }
}
