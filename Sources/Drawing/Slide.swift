package import Layout
import Telling

/// A picture in 16:9, with a headline, the mode, and a legend.
package struct Slide {
  /// The headline; the part after a colon is smaller.
  private let title: String
  /// The mode, beside the headline.
  private let badge: String

  /// The size of the whole slide, and the room of the picture.
  private static let (width, height) = (1920.0, 1080.0)
  private static let (side, top, bottom) = (60.0, 165.0, 36.0)
  /// At this scale, the texts of a picture are 24 units high.
  private static let scale = 1.6

  /// The size that a picture may have so that its texts are large enough.
  package static let room = (
    width: (width - 2 * side) / scale, height: (height - top - bottom) / scale - 56
  )

  package init(titled title: String, badge: String) {
    (self.title, self.badge) = (printable(title), printable(badge))
  }

  /// The slide; a sheet that is larger than the room is made smaller.
  package func svg(of sheet: Sheet, in look: PictureLook) -> Markup {
    let key = sheet.legend.drawn(in: Self.room.width)
    let keyTop = Self.height - Self.bottom - key.height * Self.scale
    let (across, down) = (Self.width - 2 * Self.side, keyTop - Self.top - 10)
    let scale = min(across / sheet.width, down / sheet.height, 2.4)
    let x = Self.side + (across - sheet.width * scale) / 2
    let y = Self.top + max(0, down - sheet.height * scale) / 3
    return .picture(
      titled: sheet.told, Self.width, Self.height,
      [
        heading, .lineBreak,
        .element("g", ["transform": Self.moved(x, y, scale)], sheet.content), .lineBreak,
        .element("g", ["transform": Self.moved(Self.side - 16, keyTop, Self.scale)], key.markup),
        .lineBreak,
      ], hasGround: !look.isTransparent
    ).looking(look)
  }

  /// Whether the texts of a picture are smaller than they should be.
  package static func shrinks(_ sheet: Sheet) -> Bool {
    sheet.width > room.width || sheet.height > room.height
  }

  private static func moved(_ x: Double, _ y: Double, _ scale: Double) -> String {
    let hundredths = Int(scale * 100)
    let digits = hundredths % 100
    let rest = digits < 10 ? "0\(digits)" : "\(digits)"
    return "translate(\(x.written) \(y.written)) scale(\(hundredths / 100).\(rest))"
  }

  // MARK: The headline

  private var heading: Markup {
    let colon = title.firstIndex(of: ":")
    let head = colon.map { String(title[..<$0]) } ?? title
    let rest = colon.map { String(title[title.index(after: $0)...].drop { $0 == " " }) } ?? ""
    let (room, small) = (Self.width - 2 * Self.side, 30.0)
    let badgeWidth = Double(displayWidth(of: badge)) * small * 0.62 + 48
    let glyphs = TimelineGlyphs.unicode
    let most = Int((room - badgeWidth - 40) / 32)
    return words(glyphs.cut(head, to: most), Self.side, 84, size: 52, .plain, isBold: true)
      + words(glyphs.cut(rest, to: Int(room / 18)), Self.side, 132, size: 30, .faint)
      + .empty(
        "rect",
        [
          "class": "ink-ring", "x": (Self.width - Self.side - badgeWidth).written, "y": "40",
          "width": badgeWidth.written, "height": "58", "rx": "29", "fill": "none",
          "stroke": Ink.text, "stroke-width": "3",
        ])
      + words(
        badge, Self.width - Self.side - badgeWidth / 2, 80, size: small, .plain, isBold: true,
        anchor: "middle")
  }

  private func words(
    _ text: String, _ x: Double, _ y: Double, size: Double, _ lettering: Lettering,
    isBold: Bool = false, anchor: String? = nil
  ) -> Markup {
    .element(
      "text",
      [
        "class": lettering.name, "x": x.written, "y": y.written, "fill": lettering.colour,
        "font-family": Ink.proseFont, "font-size": size.written,
        "font-weight": isBold ? "bold" : nil, "text-anchor": anchor,
      ], text: text)
  }
}
