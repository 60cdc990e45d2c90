package import Layout
import Telling
import Vocabulary

/// The table of a survey as a map, whose cells are colored by what happens, and lead somewhere.
extension Survey {
  /// The map; `title` is what a row is called, and `address` where a cell leads, nil for nowhere.
  package func map(
    title: (SurveyRow) -> Markup, address: (SurveyRow, Column) -> String?
  ) -> Markup {
    let corner = Markup.element("th", ["scope": "col"], text: "anomaly")
    let head = columns.map { column in
      Markup.element("th", ["scope": "col"], text: printable(column.name))
    }
    let body = shownRows.map { row in
      Markup.element(
        "tr", [:],
        [.element("th", ["scope": "row"], title(row))]
          + columns.map { mark(row, $0, address(row, $0)) })
    }
    return .element(
      "div", ["class": "map", "tabindex": "0", "role": "region", "aria-label": "Map"],
      .element(
        "table", [:], .element("thead", [:], .element("tr", [:], [corner] + head)), .lineBreak,
        .element("tbody", [:], body.lines())))
  }

  private func mark(_ row: SurveyRow, _ column: Column, _ address: String?) -> Markup {
    guard let cell = cell(row, column) else { return .element("td", text: "-") }
    let outcome = cell.outcome(in: row)
    let sign = Markup.element("span", ["class": "sign", "aria-hidden": "true"], text: outcome.sign)
    let seen = cell.sighting(of: row)?.count ?? 0
    let count: Markup =
      seen == 0
      ? Markup()
      : .element("small", text: " \(seen.grouped) of \(cell.possible.grouped)")
    let words = Markup.element("span", [:], .text(cell.told(in: row)), count)
    let content = address.map { .element("a", ["href": $0], sign, words) } ?? sign + words
    return .element("td", ["class": outcome.rawValue], content)
  }
}

extension SurveyCell {
  /// What a level does about an anomaly, in short.
  enum Outcome: String {
    case nothing, waits, aborts, anomaly

    /// The sign of its color, for those who do not see the color.
    var sign: String {
      switch self {
      case .nothing: "\u{2713}"
      case .waits: "\u{2016}"
      case .aborts: "\u{00D7}"
      case .anomaly: "!"
      }
    }
  }

  func outcome(in row: SurveyRow) -> Outcome {
    switch result(in: row) {
    case "possible", Self.contradiction: .anomaly
    case "waits": .waits
    case "commits", "commit order", "not visible": .nothing
    default: .aborts
    }
  }

  /// The result, with marks for samples and for orders that could not be repeated.
  fileprivate func told(in row: SurveyRow) -> String {
    result(in: row) + (seed == nil ? "" : "*") + (isRepeated == false ? "?" : "")
  }
}
