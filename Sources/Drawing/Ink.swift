import Language
import Layout
import Telling

/// The colours and lines of pictures.
///
/// They stand as attributes, which every viewer of SVG knows; a page's style sheet may overrule
/// them by the class. The colors of sessions are in `SessionColour`. Each session differs by its
/// line, too, and its name is always written.
package enum Ink {
  package static let ground = "#ffffff"
  package static let text = "#1b1b1f"
  package static let faint = "#5c5f66"
  package static let alarm = "#b3001b"
  /// Waits.
  package static let wait = "#8a5a00"
  static let rule = "#d5d7dc"

  /// The colors for a dark ground, each after the one that it replaces; page.css has the same.
  static let dark: [(old: String, new: String)] =
    [
      (ground, "#16181d"), (text, "#e8e8ea"), (faint, "#a7abb4"), (alarm, "#ff7f50"),
      (wait, "#f0b440"), (rule, "#3c4049"),
    ] + SessionColour.all.map { ($0.ink, $0.darkInk) }

  /// A cell of the fixed-width font, which is 15 units high.
  static let cell = 9.05
  static let fontSize = 15
  static let proseFont = "system-ui, Segoe UI, DejaVu Sans, sans-serif"
  static let font = "DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, monospace"

  static func width(of text: String) -> Double { Double(displayWidth(of: text)) * cell }
}

/// What a text in a picture looks like.
struct Lettering {
  /// The class for style sheets, and the colour without one.
  let name: String
  let colour: String
  var isBold = false
  var anchor: String?

  static let plain = Lettering(name: "ink", colour: Ink.text)
  static let faint = Lettering(name: "faint", colour: Ink.faint)
  static let alarm = Lettering(name: "alarm", colour: Ink.alarm, isBold: true)
  static let wait = Lettering(name: "wait", colour: Ink.wait, isBold: true)

  static func session(_ index: Int) -> Lettering {
    let colour = SessionColour.of(index)
    let place = index % SessionColour.all.count
    return Lettering(name: "s\(place + 1)", colour: colour.ink, isBold: true)
  }

  /// Around that place, or ending there.
  func anchored(_ anchor: String) -> Lettering {
    var lettering = self
    lettering.anchor = anchor
    return lettering
  }
}

extension Markup {
  /// A line of text; where something is drawn below it, it keeps a rim of the ground.
  static func label(
    _ text: String, _ x: Double, _ y: Double, _ lettering: Lettering, rim: Bool = false
  ) -> Markup {
    guard !text.isEmpty else { return Markup() }
    var attributes: Attributes = [
      "class": lettering.name + (rim ? " rim" : ""), "x": x.written, "y": y.written,
      "fill": lettering.colour,
      "font-weight": lettering.isBold ? "bold" : nil, "text-anchor": lettering.anchor,
    ]
    if rim {
      attributes =
        attributes + [
          "stroke": Ink.ground, "stroke-width": "9", "stroke-linejoin": "round",
          "paint-order": "stroke",
        ]
    }
    return .element("text", attributes + ["xml:space": "preserve"], text: text)
  }

  /// A whole picture on its ground; a group if its pieces speak for themselves.
  static func picture(
    titled title: String, _ width: Double, _ height: Double, _ content: [Markup],
    isGroup: Bool = false, hasGround: Bool = true
  ) -> Markup {
    let (width, height) = (width.rounded(.up), height.rounded(.up))
    let rect = Markup.empty(
      "rect",
      ["class": "ground", "width": width.written, "height": height.written, "fill": Ink.ground])
    let ground = hasGround ? rect + .lineBreak : Markup()
    return .element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "role": isGroup ? "group" : "img",
        "width": width.written, "height": height.written,
        "viewBox": "0 0 \(width.written) \(height.written)", "font-family": Ink.font,
        "font-size": Ink.fontSize.written, "aria-label": title,
      ], [.lineBreak, .element("title", text: title), .lineBreak, ground] + content)
  }
}
