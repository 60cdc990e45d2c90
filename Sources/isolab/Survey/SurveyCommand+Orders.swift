import Checking
import Language
import Layout
import Runs
import Stores
import Surveying
import Telling
import Terminal
import Vocabulary

/// Single orders of a survey: shown, written as lessons, and as proofs of broken claims.
extension SurveyCommand {
  /// Replays the order of a cell: one with its anomaly, or the row's own order.
  func replay(_ name: String, by surveyor: Surveyor) throws {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let row = row(named: parts[0]) else {
      Output.error.line("isolab: there is no cell \(printable(name)); --csv lists the rows")
      throw ExitStatus.usage
    }
    let mode = try ModeName(parts[1]).mode(on: surveyor.store?.identity)
    var survey = Survey(by: surveyor, in: [mode], [row])
    survey = try surveyed(survey, by: surveyor)
    guard let cell = survey.cells.first else { throw ExitStatus.interrupted }
    let order = cell.order(of: row)
    if !json {
      Output.standard.line("# \(row.title): \(cell.result(in: row))")
    }
    try show(order, of: row, in: mode, by: surveyor)
  }

  /// Prints an order as it is played, and answers to questions at its end.
  private func show(
    _ order: [Int], of row: SurveyRow, in mode: IsolationMode, by surveyor: Surveyor,
    asking questions: [Statement] = []
  ) throws {
    var display = look.display
    display.columns = columns - 4
    var replay = row.program.replay(
      whetherPossible: order, in: mode, display, on: surveyor.store, asking: questions)
    if json {
      Output.standard.line(replay.lab.header.text)
    } else {
      if let place = replay.lab.placeTold { Output.standard.line("# on \(place)") }
      Output.standard.line(".modes \(mode.name)")
    }
    while let played = replay.next() {
      if json {
        Output.standard.lines(played.answer.objects.map(\.text))
      } else {
        let answer = look.presentation.lines(played.answer.lines)
        Output.standard.lines([StyledText(played.transcriptLine)] + answer)
      }
      if played.failure?.kind == .store { break }
    }
    if json { Output.standard.line(replay.lab.closing.text) }
  }

  // MARK: Lessons

  /// Writes the shortest order with each row's anomaly as a lesson.
  func write(_ survey: Survey, to folder: String, by surveyor: Surveyor) throws {
    for column in survey.columns {
      for row in survey.rows {
        guard let sighting = survey.cell(row, column)?.sighting(of: row) else { continue }
        let name = "\(row.name)-\(column.mode.shortName)"
        try write(sighting.order, of: row, column, named: name, to: folder, by: surveyor)
      }
    }
  }

  /// Writes an order as a lesson.
  private func write(
    _ order: [Int], of row: SurveyRow, _ column: Survey.Column, named name: String,
    to folder: String, by surveyor: Surveyor
  ) throws {
    let scheme = surveyor.store.map { "\($0.identity.scheme)-" } ?? ""
    let lesson = try lesson(of: order, of: row, column, by: surveyor)
    let path = "\(folder)/\(scheme)\(name).md"
    try reading { () throws(Files.Problem) in
      try Files.makeFolder(folder)
      try Files.create(path, with: Array(lesson.utf8))
    }
    if reportOption.format == nil {
      Output.standard.line(json ? JSON.fields(["saved": .string(path)]).text : printable(path))
    }
  }

  private func lesson(
    of order: [Int], of row: SurveyRow, _ column: Survey.Column, by surveyor: Surveyor
  ) throws -> String {
    let place = surveyor.store.map { " on \(printable($0.identity.title))" } ?? ""
    do throws(StoreFailure) {
      return try row.program.lesson(
        of: order, in: column.mode, titled: "\(row.title)\(place), \(printable(column.name))",
        on: surveyor.store) ?? ""
    } catch { throw ExitStatus.told(error) }
  }

  // MARK: Claims

  /// For the tools of continuous integration: a case for each level and its promise.
  func report(_ survey: Survey, by surveyor: Surveyor) throws -> TestReport {
    var report = TestReport()
    for column in survey.columns {
      let promise = column.mode.promise
      let broken = survey.shortestBreak(of: promise, in: column)
      report.add(
        TestReport.Case(
          suite: surveyor.store?.identity.scheme ?? "isolab",
          name: "\(column.name) keeps \(promise.told)",
          try broken.map { broken in
            if let save { try write(broken, column, to: save, by: surveyor) }
            let lesson = try lesson(of: broken.order, of: broken.row, column, by: surveyor)
            return .failed(
              "\(column.name) in \(survey.title) breaks \(promise.told): \(broken.told)",
              lesson.split(separator: "\n").map(String.init))
          } ?? .passed))
    }
    return report
  }

  /// Reports what each level claims and whether the claim holds; a broken claim fails.
  func check(_ survey: Survey, by surveyor: Surveyor) throws {
    var isBroken = false
    for column in survey.columns {
      let promise = column.mode.promise
      let broken = survey.shortestBreak(of: promise, in: column)
      let name = "\(printable(column.name)) in \(printable(survey.title))"
      isBroken = isBroken || broken != nil
      if json {
        Output.standard.line(survey.claim(of: promise, in: column).text)
      } else if broken == nil {
        let count = survey.cells.filter { $0.mode == column.mode }.reduce(0) { $0 + $1.ran }
        Output.standard.prose("\(name) keeps \(promise.told) in \(count.grouped) orders.")
      }
      guard let broken else { continue }
      try report(broken, of: "\(name) breaks \(promise.told)", column, by: surveyor)
    }
    if isBroken { throw ExitStatus.failed }
  }

  private func report(
    _ broken: Survey.Break, of claim: String, _ column: Survey.Column, by surveyor: Surveyor
  ) throws {
    if !json {
      Output.standard.prose("\(claim): \(broken.told).")
      let why = Statement(body: .directive(.whySerializable), text: ".why serializable")
      try show(
        broken.order, of: broken.row, in: column.mode, by: surveyor,
        asking: broken.phenomenon == nil ? [] : [why])
    }
    guard let save else {
      if !json { Output.standard.line("--save FOLDER writes this order as a lesson.") }
      return
    }
    try write(broken, column, to: save, by: surveyor)
  }

  private func write(
    _ broken: Survey.Break, _ column: Survey.Column, to folder: String, by surveyor: Surveyor
  ) throws {
    try write(
      broken.order, of: broken.row, column,
      named: "claim-\(broken.row.name)-\(column.mode.shortName)", to: folder, by: surveyor)
  }
}
