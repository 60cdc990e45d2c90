/// Finds ways for the arrows of a timeline that cross no text.
///
/// An arrow leaves a command to the left, runs along the bar, crosses over to the other lane at a
/// height where nobody says anything, and comes to its command from the left. Of all heights the
/// one is taken at which line and label cover least.
struct TimelineRouter {
  private let places: TimelinePlaces
  private let targets: Set<TimelineArrow.Place>
  private var ground: TimelineGround

  /// How far left of a bar arrows run along it; the first that is free is taken.
  private static let tracks = [18.0, 23, 28]

  /// In how many rows from a command a way is looked for.
  private static let reach = 10

  init(_ places: TimelinePlaces, _ rows: [TimelineRow], _ arrows: [TimelineArrow]) {
    self.places = places
    targets = Set(arrows.map { $0.to })
    ground = TimelineGround(places, rows)
  }

  /// A way for an arrow, on which later ones do not run.
  mutating func route(of arrow: TimelineArrow) -> TimelineRoute {
    let (start, end) = (start(of: arrow), spot(arrow.to) - Spot(8, 0))
    let isBeside = arrow.from.lane == arrow.to.lane
    let choices = heights(of: arrow).map { height in
      isBeside
        ? beside(arrow, from: start, to: end, at: height)
        : across(arrow, from: start, to: end, at: height)
    }
    guard let best = choices.min(by: { $0.cost < $1.cost }) else {
      return TimelineRoute(corners: [start, end], label: start)
    }
    let first = track(arrow.from.lane, from: start.y, to: isBeside ? end.y : best.height)
    var corners = [start, Spot(first, start.y)]
    if isBeside {
      corners.append(Spot(first, end.y))
    } else {
      let last = track(arrow.to.lane, from: best.height, to: end.y)
      corners += [Spot(first, best.height), Spot(last, best.height), Spot(last, end.y)]
    }
    corners.append(end)
    for (one, other) in zip(corners, corners.dropFirst()) { ground.add(lineFrom: one, to: other) }
    ground.add(label: arrow.label, at: best.label)
    return TimelineRoute(corners: corners, label: best.label)
  }

  // MARK: Places

  private func spot(_ place: TimelineArrow.Place) -> Spot {
    Spot(places.bar(of: place.lane), places.line(of: place.row))
  }

  /// Beside the head of an arrow that leads here, if there is one.
  private func start(of arrow: TimelineArrow) -> Spot {
    let spot = spot(arrow.from)
    guard targets.contains(arrow.from) else { return spot - Spot(5, 0) }
    return spot + Spot(-2, arrow.to.row < arrow.from.row ? -7 : 7)
  }

  /// The track beside a bar that is free from one height to the other.
  private func track(_ lane: Int, from start: Double, to end: Double) -> Double {
    let bar = places.bar(of: lane)
    let free = Self.tracks.first { track in
      ground.isFree(Box(Spot(bar - track, start), Spot(bar - track, end), and: 2))
    }
    return bar - (free ?? Self.tracks[0])
  }

  /// Between the rows from the one command to the other, and in the middle of rows.
  ///
  /// Only near the two commands: a long way between them has no better place, and each is compared
  /// with all that is drawn.
  private func heights(of arrow: TimelineArrow) -> [Double] {
    let (low, high) = (min(arrow.from.row, arrow.to.row), max(arrow.from.row, arrow.to.row))
    let near = (low...high).filter { min($0 - low, high - $0) <= Self.reach }
    let middles = near.filter { $0 != low && $0 != high }.map(places.line)
    let edges = (near + [high + 1]).flatMap { row in [-1.0, -4, 3].map { places.tops[row] + $0 } }
    return middles + edges
  }

  // MARK: Choices

  /// A height, and where the label goes there.
  private struct Choice {
    let height: Double
    let label: Spot
    let cost: Double
  }

  private func across(
    _ arrow: TimelineArrow, from start: Spot, to end: Spot, at height: Double
  ) -> Choice {
    let one = Spot(places.bar(of: arrow.from.lane) - Self.tracks[0], height)
    let other = Spot(places.bar(of: arrow.to.lane) - Self.tracks[0], height)
    let isAround = height < min(start.y, end.y) || height > max(start.y, end.y)
    let way =
      ground.cost(ofLineFrom: one, to: other) + abs(height - end.y) * 0.01 + (isAround ? 40 : 0)
      + ground.cost(ofLineFrom: Spot(one.x, start.y), to: one)
      + ground.cost(ofLineFrom: other, to: Spot(other.x, end.y))
    let isShort = abs(one.x - other.x) < Ink.width(of: arrow.label) + 24
    let labels = [(5.0, isShort ? 60.0 : 0), (-5, 4), (16, 4)].flatMap { lift, extra in
      [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map { part in
        let middle = Spot(one.x + (other.x - one.x) * part, height + lift)
        let label = inside(middle, arrow.label)
        return Choice(
          height: height, label: label,
          cost: way + extra + abs(part - 0.5) * 6 + ground.cost(ofLabel: arrow.label, at: label))
      }
    }
    return labels.min { $0.cost < $1.cost } ?? Choice(height: height, label: one, cost: way)
  }

  /// Between commands of one session the label stands on either side of the bar.
  private func beside(
    _ arrow: TimelineArrow, from start: Spot, to end: Spot, at height: Double
  ) -> Choice {
    let (bar, half) = (places.bar(of: arrow.from.lane), Ink.width(of: arrow.label) / 2)
    let far = abs(height - (start.y + end.y) / 2) * 0.02
    let labels = [bar + 14 + half, bar - Self.tracks[0] - 6 - half].map { middle in
      let label = inside(Spot(middle, height + 5), arrow.label)
      return Choice(
        height: height, label: label, cost: far + ground.cost(ofLabel: arrow.label, at: label))
    }
    return labels.min { $0.cost < $1.cost } ?? Choice(height: height, label: start, cost: far)
  }

  /// As near as a label's middle can be without leaving the picture.
  private func inside(_ spot: Spot, _ label: String) -> Spot {
    let half = Ink.width(of: label) / 2 + 6
    return Spot(min(max(spot.x, half), places.width - half), spot.y)
  }
}
