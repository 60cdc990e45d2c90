import Checking
import Language
import Layout
import Pages
import Runs
import Telling
import Vocabulary

/// A survey as pages: its table as a map, in which each cell leads to the steps of its order.
extension Survey {
  /// The names of the files and their texts; `index.html` is the first.
  package func pages(by surveyor: Surveyor) -> [(name: String, text: String)] {
    let cells = columns.flatMap { column in
      shownRows.compactMap { row in cell(row, column).map { (row, column, $0) } }
    }
    return [("index.html", index)]
      + cells.compactMap { row, column, cell in
        page(of: cell, row, column, by: surveyor).map { (Self.file(row, column), $0) }
      }
  }

  static func file(_ row: SurveyRow, _ column: Column) -> String {
    "\(row.name)-\(column.mode.shortName).html"
  }

  // MARK: The map

  private var index: String {
    let map = map {
      .text($0.title)
    } address: {
      Self.file($0, $1)
    }
    let paragraphs = columns.map { column in
      Markup.element("p", [:], text: prose(of: column).joined(separator: " "))
    }
    let title = "What \(printable(title)) allows"
    return PageFrame.page(
      titled: title,
      [
        .element("header", [:], .element("h1", [:], text: title)), .lineBreak,
        .element(
          "main", ["class": "course"],
          [.element("p", [:], text: Self.explanation), .lineBreak, map, .lineBreak] + paragraphs),
        .lineBreak,
        .element("footer", [:], .element("p", [:], text: "Made by isolab.")), .lineBreak,
      ]
    ).source
  }

  private static let explanation = """
    Each cell leads to an order of the row's program, recorded on this database: the shortest one \
    with the anomaly, or the one that comes nearest to it.
    """

  // MARK: A cell

  /// The text of a lesson that gives the order of a cell.
  func lesson(of cell: SurveyCell, _ row: SurveyRow, _ column: Column) -> String {
    """
    # \(row.title), \(printable(column.name))

    \(row.story(of: cell))

    ```isolab
    .modes \(column.mode.name)
    \(row.lines(in: cell.order(of: row)).joined(separator: "\n"))
    ```

    """
  }

  /// The page that steps through the order of a cell, run on the place; nil if that failed.
  func page(
    of cell: SurveyCell, _ row: SurveyRow, _ column: Column, by surveyor: Surveyor
  ) -> String? {
    let text = lesson(of: cell, row, column)
    guard let scenario = try? Scenario.read(bytes: Array(text.utf8), file: row.name) else {
      return nil
    }
    let run = Run(scenario, in: column.mode, on: surveyor.store)
    return LessonPage(of: [run], neighbours: ["index"]).html
  }
}

extension SurveyRow {
  /// What the orders of the cell have shown.
  fileprivate func story(of cell: SurveyCell) -> String {
    guard let anomaly = anomaly.flatMap(Anomaly.named) else {
      return "All transactions of this program may commit. The cell says \(cell.conduct)."
    }
    let (possible, ran) = (cell.possible.grouped, cell.ran.grouped)
    guard let sighting = cell.sighting(of: self) else {
      return "\(anomaly.definition) None of the \(possible) possible orders (\(ran) were run) has "
        + "this anomaly. This order comes nearest: \(cell.conduct)."
    }
    return "\(anomaly.definition) The anomaly occurs in \(sighting.count.grouped) of the "
      + "\(possible) possible orders (\(ran) were run). The shortest of them:"
  }
}
