import Foundation
import Sessions
import Testing
import Vocabulary

/// The contract, which is the README's table: what each mode does about each anomaly.
///
/// Nobody writes it: the anomaly is possible where the judge finds it in some interleaving, and
/// otherwise one interleaving is played.
@Suite struct MatrixTests {
  @Test func readmeShowsTheMatrix() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
      contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- matrix -->\n"))
    let end = try #require(readme.range(of: "\n<!-- /matrix -->"))
    try #require(start.upperBound <= end.lowerBound)
    let shown = readme[start.upperBound..<end.lowerBound]
    let found = try MatrixRow.all.map { row in
      try MatrixColumn.all.map { try row.cell(in: $0) }
    }
    guard shown != Self.table(found) else { return }
    Issue.record("The table in README.md should be\n\(Self.table(found))")
    let lines = shown.split(separator: "\n").map(Self.cells)
    for (row, cells) in zip(MatrixRow.all, found) {
      guard let old = lines.first(where: { $0.first == row.name }) else { continue }
      for (column, cell) in zip(MatrixColumn.all, cells) {
        guard let index = lines[0].firstIndex(of: column.title), index < old.count else { continue }
        if cell != old[index] { try explain(row, column, cell) }
      }
    }
  }

  /// How a cell came about.
  private func explain(_ row: MatrixRow, _ column: MatrixColumn, _ cell: String) throws {
    let order = try row.occurrence(in: column)?.order.map { "\($0)" }.joined(separator: " ")
    let transcript = try MatrixRun(of: row, in: column).transcript
    Issue.record(
      """
      \(row.name), \(column.title): \(cell)
      \(order.map { "as when the sessions take their steps in the order \($0)" } ?? transcript)
      """)
  }

  /// The table in Markdown, its columns aligned.
  private static func table(_ cells: [[String]]) -> String {
    let head = ["anomaly"] + MatrixColumn.all.map(\.title)
    let body = zip(MatrixRow.all, cells).map { [$0.name] + $1 }
    let widths = head.indices.map { column in
      ([head] + body).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String], fill: Character = " ") -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: fill, count: width - cell.count)
      }
      return "| \(padded.joined(separator: " | ")) |"
    }
    let rule = line(head.map { _ in "" }, fill: "-")
    return ([line(head), rule] + body.map { line($0) }).joined(separator: "\n")
  }

  /// The cells of a line of the table.
  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
