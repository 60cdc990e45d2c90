import Layout
import Telling

/// A survey as a table: for people, for documents, and for spreadsheets.
package struct SurveyTable: Sendable {
  private let survey: Survey

  package init(_ survey: Survey) { self.survey = survey }

  /// The table in columns; a list for each level if they are wider than that.
  package func lines(columns: Int) -> [String] {
    let table = Table(rows: cells).lines
    let fits = table.allSatisfy { displayWidth(of: $0) <= columns }
    let heading = "\(printable(survey.title)): what each level allows"
    return [heading] + (fits ? table : stacked) + legend.flatMap { broken($0, to: columns, "  ") }
  }

  /// The same in whole sentences, for those who listen.
  package var sentences: [String] {
    survey.columns.flatMap { column in
      survey.shownRows.map { row in
        "\(printable(column.name)): \(row.title): \(told(row, column))."
      }
    }
  }

  /// A table in Markdown.
  package var markdown: [String] {
    let cells = cells.map { $0.map { $0.replacing("|", with: "\\|") } }
    func line(_ row: [String]) -> String { "| \(row.joined(separator: " | ")) |" }
    return [line(cells[0]), line(cells[0].map { _ in "---" })] + cells.dropFirst().map(line)
  }

  private var cells: [[String]] {
    [["anomaly"] + survey.columns.map { printable($0.name) }]
      + survey.shownRows.map { row in [row.title] + survey.columns.map { told(row, $0) } }
  }

  private var stacked: [String] {
    survey.columns.flatMap { column in
      ["", printable(column.name)]
        + Table(rows: survey.shownRows.map { [$0.title, told($0, column)] }).lines.map { "  \($0)" }
    }
  }

  /// A cell in words.
  private func told(_ row: SurveyRow, _ column: Survey.Column) -> String {
    survey.cell(row, column).map { Self.told($0, in: row) } ?? "-"
  }

  static func told(_ cell: SurveyCell, in row: SurveyRow) -> String {
    let result = cell.result(in: row)
    let marks = (cell.seed == nil ? "" : "*") + (cell.isRepeated == false ? "?" : "")
    guard row.anomaly != nil else { return result + marks }
    let seen = cell.sighting(of: row)?.count ?? 0
    return "\(result) \(seen.grouped)/\(cell.possible.grouped)\(marks)"
  }

  /// What the cells mean, as far as their signs occur.
  var legend: [String] {
    let cells = survey.columns.flatMap { column in
      survey.shownRows.compactMap { survey.cell($0, column) }
    }
    var lines = ["n/N: the anomaly occurs in n of the N possible orders"]
    if let drawn = cells.first(where: { $0.seed != nil }), let seed = drawn.seed {
      lines.append("*: a sample of \(drawn.ran.grouped) orders, drawn with seed \(seed)")
    }
    if cells.count < survey.columns.count * survey.shownRows.count {
      lines.append("-: not measured")
    }
    if cells.contains(where: { $0.isRepeated == false }) {
      lines.append("?: the shortest order did not show the anomaly again when it was repeated")
    }
    let undecided = cells.reduce(0) { $0 + $1.undecided }
    if undecided > 0 {
      lines.append(
        "not counted, because it depends on which version was read: "
          + counted(Int(clamping: undecided), "order"))
    }
    return lines
  }
}
