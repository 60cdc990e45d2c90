/// The colour of a session: the same in prompts, lanes, timelines, graphs and pages.
///
/// This is the only table of them. The place of a session among all of its lab says which it has.
package struct SessionColour: Hashable, Sendable {
  /// On a terminal, whatever its background.
  package let style: Style
  /// In a picture, which brings its white ground along; a page's style sheet may overrule it.
  package let ink: String
  /// How its lines are dashed in pictures, for those who cannot tell colours apart; nil: a whole
  /// line.
  package let dashes: String?

  package static let all = [
    SessionColour(style: .blue, ink: "#0b57a4", dashes: nil),
    SessionColour(style: .rust, ink: "#a8480a", dashes: "9 3"),
    SessionColour(style: .green, ink: "#17692f", dashes: "2 3"),
    SessionColour(style: .magenta, ink: "#8a1c86", dashes: "10 3 2 3"),
    SessionColour(style: .violet, ink: "#5a3fc0", dashes: "5 5"),
  ]

  /// The colour of the session with that index; they repeat after the fifth.
  package static func of(_ index: Int) -> SessionColour { all[index % all.count] }
}
