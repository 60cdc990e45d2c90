import Layout

/// Charts of the same series in text.
///
/// Two are drawn side by side above one legend, half as wide and half as high, if all their bars
/// have room; otherwise each is drawn below the one before it.
package struct ChartsText {
  private static let gap = 2

  private let charts: [Chart]
  private let columns: Int
  private let isASCII: Bool

  /// - Parameters:
  ///   - charts: what is drawn; each has at most 26 series.
  ///   - columns: how many cells a line may have.
  ///   - isASCII: whether nothing but ASCII is drawn.
  package init(_ charts: [Chart], columns: Int, isASCII: Bool) {
    (self.charts, self.columns, self.isASCII) = (charts, columns, isASCII)
  }

  package var lines: [String] {
    sideBySide ?? Array(charts.map { text(of: $0, in: columns, 12).lines }.joined(separator: [""]))
  }

  /// Nil if there are not two, or no room, or if a letter would mean two things.
  private var sideBySide: [String]? {
    let width = (columns - Self.gap) / 2
    let names = charts.map { $0.series.map { $0.name } }
    let halves = charts.map { text(of: $0, in: width, 6) }
    guard halves.count == 2, names[0] == names[1], halves.allSatisfy({ $0.isComplete }) else {
      return nil
    }
    let (left, right) = (halves[0].picture, halves[1].picture)
    guard (left + right).allSatisfy({ displayWidth(of: $0) <= width }) else { return nil }
    let height = max(left.count, right.count)
    let rows = zip(lowered(left, to: height), lowered(right, to: height)).map { left, right in
      (left.padded(to: width + Self.gap) + right).withoutBlanksAtEnd
    }
    return rows + text(of: charts[0], in: columns, 6).legend
  }

  /// So that all axes are in one row.
  private func lowered(_ lines: [String], to height: Int) -> [String] {
    Array(repeating: "", count: height - lines.count) + lines
  }

  private func text(of chart: Chart, in columns: Int, _ height: Int) -> ChartText {
    ChartText(chart, columns: columns, isASCII: isASCII, height: height)
  }
}
