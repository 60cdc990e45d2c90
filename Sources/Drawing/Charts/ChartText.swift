import Layout

/// A chart as bars in text: a group for each place, in it a bar for each series.
///
/// Bars and not lines, because series that lie upon one another, as many modes do, would hide one
/// another, and no more than text is needed to tell them apart.
package struct ChartText {
  private static let eighths = Array(" ▁▂▃▄▅▆▇█")

  private let chart: Chart
  private let columns: Int
  private let isASCII: Bool
  private let height: Int

  /// - Parameters:
  ///   - chart: what is drawn; at most 26 series.
  ///   - columns: how many cells a line may have.
  ///   - isASCII: whether nothing but ASCII is drawn.
  ///   - height: about how many lines the highest bar has.
  package init(_ chart: Chart, columns: Int, isASCII: Bool, height: Int = 12) {
    (self.chart, self.columns) = (chart, columns)
    (self.isASCII, self.height) = (isASCII, height)
  }

  package var lines: [String] { picture + legend }

  /// All but the legend.
  var picture: [String] { [chart.upwards] + bars + [letters, names] }

  // MARK: Parts

  private var bars: [String] {
    let ticks = chart.ticks
    let top = ticks.last ?? 1
    // Equal steps between marks: the nearest height that the number of marks divides.
    let step = max(1, height / (ticks.count - 1))
    let height = step * (ticks.count - 1)
    return (0..<height).reversed().map { row in
      let isMark = (row + 1).isMultiple(of: step)
      let mark = isMark ? Chart.label(ticks[(row + 1) / step]) : ""
      let groups = shown.map { place in
        group(
          chart.series.map { cell($0.values[place], top: top, row: row, of: height) }.joined())
      }
      return (margin(mark) + (isMark ? tickMark : bar) + " " + groups.joined()).withoutBlanksAtEnd
    }
  }

  private func cell(_ value: Double?, top: Double, row: Int, of height: Int) -> String {
    guard let value, value > 0 else { return " " }
    let filled = max(1, Int((value / top * Double(height * 8)).rounded())) - row * 8
    let part = min(8, max(0, filled))
    guard isASCII else { return String(Self.eighths[part]) }
    return part == 0 ? " " : part < 3 ? "." : part < 6 ? ":" : "#"
  }

  /// Under each bar the letter of its series.
  private var letters: String {
    let letters = chart.series.indices.map(letter).joined()
    return (margin("0") + tickMark + " " + shown.map { _ in group(letters) }.joined())
      .withoutBlanksAtEnd
  }

  private var names: String {
    let names = shown.map { group(chart.across.places[$0]) }
    return (margin("") + "  " + names.joined()).withoutBlanksAtEnd + "  " + chart.across.title
  }

  /// Which letter is which series.
  var legend: [String] {
    let entries = chart.series.enumerated().map { " \(letter($0)) \(printable($1.name))" }
    return broken(words: entries, to: columns, start: " ", " ")
  }

  // MARK: Room

  /// Whether there is room for all places.
  var isComplete: Bool { shown.count == chart.across.places.count }

  /// The places for which there is room: all, or one of every few.
  private var shown: [Int] {
    let groups = max(1, (columns - marginWidth - 2 - chart.across.title.count) / groupWidth)
    let stride = (chart.across.places.count + groups - 1) / groups
    return chart.across.places.indices.filter { ($0 + 1).isMultiple(of: max(1, stride)) }
  }

  /// Room for the bars and two blanks, and for the name and one.
  private var groupWidth: Int {
    max(chart.series.count + 2, (chart.across.places.map(displayWidth).max() ?? 0) + 1)
  }

  private func group(_ cells: String) -> String { cells.padded(to: groupWidth) }

  private var marginWidth: Int { chart.ticks.map { Chart.label($0).count }.max() ?? 1 }

  private func margin(_ text: String) -> String {
    text.padded(to: marginWidth, flushRight: true) + " "
  }

  private var bar: String { isASCII ? "|" : "│" }
  private var tickMark: String { isASCII ? "+" : "┤" }

  private func letter(_ index: Int) -> String {
    String(Character(UnicodeScalar(UInt8(97 + index % 26))))
  }
}
