/// The look of a text on a terminal that shows colours.
package enum Style: String, CaseIterable, Sendable {
  case none = ""
  case bold = "1"
  /// Something failed, or is not as it should be.
  case bad = "1;31"
  /// Somebody waits.
  case waiting = "1;34"
  case good = "32"
  case cyan = "1;36"
  case magenta = "1;35"
  case green = "1;32"

  /// What the names of sessions look like in prompts, in turn.
  package static let sessions: [Style] = [.cyan, .magenta, .waiting, .green]

  /// What turns a look on, and what turns any off: all that terminals are sent beside text.
  static let sequences = allCases.filter { $0 != .none }.map { $0.start } + [end]

  private var start: String { "\u{1B}[\(rawValue)m" }
  private static let end = "\u{1B}[0m"

  /// The text between the sequences that turn the look on and off.
  package func painting(_ text: String) -> String {
    self == .none || text.isEmpty ? text : start + text + Self.end
  }
}
