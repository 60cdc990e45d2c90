/// A piece of a picture that something covers.
struct Box {
  let low: Spot
  let high: Spot

  /// Between two opposite corners, whichever they are, and so much around them.
  init(_ one: Spot, _ other: Spot, and margin: Double = 0) {
    low = Spot(min(one.x, other.x) - margin, min(one.y, other.y) - margin)
    high = Spot(max(one.x, other.x) + margin, max(one.y, other.y) + margin)
  }

  /// A line of text that starts there, on its foot.
  init(_ text: String, at foot: Spot) { self.init(Ink.width(of: text), at: foot) }

  private init(_ width: Double, at foot: Spot) {
    self.init(foot + Spot(-2, -13), foot + Spot(width + 2, 4))
  }

  /// A line of text whose middle is there, on its foot.
  init(_ text: String, around foot: Spot) {
    self.init(width: Ink.width(of: text), around: foot)
  }

  /// A line of text of that width whose middle is there, on its foot.
  init(width: Double, around foot: Spot) { self.init(width, at: foot - Spot(width / 2, 0)) }

  /// The area that both cover.
  func overlap(_ other: Box) -> Double {
    let width = min(high.x, other.high.x) - max(low.x, other.low.x)
    let height = min(high.y, other.high.y) - max(low.y, other.low.y)
    return max(0, width) * max(0, height)
  }
}

/// What a picture holds already, so that labels find a free place.
struct OccupiedSpace {
  private var boxes: [Box] = []

  /// Something that is drawn there.
  mutating func add(from low: Spot, to high: Spot) { boxes.append(Box(low, high)) }

  /// Where along the line a label's middle covers least; nearest to the middle of the line, where
  /// several do.
  mutating func place(_ text: String, along stroke: Stroke, in width: Double) -> Spot {
    let textWidth = Ink.width(of: text)
    let half = textWidth / 2 + 2
    // On a line that lies it would be struck through, so it stands above.
    let way = stroke.end - stroke.start
    let lift = abs(way.y) * 3 < abs(way.x) ? -4.0 : 5
    let candidates = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82].map { part in
      let spot = stroke.point(at: part)
      return Spot(min(max(spot.x, half + 4), width - half - 4), spot.y + lift)
    }
    func covered(_ foot: Spot) -> Double {
      let box = Box(width: textWidth, around: foot)
      return boxes.reduce(0) { $0 + $1.overlap(box) }
    }
    let costs = candidates.map(covered)
    let best = costs.min().flatMap(costs.firstIndex) ?? 0
    boxes.append(Box(width: textWidth, around: candidates[best]))
    return candidates[best]
  }
}
