import Layout

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

  var stroke: Attributes {
    [
      "stroke": colour, "stroke-width": "2.5", "stroke-dasharray": dashes.isEmpty ? nil : dashes,
    ]
  }

  /// Square, diamond, two triangles, cross and plus around the origin.
  private static let paths = [
    "M-5 -5H5V5H-5Z", "M0 -7L7 0L0 7L-7 0Z", "M0 -7L6 5H-6Z", "M0 7L6 -5H-6Z",
    "M-5 -5L5 5M-5 5L5 -5", "M-6 0H6M0 -6V6",
  ]

  /// One of these, or a disk.
  func marker(_ x: Double, _ y: Double) -> Markup {
    let shape = (number + 2 * row) % 7
    let look: Attributes =
      shape < 5 ? ["fill": colour] : ["stroke": colour, "stroke-width": "3"]
    let place: Attributes = ["transform": "translate(\(x.written) \(y.written))"]
    return shape == 0
      ? .empty("circle", ["r": "5"] + look + place)
      : .empty("path", ["d": Self.paths[shape - 1]] + look + place)
  }
}
