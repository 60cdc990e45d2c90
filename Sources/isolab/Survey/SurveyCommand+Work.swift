import Exploring
import Layout
import LineEditing
import Stores
import Surveying
import Telling
import Terminal

/// The work of a survey, and its results as text.
extension SurveyCommand {
  /// The survey with all remaining cells, or with those that were finished before Ctrl-C.
  func surveyed(_ empty: Survey, by surveyor: Surveyor) throws -> Survey {
    var survey = empty
    let state = SurveyState(of: survey, by: surveyor)
    let (own, others) = try kept(in: state, for: survey)
    for cell in own { survey.add(cell) }
    let left = survey.left
    let all = left.reduce(0) { $0 + surveyor.work($1.row) }
    var done: UInt64 = 0
    var progress = ProgressLine(printable(survey.title), isPlain: look.plain)
    defer { progress.end() }
    for (row, column) in left {
      do throws(StoreFailure) {
        let cell = try surveyor.cell(row, in: column.mode) { cell in
          _ = progress.tell(done + cell.done, of: all, "orders (\(row.name), \(column.name))")
        }
        guard let cell else { break }
        survey.add(cell)
      } catch {
        progress.end()
        Output.error.line("isolab: \(printable(error.message)) (in \(row.title))")
        throw ExitStatus.usage
      }
      done += surveyor.work(row)
      try keep(state.text(of: survey, beside: others))
    }
    return survey
  }

  // MARK: The file of --resume

  /// The cells of the file; none if there is no file yet.
  private func kept(
    in state: SurveyState, for survey: Survey
  ) throws -> (own: [SurveyCell], others: [SurveyCell]) {
    guard let resume, Files.exists(resume) else { return ([], []) }
    let bytes = try reading { () throws(Files.Problem) in try Files.readAtOnce(resume) }
    guard let text = String(validating: bytes, as: UTF8.self),
      let cells = state.cells(of: text, in: survey)
    else {
      Output.error.line(
        "isolab: \(printable(resume)) is of another survey: another database or version, "
          + "another --limit, or another --seed")
      throw ExitStatus.usage
    }
    return cells
  }

  private func keep(_ text: String) throws {
    guard let resume else { return }
    let bytes = Array(text.utf8)
    try reading { () throws(Files.Problem) in
      Files.exists(resume)
        ? try Files.replace(resume, with: bytes) : try Files.create(resume, with: bytes)
    }
  }

  /// The result of work with a file, or the error that ended the work.
  func reading<Result>(_ work: () throws(Files.Problem) -> Result) throws -> Result {
    do throws(Files.Problem) {
      return try work()
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
  }

  // MARK: Text

  func present(_ survey: Survey) {
    if json { return Output.standard.lines(survey.objects.map(\.text)) }
    if csv { return Output.standard.lines(survey.csv) }
    let table = SurveyTable(survey)
    let prose = survey.columns.map { survey.prose(of: $0) }.filter { !$0.isEmpty }
    if md {
      let text = prose.flatMap { ["", $0.joined(separator: " ")] }
      return Output.standard.lines(table.markdown + text)
    }
    let random = survey.rows.count - survey.shownRows.count
    let note = random > 0 ? ["\(counted(random, "random program")) with seed \(seed)"] : []
    guard !look.plain else {
      return Output.standard.lines(table.sentences + prose.flatMap(\.self) + note)
    }
    let paragraphs = prose.flatMap { [""] + broken($0.joined(separator: " "), to: columns) }
    Output.standard.lines(table.lines(columns: columns) + note + paragraphs)
  }

  var columns: Int { look.columns }
}
