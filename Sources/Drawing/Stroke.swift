import Layout
import Telling

/// A place in a picture.
struct Spot {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

  static func + (left: Spot, right: Spot) -> Spot { Spot(left.x + right.x, left.y + right.y) }
  static func - (left: Spot, right: Spot) -> Spot { Spot(left.x - right.x, left.y - right.y) }
  static func * (left: Spot, right: Double) -> Spot { Spot(left.x * right, left.y * right) }

  var length: Double { (x * x + y * y).squareRoot() }
  /// The same direction, one unit long.
  var unit: Spot { length > 0 ? self * (1 / length) : Spot(1, 0) }
  /// A quarter turn to the right.
  var turned: Spot { Spot(-y, x) }

  var path: String { "\(x.written) \(y.written)" }
}

/// A line from one place to another, perhaps bent.
struct Stroke {
  let start: Spot
  let end: Spot
  /// Where a bent line is drawn to.
  var bend: Spot?

  /// The place after that part of the way, from 0 to 1.
  func point(at part: Double) -> Spot {
    let rest = 1 - part
    guard let bend else { return start * rest + end * part }
    return start * (rest * rest) + bend * (2 * rest * part) + end * (part * part)
  }

  /// The line in the colour of that class.
  func drawn(
    _ name: String, _ colour: String, width: Double = 2, dashes: String? = nil
  ) -> Markup {
    let way = bend.map { "Q\($0.path) " } ?? "L"
    return .empty(
      "path",
      [
        "class": name + "-line", "d": "M\(start.path)\(way)\(end.path)", "fill": "none",
        "stroke": colour, "stroke-width": width.written, "stroke-dasharray": dashes,
      ])
  }

  /// The line with a head at its end.
  func arrow(
    _ name: String, _ colour: String, width: Double = 2, dashes: String? = nil,
    isHollow: Bool = false
  ) -> Markup {
    let along = (end - (bend ?? start)).unit
    // The line ends inside the head, or its blunt end would show.
    let line = Stroke(start: start, end: end - along * 8, bend: bend)
    return line.drawn(name, colour, width: width, dashes: dashes)
      + .head(at: end, along: along, name, colour, isHollow: isHollow)
  }
}

extension Markup {
  /// The head of an arrow that points along there; a hollow one is an outline.
  static func head(
    at end: Spot, along: Spot, _ name: String, _ colour: String, length: Double = 11,
    isHollow: Bool = false
  ) -> Markup {
    let (back, half) = (end - along * length, along.turned * 5)
    return .empty(
      "path",
      [
        "class": name + (isHollow ? "-ring" : "-fill"), "fill": isHollow ? Ink.ground : colour,
        "stroke": isHollow ? colour : nil, "stroke-width": isHollow ? "1.5" : nil,
        "d": "M\(end.path)L\((back + half).path)L\((back - half).path)Z",
      ])
  }
}
