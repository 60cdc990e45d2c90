import Scripting
import Telling

/// A chart as an SVG picture: lines with markers on white, for a page or a slide.
package struct ChartSVG {
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

  /// A line, interrupted where there is no number, and its markers.
  private func line(_ index: Int) -> [String] {
    let series = chart.series[index]
    let style = ChartStyle(series.style)
    let points = series.values.enumerated().map { place, value in
      value.map { Point(place: place, x: x(of: place), y: height(of: $0)) }
    }
    let pieces = points.split { $0 == nil }.map { $0.compactMap(\.self) }
    let lines = pieces.filter { $0.count > 1 }.map { piece in
      let path = piece.map { "\(tenths($0.x)),\(tenths($0.y))" }.joined(separator: " ")
      return "<polyline points=\"\(path)\" fill=\"none\" \(style.stroke)/>"
    }
    // A number between two that are missing is seen by its marker only.
    let marked = pieces.flatMap { piece in
      piece.filter { piece.count == 1 || isMarked($0.place, of: index) }
    }
    return lines + marked.map { marker(style, $0.x, $0.y) }
  }

  private struct Point {
    let place: Int
    let x, y: Double
  }

  private func legend(_ index: Int) -> [String] {
    let series = chart.series[index]
    let style = ChartStyle(series.style)
    let room = Self.size.height - Self.field.top - 28
    let step = min(26, room / Double(max(1, chart.series.count)))
    let (left, y) = (Self.field.right + 24, Self.field.top + 14 + Double(index) * step)
    return [
      "<line x1=\"\(tenths(left))\" x2=\"\(tenths(left + 40))\" y1=\"\(tenths(y))\" "
        + "y2=\"\(tenths(y))\" \(style.stroke)/>",
      label(series.name, left + 48, y + 5, ""), marker(style, left + 20, y),
    ]
  }

  /// Whether the series has a marker there: everywhere, or at about ten places if there are many.
  ///
  /// Its neighbours have theirs at others, so that lines upon one another can be told apart.
  private func isMarked(_ place: Int, of index: Int) -> Bool {
    let count = chart.across.places.count
    return count <= 20 || (place + index).isMultiple(of: count / 10)
  }

  private func marker(_ style: ChartStyle, _ x: Double, _ y: Double) -> String {
    "\(style.marker) transform=\"translate(\(tenths(x)) \(tenths(y)))\"/>"
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
