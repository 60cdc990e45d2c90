/// The marks of a timeline that an arrow or its label could cover, and the cost of covering them.
struct TimelineGround {
  /// Texts and marks.
  private var texts: [Box] = []
  /// What may be crossed, though not followed: bars, and arrows.
  private var lines: [Box] = []

  init(_ places: TimelinePlaces, _ rows: [TimelineRow]) {
    for (index, row) in rows.enumerated() {
      texts += places.lines(of: index).map { Box($0.text, at: $0.foot) }
      for (lane, cell) in row.cells.enumerated() {
        let mark = Spot(places.bar(of: lane), places.line(of: index))
        if cell.action != nil { texts.append(Box(mark, mark, and: 8)) }
        if cell.below != .none {
          let margin = cell.below == .waits ? 5 : 1.5
          lines.append(Box(mark, Spot(mark.x, places.tops[index + 1]), and: margin))
        }
        if let cause = cell.cause {
          let height = places.channel(of: index)
          lines.append(
            Box(Spot(places.bar(of: cause), height), Spot(mark.x, height), and: 1.5))
        }
      }
    }
  }

  mutating func add(lineFrom start: Spot, to end: Spot) {
    lines.append(Box(start, end, and: 1.5))
  }

  mutating func add(label: String, at foot: Spot) { texts.append(Box(label, around: foot)) }

  /// Whether nothing is there that it does not just cross, not even close to its ends.
  func isFree(_ box: Box) -> Bool {
    let wide = Box(box.low - Spot(0, 8), box.high + Spot(0, 8))
    return !lines.contains { $0.overlap(wide) > 16 } && !texts.contains { $0.overlap(box) > 0 }
  }

  /// To strike out a text costs most, then to run along another line; to be close to a text, or
  /// to cross a line, costs little.
  func cost(ofLineFrom start: Spot, to end: Spot) -> Double {
    let (line, around) = (Box(start, end, and: 2), Box(start, end, and: 9))
    let covered = texts.reduce(0.0) { sum, text in
      sum + text.overlap(line) * 5 + text.overlap(around) * 0.05
    }
    return lines.reduce(covered) { $0 + $1.overlap(line) * 0.5 }
  }

  func cost(ofLabel label: String, at foot: Spot) -> Double {
    let box = Box(label, around: foot)
    return texts.reduce(0) { $0 + $1.overlap(box) } + lines.reduce(0) { $0 + $1.overlap(box) * 0.5 }
  }
}
