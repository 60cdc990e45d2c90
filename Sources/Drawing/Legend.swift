import Layout
import Telling

/// What the signs of a picture mean.
struct Legend: Sendable {
  /// A sign and its meaning.
  struct Entry: Sendable {
    /// Drawn around the start of the text, thirteen units to the left.
    let sign: Markup
    let text: String
    /// The reply with which it first occurs; nil: it is there from the start.
    let reply: Int?
  }

  var entries: [Entry] = []

  /// A legend has this width, even if its picture is narrower.
  static let narrowest = 320.0
  /// From the start of an entry to its text.
  private static let indent = 42.0
  private static let lineHeight = 24.0

  var told: String { entries.map { $0.text }.joined(separator: ", ") }

  mutating func add(_ sign: Markup, _ text: String, from reply: Int? = nil) {
    entries.append(Entry(sign: sign, text: text, reply: reply))
  }

  /// The entries side by side, and below each other if they need more width.
  func drawn(in width: Double) -> (markup: Markup, width: Double, height: Double) {
    var (x, line, widest) = (16.0, 0.0, width)
    var markup = Markup()
    for entry in entries {
      let own = Self.indent + Ink.width(of: entry.text)
      if x > 16, x + own > width - 12 { (x, line) = (16, line + 1) }
      let y = line * Self.lineHeight + 12
      markup += .element("g", ["transform": "translate(\(x.written) \(y.written))"], entry.sign)
      markup += .label(entry.text, x + Self.indent, y + 5, .faint) + .lineBreak
      widest = max(widest, x + own + 12)
      x += own + 26
    }
    return (markup, widest, entries.isEmpty ? 0 : (line + 1) * Self.lineHeight)
  }

  /// The entries as a list of a page; none is there before its sign, so none gives it away.
  ///
  /// `frames` are the numbers of the page's steps in which each reply is given.
  func list(frames: [Int]) -> Markup {
    let items = entries.map { entry -> Markup in
      let frame = entry.reply.flatMap { frames.indices.contains($0) ? frames[$0] : nil }
      let sign = Markup.element(
        "svg",
        [
          "class": "sign", "width": "38", "height": "22", "viewBox": "-2 -11 38 22",
          "aria-hidden": "true",
        ], entry.sign)
      return .element("li", ["data-from": frame?.written], sign, .text(entry.text))
    }
    return items.isEmpty ? Markup() : .element("ul", ["class": "key"], items) + .lineBreak
  }
}

extension Legend {
  /// An arrow of a manner.
  mutating func add(_ manner: TimelineArrow.Manner, _ text: String, from reply: Int? = nil) {
    let look = ArrowLook(manner)
    let (name, colour) = (look.lettering.name, look.lettering.colour)
    let line = Stroke(start: Spot(0, 0), end: Spot(26, 0))
      .drawn(name, colour, width: 1.8, dashes: look.dashes)
    add(
      line
        + .head(
          at: Spot(34, 0), along: Spot(1, 0), name, colour, length: 9, isHollow: look.isHollow),
      text, from: reply)
  }
}
