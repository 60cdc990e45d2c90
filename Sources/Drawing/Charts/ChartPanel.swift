import Language
import Layout
import Telling

/// One chart of an SVG picture: lines with markers.
struct ChartPanel {
  static let size = (width: 900.0, height: 480.0)
  private static let field = (left: 96.0, right: 620.0, top: 76.0, bottom: 410.0)

  private let chart: Chart

  init(_ chart: Chart) { self.chart = chart }

  /// All that is drawn, with the upper left corner of the panel at the origin.
  var parts: [Markup] {
    titles + upwards + across + chart.series.indices.flatMap(line)
      + chart.series.indices.flatMap(legend)
  }

  /// The chart in words.
  var described: String {
    "\(chart.subtitle). \(chart.upwards), over \(chart.across.title), for "
      + chart.series.map { $0.name }.joined(separator: ", ")
  }

  // MARK: Axes

  private var titles: [Markup] {
    let middle = (Self.field.top + Self.field.bottom) / 2
    return [
      label(chart.title, Self.field.left, 30, ["font-size": "20", "font-weight": "bold"]),
      label(chart.subtitle, Self.field.left, 52, ["font-size": "13", "fill": "#555555"]),
      label(
        chart.across.title, (Self.field.left + Self.field.right) / 2, Self.field.bottom + 48,
        ["text-anchor": "middle"]),
      label(
        chart.upwards, 24, middle,
        ["text-anchor": "middle", "transform": "rotate(-90 24 \(middle.written))"]),
    ]
  }

  private var upwards: [Markup] {
    chart.ticks.flatMap { tick in
      let y = height(of: tick)
      return [
        across(Self.field.left, Self.field.right, y, ["stroke": tick == 0 ? "#222222" : "#dddddd"]),
        label(Chart.label(tick), Self.field.left - 10, y + 5, ["text-anchor": "end"]),
      ]
    }
  }

  /// The names of the places; only every second, third and so on where there is no room.
  private var across: [Markup] {
    let width = 9 * Double(chart.across.places.map { $0.count }.max() ?? 1) + 14
    let room = max(1, Int((Self.field.right - Self.field.left) / width))
    let stride = max(1, (chart.across.places.count + room - 1) / room)
    return chart.across.places.enumerated().filter { ($0.offset + 1).isMultiple(of: stride) }.map {
      label($0.element, x(of: $0.offset), Self.field.bottom + 24, ["text-anchor": "middle"])
    }
  }

  // MARK: Series

  /// A line, interrupted where there is no number, and its markers.
  private func line(_ index: Int) -> [Markup] {
    let series = chart.series[index]
    let style = ChartStyle(series.style)
    let points = series.values.enumerated().map { place, value in
      value.map { Point(place: place, x: x(of: place), y: height(of: $0)) }
    }
    let pieces = points.split { $0 == nil }.map { $0.compactMap { $0 } }
    let lines = pieces.filter { $0.count > 1 }.map { piece in
      let path = piece.map { "\($0.x.written),\($0.y.written)" }.joined(separator: " ")
      return Markup.empty("polyline", ["points": path, "fill": "none"] + style.stroke)
    }
    // A number between two that are missing is seen by its marker only.
    let marked = pieces.flatMap { piece in
      piece.filter { piece.count == 1 || isMarked($0.place, of: index) }
    }
    return lines + marked.map { style.marker($0.x, $0.y) }
  }

  private struct Point {
    let place: Int
    let x, y: Double
  }

  private func legend(_ index: Int) -> [Markup] {
    let series = chart.series[index]
    let style = ChartStyle(series.style)
    let room = Self.size.height - Self.field.top - 28
    let step = min(26, room / Double(max(1, chart.series.count)))
    let (left, y) = (Self.field.right + 24, Self.field.top + 14 + Double(index) * step)
    return [
      across(left, left + 40, y, style.stroke), label(series.name, left + 48, y + 5, [:]),
      style.marker(left + 20, y),
    ]
  }

  /// Whether the series has a marker there: everywhere, or at about ten places if there are many.
  ///
  /// Its neighbours have theirs at others, so that lines upon one another can be distinguished.
  private func isMarked(_ place: Int, of index: Int) -> Bool {
    let count = chart.across.places.count
    return count <= 20 || (place + index).isMultiple(of: count / 10)
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

  private func label(
    _ text: String, _ x: Double, _ y: Double, _ attributes: Attributes
  ) -> Markup {
    .element("text", ["x": x.written, "y": y.written] + attributes, text: text)
  }

  private func across(
    _ left: Double, _ right: Double, _ y: Double, _ attributes: Attributes
  ) -> Markup {
    .empty(
      "line",
      ["x1": left.written, "x2": right.written, "y1": y.written, "y2": y.written] + attributes)
  }
}
