/// The look of a text on a terminal that shows colors.
///
/// The colors are among the 256 of xterm, which no theme changes. Letters can be read on black and
/// on white, at 4.5 to 1. Only five colors of the 256 can, and gray; sessions have those that are
/// not close to another. The outcome of a command has a background of its own instead.
package enum Style: String, CaseIterable, Sendable {
  case none = ""
  case bold = "1"
  /// Something failed, or is not as it should be: white on red.
  case bad = "1;38;5;231;48;5;160"
  /// Somebody waits: black on amber.
  case waiting = "1;38;5;16;48;5;214"
  /// As it should be, where that was open: black on green.
  case good = "1;38;5;16;48;5;77"
  case blue = "1;38;5;63"
  case green = "1;38;5;29"
  case magenta = "1;38;5;163"
  case violet = "1;38;5;98"
}
