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
    let look = ArrowLook(arrow.manner)
    let line = Markup.empty(
      "path",
      [
        "class": look.lettering.name + "-line", "d": path, "fill": "none",
        "stroke": look.lettering.colour, "stroke-width": "1.8",
        "stroke-dasharray": look.dashes,
      ])
    let head = Markup.head(
      at: end, along: Spot(1, 0), look.lettering.name, look.lettering.colour, length: 9,
      isHollow: look.isHollow)
    return [
      line, head, gap(arrow.label),
      .label(arrow.label, label.x, label.y, look.lettering.anchored("middle")),
    ]
  }

  /// A broad line that nobody sees, so that a finger finds the arrow.
  var handle: Markup {
    .empty(
      "path",
      [
        "d": path, "fill": "none", "stroke": "none", "stroke-width": "16",
        "pointer-events": "stroke",
      ])
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
    return path + "L\((corners[corners.count - 1] - Spot(7, 0)).path)"
  }
}

/// What the arrows of a manner look like, in timelines and graphs.
struct ArrowLook {
  let lettering: Lettering
  let dashes: String?
  /// Whether the head is only an outline: what it leads to did not happen.
  let isHollow: Bool

  init(_ manner: TimelineArrow.Manner) {
    switch manner {
    case .cycle: (lettering, dashes, isHollow) = (.alarm, nil, false)
    case .dirtyRead: (lettering, dashes, isHollow) = (.alarm, "2 3", false)
    case .ghost: (lettering, dashes, isHollow) = (.alarm, "8 5", true)
    case .wait: (lettering, dashes, isHollow) = (.wait, nil, false)
    case .harmless: (lettering, dashes, isHollow) = (.faint, nil, false)
    }
  }
}
