package import Layout

/// A drawing with its size, before it becomes a file or a slide.
package struct Sheet: Sendable {
  /// What it says to those who cannot see it.
  let told: String
  let width: Double
  let height: Double
  let content: [Markup]
  /// What its signs mean.
  let legend: Legend
  /// Whether its pieces speak for themselves.
  var isGroup = false

  /// The drawing as a picture of its own, with its legend below.
  package func svg(in look: PictureLook) -> Markup {
    let key = legend.drawn(in: max(width, Legend.narrowest))
    let below = key.height > 0 ? key.height + 16 : 0
    let placed = Markup.element("g", ["transform": "translate(0 \(height.written))"], key.markup)
    return .picture(
      titled: told, max(width, key.width), height + below, content + [placed, .lineBreak],
      isGroup: isGroup, hasGround: !look.isTransparent
    ).looking(look)
  }

  /// The drawing without its legend, for a page, which has room for it elsewhere.
  package var bare: Markup { .picture(titled: told, width, height, content, isGroup: isGroup) }
}

/// How a picture is to look.
package struct PictureLook: Hashable, Sendable {
  /// Whether it is 16:9, with a headline, for a slide.
  package var isSlide = false
  /// Whether it is light on a dark ground.
  package var isDark = false
  /// Whether the slide's own ground shows through.
  package var isTransparent = false

  package init() {}
}

extension Markup {
  /// The picture in its colors.
  func looking(_ look: PictureLook) -> Markup {
    look.isDark ? withAttributeValues(replacedBy: Ink.dark) : self
  }
}
