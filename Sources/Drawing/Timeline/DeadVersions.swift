import Layout

/// How many versions are dead after a step.
package struct DeadVersions: Hashable, Sendable {
  let removable: Int
  /// Those that an open snapshot keeps.
  package let pinned: Int

  package var all: Int { removable + pinned }

  package init(removable: Int, pinned: Int) { (self.removable, self.pinned) = (removable, pinned) }

  /// The most squares; more are only counted.
  private static let most = 12
  private static let pitch = 12.0
  static let heading = "dead versions"

  /// The width of the column.
  static func width(of all: [DeadVersions]) -> Double {
    let squares = Double(min(most, all.map { $0.all }.max() ?? 0))
    return max(Ink.width(of: heading), squares * pitch + 5 * Ink.cell) + 20
  }

  /// A square for each version, those that are kept filled, and the number.
  func drawn(at spot: Spot) -> Markup {
    guard all > 0 else { return Markup() }
    let count = min(Self.most, all)
    let squares = (0..<count).map { index in
      Self.square(at: spot + Spot(Double(index) * Self.pitch, 0), isKept: index < pinned)
    }
    let end = spot.x + Double(count) * Self.pitch + 6
    return squares.joined() + .label("\(all)", end, spot.y + 5, .plain)
  }

  private static func square(at spot: Spot, isKept: Bool) -> Markup {
    let lettering = isKept ? Lettering.wait : .faint
    return .empty(
      "rect",
      [
        "class": lettering.name + (isKept ? "-fill" : "-ring"), "x": spot.x.written,
        "y": (spot.y - 4.5).written, "width": "9", "height": "9",
        "fill": isKept ? lettering.colour : Ink.ground, "stroke": lettering.colour,
        "stroke-width": "1.2",
      ])
  }

  /// What the squares mean.
  static func explain(_ all: [DeadVersions], in legend: inout Legend) {
    if all.contains(where: { $0.removable > 0 }) {
      legend.add(square(at: Spot(22, 0), isKept: false), "a dead version")
    }
    if all.contains(where: { $0.pinned > 0 }) {
      legend.add(square(at: Spot(22, 0), isKept: true), "dead, kept for a snapshot")
    }
  }
}
