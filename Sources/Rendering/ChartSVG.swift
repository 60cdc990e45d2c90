import Scripting

/// A chart as an SVG picture: lines with markers on white, for a page or a slide.
///
/// The colours are those that Okabe and Ito (2008) chose so that the colour-blind can tell them
/// apart, without yellow, which white swallows. Dashes and markers say the same without colour.
package struct ChartSVG {
  private static let colours = [
    "#000000", "#E69F00", "#0072B2", "#009E73", "#D55E00", "#CC79A7", "#56B4E9",
  ]
  private static let dashes = ["", "7 4", "", "2 3", "9 3 2 3", "5 2", "12 4"]
  private static let size = (width: 900.0, height: 480.0)
  private static let field = (left: 96.0, right: 620.0, top: 76.0, bottom: 410.0)

  private let chart: Chart

  package init(_ chart: Chart) { self.chart = chart }

  /// The whole file.
  package var text: String {
    let size = "\(Int(Self.size.width)) \(Int(Self.size.height))"
    let head =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" role=\"img\" "
      + "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"15\" fill=\"#222222\">"
    let parts =
      [head, "<title>\(escaped(chart.title))</title>", "<desc>\(escaped(described))</desc>"]
      + ["<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"]
      + titles + upwards + across
      + chart.series.indices.flatMap(line) + chart.series.indices.flatMap(legend) + ["</svg>"]
    return parts.joined(separator: "\n") + "\n"
  }

  private var described: String {
    "\(chart.subtitle). \(chart.upwards), over \(chart.across.title), for "
      + chart.series.map(\.name).joined(separator: ", ")
  }

  // MARK: Axes

  private var titles: [String] {
    let middle = (Self.field.top + Self.field.bottom) / 2
    return [
      label(chart.title, Self.field.left, 30, "font-size=\"20\" font-weight=\"bold\""),
      label(chart.subtitle, Self.field.left, 52, "font-size=\"13\" fill=\"#555555\""),
      label(
        chart.across.title, (Self.field.left + Self.field.right) / 2, Self.field.bottom + 48,
        "text-anchor=\"middle\""),
      label(
        chart.upwards, 24, middle,
        "text-anchor=\"middle\" transform=\"rotate(-90 24 \(tenths(middle)))\""),
    ]
  }

  private var upwards: [String] {
    chart.ticks.flatMap { tick in
      let y = height(of: tick)
      let colour = tick == 0 ? "#222222" : "#dddddd"
      return [
        "<line x1=\"\(tenths(Self.field.left))\" x2=\"\(tenths(Self.field.right))\" "
          + "y1=\"\(tenths(y))\" y2=\"\(tenths(y))\" stroke=\"\(colour)\"/>",
        label(Chart.label(tick), Self.field.left - 10, y + 5, "text-anchor=\"end\""),
      ]
    }
  }

  /// The names of the places; only every second, third and so on where there is no room.
  private var across: [String] {
    let width = 9 * Double(chart.across.places.map(\.count).max() ?? 1) + 14
    let room = max(1, Int((Self.field.right - Self.field.left) / width))
    let stride = max(1, (chart.across.places.count + room - 1) / room)
    return chart.across.places.enumerated().filter { ($0.offset + 1).isMultiple(of: stride) }.map {
      label($0.element, x(of: $0.offset), Self.field.bottom + 24, "text-anchor=\"middle\"")
    }
  }

  // MARK: Series

  private func line(_ index: Int) -> [String] {
    let series = chart.series[index]
    let points = series.values.enumerated().compactMap { place, value in
      value.map { (x: x(of: place), y: height(of: $0)) }
    }
    guard !points.isEmpty else { return [] }
    let path = points.map { "\(tenths($0.x)),\(tenths($0.y))" }.joined(separator: " ")
    let marked = isMarked ? points : []
    return ["<polyline points=\"\(path)\" fill=\"none\" \(stroke(of: series))/>"]
      + marked.map { marker(series.style, $0.x, $0.y) }
  }

  private func legend(_ index: Int) -> [String] {
    let series = chart.series[index]
    let (left, y) = (Self.field.right + 24, Self.field.top + 14 + Double(index) * 26)
    return [
      "<line x1=\"\(tenths(left))\" x2=\"\(tenths(left + 40))\" y1=\"\(tenths(y))\" "
        + "y2=\"\(tenths(y))\" \(stroke(of: series))/>",
      label(series.name, left + 48, y + 5, ""),
    ] + (isMarked ? [marker(series.style, left + 20, y)] : [])
  }

  /// Whether each number has a marker: where there are not too many.
  private var isMarked: Bool { chart.across.places.count <= 20 }

  private func stroke(of series: Chart.Series) -> String {
    let dash = Self.dashes[series.style % Self.dashes.count]
    return "stroke=\"\(colour(series.style))\" stroke-width=\"2.5\""
      + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
  }

  private func colour(_ style: Int) -> String { Self.colours[style % Self.colours.count] }

  /// Circle, square, diamond, two triangles, cross and plus.
  private func marker(_ style: Int, _ x: Double, _ y: Double) -> String {
    let outline: [(Double, Double)]
    switch style % 7 {
    case 0:
      return "<circle cx=\"\(tenths(x))\" cy=\"\(tenths(y))\" r=\"5\" fill=\"\(colour(style))\"/>"
    case 1: outline = [(-5, -5), (5, -5), (5, 5), (-5, 5)]
    case 2: outline = [(0, -7), (7, 0), (0, 7), (-7, 0)]
    case 3: outline = [(0, -7), (6, 5), (-6, 5)]
    case 4: outline = [(0, 7), (6, -5), (-6, -5)]
    case 5: return strokes("M-5 -5L5 5M-5 5L5 -5", style, x, y)
    default: return strokes("M-6 0L6 0M0 -6L0 6", style, x, y)
    }
    let points = outline.map { "\(tenths(x + $0.0)),\(tenths(y + $0.1))" }
    return "<polygon points=\"\(points.joined(separator: " "))\" fill=\"\(colour(style))\"/>"
  }

  private func strokes(_ path: String, _ style: Int, _ x: Double, _ y: Double) -> String {
    "<path d=\"\(path)\" transform=\"translate(\(tenths(x)) \(tenths(y)))\" "
      + "stroke=\"\(colour(style))\" stroke-width=\"3\"/>"
  }

  // MARK: Places

  private func x(of place: Int) -> Double {
    let width = Self.field.right - Self.field.left - 40
    let last = max(1, chart.across.places.count - 1)
    return Self.field.left + 20 + width * Double(place) / Double(last)
  }

  private func height(of value: Double) -> Double {
    let room = Self.field.bottom - Self.field.top
    return Self.field.bottom - room * value / (chart.ticks.last ?? 1)
  }

  private func label(_ text: String, _ x: Double, _ y: Double, _ attributes: String) -> String {
    "<text x=\"\(tenths(x))\" y=\"\(tenths(y))\" \(attributes)>\(escaped(text))</text>"
  }

  private func escaped(_ text: String) -> String {
    printable(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }

  private func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths) % 10)"
  }
}
