import Layout
import Sessions
import Telling

/// The sign at a command of a timeline.
enum TimelineMark {
  case none, step, begin, commit, rollback, abort, wait

  init(_ cell: TimelineCell) {
    switch cell.action?.outcome {
    case nil: self = .none
    case .begun: self = .begin
    case .committed: self = .commit
    case .rolledBack: self = .rollback
    case .aborted: self = .abort
    case .waits: self = .wait
    case .held, .skipped, .failed, .cancelled: self = .none
    default: self = cell.bar == .ends || cell.bar == .whole ? .commit : .step
    }
  }

  /// BEGIN is a ring, COMMIT a filled square, ROLLBACK an empty one, an abort a cross, and
  /// everything else a dot.
  ///
  /// Without the place of a session, it has no session's color.
  func drawn(at spot: Spot, _ seat: Int?) -> Markup {
    let lettering = seat.map(Lettering.session) ?? .faint
    let (name, colour) = (lettering.name, lettering.colour)
    func circle(_ radius: Double, _ fill: String, _ name: String) -> Markup {
      .empty(
        "circle",
        [
          "class": name, "cx": spot.x.written, "cy": spot.y.written, "r": radius.written,
          "fill": fill,
          "stroke": colour, "stroke-width": "2",
        ])
    }
    func square(_ fill: String, _ name: String) -> Markup {
      .empty(
        "rect",
        [
          "class": name, "x": (spot.x - 6).written, "y": (spot.y - 6).written, "width": "12",
          "height": "12",
          "fill": fill, "stroke": colour, "stroke-width": "2",
        ])
    }
    switch self {
    // A wait begins where its bar begins.
    case .none, .wait: return Markup()
    case .step: return circle(3.5, colour, name + "-fill")
    case .begin: return circle(5.5, Ink.ground, name + "-ring")
    case .commit: return square(colour, name + "-fill")
    case .rollback: return square(Ink.ground, name + "-ring")
    case .abort:
      return [(-6.0, -6.0), (-6.0, 6.0)].map { corner in
        Stroke(start: spot + Spot(corner.0, corner.1), end: spot - Spot(corner.0, corner.1))
          .drawn("alarm", Ink.alarm, width: 3.5)
      }.joined()
    }
  }
}
