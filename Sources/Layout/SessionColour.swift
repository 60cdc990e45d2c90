/// The colour of a session: the same in prompts, lanes, timelines, graphs and pages.
///
/// This is the only table of them. The place of a session among all of its lab says which it has.
package struct SessionColour: Hashable, Sendable {
  /// On a terminal, whatever its background.
  package let style: Style
  /// In a picture, which brings its white ground along, and on a light page: that of the terminal.
  package let ink: String
  /// On a dark page, whose style sheet has it: a lighter one of that hue.
  package let darkInk: String
  /// How its lines are dashed in pictures, for those who cannot tell colours apart; nil: a whole
  /// line.
  package let dashes: String?

  package static let all = [
    SessionColour(style: .blue, ink: "#5f5fff", darkInk: "#7a8aff", dashes: nil),
    SessionColour(style: .green, ink: "#00875f", darkInk: "#17c18b", dashes: "9 3"),
    SessionColour(style: .magenta, ink: "#d700af", darkInk: "#f861d0", dashes: "2 3"),
    SessionColour(style: .violet, ink: "#875fd7", darkInk: "#c4a0ff", dashes: "10 3 2 3"),
  ]

  /// The colour of the session with that index; they repeat after the fourth.
  package static func of(_ index: Int) -> SessionColour { all[index % all.count] }
}

extension StyledText {
  /// A text in which sessions' names have their colors, where they are between blanks or commas.
  ///
  /// The names are those of all sessions, in their order; a longer one goes first.
  package init(_ text: String, sessions names: [String]) {
    self.init()
    let order = names.indices.filter { !names[$0].isEmpty }
      .sorted { names[$0].count > names[$1].count }
    var (rest, isStart) = (text[...], true)
    while let first = rest.first {
      let found = order.first { place in
        isStart && rest.hasPrefix(names[place]) && Self.ends(rest, after: names[place])
      }
      if let found {
        put(names[found], SessionColour.of(found).style)
        rest = rest.dropFirst(names[found].count)
      } else {
        put(String(first))
        rest = rest.dropFirst()
      }
      isStart = Self.separates(first)
    }
  }

  private static func ends(_ text: Substring, after name: String) -> Bool {
    text.dropFirst(name.count).first.map(separates) ?? true
  }

  private static func separates(_ character: Character) -> Bool { " ,".contains(character) }
}
