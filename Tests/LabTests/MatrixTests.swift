import Foundation
import Testing
import Vocabulary

/// The contract: what each mode does about each anomaly.
///
/// It is also the README's table.
@Suite struct MatrixTests {
  static let contract = """
    | anomaly                             | ru       | rc          | si           | wsi             | ssi             | 2pl      | sgt             | si first-committer | ssi first-updater |
    | ----------------------------------- | -------- | ----------- | ------------ | --------------- | --------------- | -------- | --------------- | ------------------ | ----------------- |
    | dirty write (G0)                    | waits    | waits       | waits, abort | commit order    | abort at COMMIT | waits    | commit order    | abort at COMMIT    | waits, abort      |
    | aborted read (G1a)                  | possible | not visible | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | intermediate read (G1b)             | possible | not visible | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | circular information flow (G1c)     | possible | not visible | not visible  | not visible     | not visible     | deadlock | not visible     | not visible        | not visible       |
    | observed transaction vanishes (OTV) | possible | not visible | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | fuzzy read (P2)                     | possible | possible    | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | phantom (P3, PMP)                   | possible | possible    | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | read skew (A5A, G-single)           | possible | possible    | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | lost update (P4)                    | possible | possible    | waits, abort | abort at COMMIT | abort at COMMIT | deadlock | abort at COMMIT | abort at COMMIT    | waits, abort      |
    | one-statement increment (P4C)       | waits    | waits       | waits, abort | abort at COMMIT | abort at COMMIT | waits    | abort at COMMIT | abort at COMMIT    | waits, abort      |
    | long fork (G-nonadjacent)           | possible | possible    | not visible  | not visible     | not visible     | waits    | not visible     | not visible        | not visible       |
    | write skew (A5B, G2-item)           | possible | possible    | possible     | abort at COMMIT | abort at COMMIT | deadlock | abort at COMMIT | possible           | abort at COMMIT   |
    | predicate write skew (G2)           | possible | possible    | possible     | abort at COMMIT | abort at COMMIT | deadlock | abort at COMMIT | possible           | abort at COMMIT   |
    | read-only anomaly                   | possible | possible    | possible     | abort at COMMIT | abort at PUT    | waits    | abort at COMMIT | possible           | abort at PUT      |
    | none: blind overlap                 | waits    | waits       | waits, abort | commits         | abort at COMMIT | waits    | commits         | abort at COMMIT    | waits, abort      |
    | none: one stale read                | commits  | commits     | commits      | abort at COMMIT | commits         | waits    | commits         | commits            | commits           |
    """

  @Test func eachModeKeepsItsWord() {
    let found = Self.table
    let wanted = Self.contract.split(separator: "\n").map(Self.cells)
    for (row, anomaly) in Anomaly.all.enumerated() {
      for (index, column) in MatrixColumn.all.enumerated() where row + 2 < wanted.count {
        let cell = anomaly.cell(in: column)
        guard wanted[row + 2].dropFirst(index + 1).first != cell else { continue }
        let runs = anomaly.runs(in: column).map(\.transcript).joined(separator: "\n  or\n")
        Issue.record("\(anomaly.name), \(column.title): \(cell)\n\(runs)")
      }
    }
    print(found)
    #expect(found == Self.contract)
  }

  /// Only where the README has a matrix.
  @Test func readmeShowsTheMatrix() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("README.md")
    guard let readme = try? String(contentsOf: file, encoding: .utf8),
      let start = readme.range(of: "<!-- matrix -->\n"),
      let end = readme.range(of: "\n<!-- /matrix -->")
    else { return }
    try #require(start.upperBound <= end.lowerBound)
    #expect(readme[start.upperBound..<end.lowerBound] == Self.contract)
  }

  /// The table in Markdown, its columns aligned, as it is found by running.
  private static var table: String {
    let head = ["anomaly"] + MatrixColumn.all.map(\.title)
    let body = Anomaly.all.map { row in [row.name] + MatrixColumn.all.map(row.cell) }
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
