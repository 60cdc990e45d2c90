import Checking
import Exploring
import Layout
import Vocabulary

/// The cells of a survey as lines of a file, from which the survey can be resumed.
///
/// The first line names the place and how orders were drawn; a file of another survey is refused.
/// Each further line is a cell: its fields, with tabs between them.
package struct SurveyState: Sendable {
  private let heading: String

  package init(of survey: Survey, by surveyor: Surveyor) {
    heading = [
      "isolab survey 1", survey.title, "limit \(surveyor.exploration.limit)",
      "seed \(surveyor.exploration.seed)",
    ].map(printable).joined(separator: "\t")
  }

  /// The file with the survey's cells, and with those that are not among its rows and levels.
  package func text(of survey: Survey, beside others: [SurveyCell] = []) -> String {
    ([heading] + (others + survey.cells).map { $0.line }).map { "\($0)\n" }.joined()
  }

  /// The cells of a file: those of the survey, and those of other rows and levels; nil if the file
  /// is from another survey.
  package func cells(
    of text: String, in survey: Survey
  ) -> (own: [SurveyCell], others: [SurveyCell])? {
    var lines = text.split(separator: "\n")
    guard !lines.isEmpty, lines.removeFirst() == heading else { return nil }
    let cells = lines.compactMap { SurveyCell(line: $0) }
    guard cells.count == lines.count else { return nil }
    var (own, others): ([SurveyCell], [SurveyCell]) = ([], [])
    for cell in cells {
      let row = survey.row(named: cell.row)
      if let row, survey.columns.contains(where: { $0.mode == cell.mode }) {
        if cell.fits(row) { own.append(cell) }
      } else {
        others.append(cell)
      }
    }
    return (own, others)
  }
}

extension SurveyCell {
  /// Whether each of its orders has the steps of the row.
  fileprivate func fits(_ row: SurveyRow) -> Bool {
    let steps = row.order.sorted()
    let orders = sightings.map { $0.order } + classes.values
    return orders.allSatisfy { $0.sorted() == steps }
  }

  fileprivate var line: String {
    let sightings = sightings.map { "\($0.name)=\($0.count)=\($0.order.digits)" }
    let classes = classes.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)=\($0.value.digits)" }
    let fields = [
      row, mode.name, orders.map { "\($0)" } ?? "-", "\(ran)", seed.map { "\($0)" } ?? "-",
      "\(possible)", "\(undecided)", "\(waits)", "\(aborts)", conduct,
      sightings.joined(separator: ";"), classes.joined(separator: ";"),
      isRepeated.map { $0 ? "yes" : "no" } ?? "-",
    ]
    return fields.joined(separator: "\t")
  }

  /// The cell of a line; nil if the line is not a cell.
  fileprivate init?(line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 13, let mode = IsolationMode(named: fields[1]),
      let ran = UInt64(fields[3]),
      let possible = UInt64(fields[5]), let undecided = UInt64(fields[6]),
      let waits = UInt64(fields[7]), let aborts = UInt64(fields[8])
    else { return nil }
    let sightings = fields[10].split(separator: ";").compactMap { text -> Sighting? in
      let parts = text.split(separator: "=")
      guard parts.count == 3, let count = UInt64(parts[1]), let order = [Int](digits: parts[2])
      else { return nil }
      return Sighting(name: String(parts[0]), count: count, order: order)
    }
    let classes = fields[11].split(separator: ";").compactMap { text -> (Phenomenon, [Int])? in
      let parts = text.split(separator: "=")
      guard parts.count == 2, let phenomenon = Phenomenon(rawValue: String(parts[0])),
        let order = [Int](digits: parts[1])
      else { return nil }
      return (phenomenon, order)
    }
    self.init(
      row: fields[0], mode: mode, orders: UInt64(fields[2]), ran: ran, seed: UInt64(fields[4]),
      possible: possible, undecided: undecided, waits: waits, aborts: aborts, conduct: fields[9],
      sightings: sightings, classes: Dictionary(classes) { first, _ in first },
      isRepeated: fields[12] == "-" ? nil : fields[12] == "yes")
  }
}

extension [Int] {
  /// A digit for the place of each step's session.
  fileprivate var digits: String { map { String($0) }.joined() }

  /// Nil if there is anything other than digits of sessions.
  fileprivate init?(digits: Substring) {
    let places = digits.map { Int(String($0)) }
    guard places.allSatisfy({ $0.map { 0..<SurveyRow.sessions.count ~= $0 } ?? false }) else {
      return nil
    }
    self = places.compactMap { $0 }
  }
}
