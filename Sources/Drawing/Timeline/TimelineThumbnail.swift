package import Layout
import Telling

/// A timeline in small, without its texts: lanes, what happened on them, and the arrows.
extension TimelinePicture {
  /// The picture, in the same size for all lessons; those who cannot see it miss nothing.
  package var thumbnail: Markup {
    let size = Spot(200, 120)
    let pitch = min(12, (size.y - 16) / Double(max(1, rows.count)))
    let lane = size.x / Double(max(1, lanes.count))
    func spot(_ row: Int, _ index: Int) -> Spot {
      Spot((Double(index) + 0.5) * lane, 8 + (Double(row) + 0.5) * pitch)
    }
    let bars = rows.indices.flatMap { row in
      lanes.indices.map { bar(at: spot(row, $0), pitch, rows[row].cells[$0], $0) }
    }
    let ways = arrows.map { arrow -> Markup in
      let (from, to) = (spot(arrow.from.row, arrow.from.lane), spot(arrow.to.row, arrow.to.lane))
      let look = ArrowLook(arrow.manner)
      let gap = (to - from).unit * 5
      return Stroke(start: from + gap, end: to - gap).arrow(
        look.lettering.name, look.lettering.colour, width: 1.6, dashes: look.dashes)
    }
    let marks = rows.indices.flatMap { row in
      lanes.indices.map {
        TimelineMark(rows[row].cells[$0]).small(at: spot(row, $0), story.seats[$0])
      }
    }
    return .element(
      "svg",
      [
        "class": "thumbnail", "viewBox": "0 0 \(size.x.written) \(size.y.written)",
        "aria-hidden": "true",
      ], bars + ways + marks)
  }

  private func bar(
    at spot: Spot, _ pitch: Double, _ cell: TimelineCell, _ lane: Int
  ) -> Markup {
    let half = Spot(0, pitch / 2)
    let lettering = Lettering.session(story.seats[lane])
    func piece(_ bar: TimelineCell.Bar, _ isStruck: Bool, _ start: Spot, _ end: Spot) -> Markup {
      let stroke = Stroke(start: start, end: end)
      switch bar {
      case .none: return isStruck ? stroke.drawn("alarm", Ink.alarm, width: 1) : Markup()
      case .waits: return stroke.drawn("wait", Ink.wait, width: 4, dashes: "2 2")
      case .begins, .open, .ends, .whole:
        return stroke.drawn(lettering.name, lettering.colour)
      }
    }
    return piece(cell.above, cell.strike.above, spot - half, spot)
      + piece(cell.below, cell.strike.below, spot, spot + half)
  }
}

extension TimelineMark {
  /// A dot; an abort stands out.
  fileprivate func small(at spot: Spot, _ seat: Int) -> Markup {
    let lettering = self == .abort ? Lettering.alarm : .session(seat)
    let radius: Double =
      switch self {
      case .none, .wait: 0
      case .step: 1.8
      case .begin, .commit, .rollback: 2.6
      case .abort: 4
      }
    guard radius > 0 else { return Markup() }
    return .empty(
      "circle",
      [
        "class": lettering.name + "-fill", "cx": spot.x.written, "cy": spot.y.written,
        "r": radius.written, "fill": lettering.colour,
      ])
  }
}
