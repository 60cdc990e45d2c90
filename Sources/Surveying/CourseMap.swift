import Checking
package import Language
package import Layout
import Pages
import Runs
import Vocabulary

/// The map of the course: README's matrix, whose cells lead to steps of lessons.
///
/// A cell leads to the lesson that shows the anomaly, if the lesson is about the mode and what
/// happens there is what the cell says. Otherwise it leads to a page with the cell's own program.
package struct CourseMap {
  private let survey: Survey
  private let surveyor: Surveyor
  /// The addresses of steps, by row and mode.
  private var addresses: [String: String] = [:]
  /// Of each cell without a lesson, the name of its page, the page, and the text of its own lesson.
  package private(set) var pages: [(name: String, page: String, lesson: String)] = []

  /// `lesson` finds a lesson by its name.
  package init(lesson: (String) throws -> Scenario) throws {
    surveyor = Surveyor(on: nil)
    var survey = Survey(by: surveyor, in: surveyor.modes, SurveyRow.matrix)
    for (row, column) in survey.left {
      if let cell = try surveyor.cell(row, in: column.mode) { survey.add(cell) }
    }
    self.survey = survey
    for row in survey.shownRows {
      let runs = try row.lesson.map { try LessonRuns(lesson($0), named: $0) }
      for column in survey.columns { add(row, column, runs) }
    }
  }

  private mutating func add(_ row: SurveyRow, _ column: Survey.Column, _ runs: LessonRuns?) {
    guard let cell = survey.cell(row, column) else { return }
    let isSeen = cell.sighting(of: row) != nil
    if let anomaly = row.anomaly, let address = runs?.address(anomaly, column.mode, isSeen: isSeen)
    {
      addresses[Survey.file(row, column)] = address
    } else if let page = survey.page(of: cell, row, column, by: surveyor) {
      pages.append((Survey.file(row, column), page, survey.lesson(of: cell, row, column)))
      addresses[Survey.file(row, column)] = Survey.file(row, column)
    }
  }

  package var html: Markup {
    survey.map { row in
      guard let lesson = row.lesson else { return .text(row.title) }
      return .element("a", ["href": "\(lesson).html"], text: row.title)
    } address: { row, column in
      addresses[Survey.file(row, column)]
    }
  }
}

extension SurveyRow {
  /// The lesson about the row's anomaly; nil if the row is a variant of another one, or has none.
  fileprivate var lesson: String? {
    guard SurveyRow.matrix.first(where: { $0.anomaly == anomaly })?.name == name else { return nil }
    return anomaly.flatMap(Anomaly.named)?.lesson
  }
}

/// A lesson in several modes.
private struct LessonRuns {
  private let name: String
  private let modes: [IsolationMode]
  private let scenario: Scenario
  private let standard: Run

  init(_ scenario: Scenario, named name: String) {
    (self.scenario, self.name, modes) = (scenario, name, scenario.modes)
    standard = Run(scenario, in: scenario.standardMode)
  }

  /// The step that shows what becomes of the anomaly; nil if the lesson does not show that.
  func address(_ anomaly: String, _ mode: IsolationMode, isSeen: Bool) -> String? {
    guard modes.contains(mode), let usual = standard.line(of: anomaly) else { return nil }
    let run = Run(scenario, in: mode)
    let seen = run.line(of: anomaly)
    guard (seen != nil) == isSeen else { return nil }
    let shown =
      seen
      ?? run.lines.last { played in
        played.part == usual.part && !played.steps.isEmpty
          && played.line.number <= usual.line.number
      }
    guard let shown, let step = shown.steps.last else { return nil }
    let place = FrameNames.name(part: shown.part, step: step)
    return "\(name).html?mode=\(mode.shortName)#\(place)"
  }
}

extension Run {
  /// The first line whose answer names the anomaly.
  fileprivate func line(of anomaly: String) -> PlayedLine? {
    lines.first { played in
      !played.steps.isEmpty && played.answers.contains { $0.hasPrefix("ANOMALY \(anomaly) ") }
    }
  }
}
