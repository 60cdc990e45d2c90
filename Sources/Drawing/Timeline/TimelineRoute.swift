import Layout
import Telling

/// The way of an arrow between the texts of a timeline, by corners, and the place of its label.
struct TimelineRoute {
  /// From the command at which it starts to the one to which it leads.
  let corners: [Spot]
  /// The middle of the label, on its foot.
  let label: Spot

  /// The arrow and its label.
  func drawn(_ arrow: TimelineArrow) -> [Markup] {
    guard let end = corners.last else { return [] }
    let line = Markup.empty(
      "path",
      [
        "class": "alarm-line", "d": path, "fill": "none", "stroke": Ink.alarm,
        "stroke-width": "1.8", "stroke-dasharray": arrow.isDirty ? "5 4" : nil,
      ])
    return [
      line, .head(at: end, along: Spot(1, 0), "alarm", Ink.alarm, length: 9), gap(arrow.label),
      .label(arrow.label, label.x, label.y, .alarm.anchored("middle")),
    ]
  }

  /// Lines are broken for a label, between its words, too.
  private func gap(_ text: String) -> Markup {
    let box = Box(text, around: label)
    return .empty(
      "rect",
      [
        "class": "ground", "x": box.low.x.written, "y": (box.low.y + 2).written,
        "width": (box.high.x - box.low.x).written,
        "height": (box.high.y - box.low.y - 3).written, "fill": Ink.ground,
      ])
  }

  /// With round corners; it ends inside the head, or its blunt end would show.
  private var path: String {
    var path = "M\(corners[0].path)"
    for index in corners.indices.dropFirst().dropLast() {
      let corner = corners[index]
      let (into, out) = (corner - corners[index - 1], corners[index + 1] - corner)
      let radius = min(6, into.length / 2, out.length / 2)
      let (start, end) = (corner - into.unit * radius, corner + out.unit * radius)
      path += "L\(start.path)Q\(corner.path) \(end.path)"
    }
    return path + "L\((corners[corners.count - 1] - Spot(5, 0)).path)"
  }
}
