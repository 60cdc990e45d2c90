/// The look of one series in a picture: its colour, dashes and marker.
///
/// The colours are those that Okabe and Ito (2008) chose so that the colour-blind can tell them
/// apart, without yellow, which white swallows. No two of the 49 styles have the same dashes and
/// the same marker, so that these say it without colour; the first seven share none of the three.
struct ChartStyle {
  static let count = 49
  private static let colours = [
    "#000000", "#E69F00", "#0072B2", "#009E73", "#D55E00", "#CC79A7", "#56B4E9",
  ]
  private static let allDashes = ["", "7 4", "16 5", "2 3", "9 3 2 3", "4 8", "9 3 2 3 2 3"]

  private let number: Int

  init(_ number: Int) { self.number = number % Self.count }

  private var row: Int { number / 7 }

  var colour: String { Self.colours[number % 7] }

  /// Lengths of strokes and gaps; empty for a line without gaps.
  var dashes: String { Self.allDashes[(number + row) % 7] }

  /// As attributes of a line.
  var stroke: String {
    "stroke=\"\(colour)\" stroke-width=\"2.5\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
  }

  /// Circle, square, diamond, two triangles, cross or plus, around the origin.
  var marker: String {
    let (filled, crossed) = ("fill=\"\(colour)\"", "stroke=\"\(colour)\" stroke-width=\"3\"")
    return switch (number + 2 * row) % 7 {
    case 0: "<circle r=\"5\" \(filled)"
    case 1: "<path d=\"M-5 -5H5V5H-5Z\" \(filled)"
    case 2: "<path d=\"M0 -7L7 0L0 7L-7 0Z\" \(filled)"
    case 3: "<path d=\"M0 -7L6 5H-6Z\" \(filled)"
    case 4: "<path d=\"M0 7L6 -5H-6Z\" \(filled)"
    case 5: "<path d=\"M-5 -5L5 5M-5 5L5 -5\" \(crossed)"
    default: "<path d=\"M-6 0H6M0 -6V6\" \(crossed)"
    }
  }
}
