import Drawing
import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// What was done, in several modes side by side.
extension Workspace {
  /// Changes nothing.
  func compare(
    _ named: [IsolationMode], _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    let program = program
    guard program.lines.contains(where: { $0.isStep }) else { throw .nothingToRerun }
    let modes = SideBySide.modes(
      named, present: program.initialMode, usual: IsolationMode.lab)
    try program.checkFile(in: modes)
    var runs: [Run] = []
    for mode in modes { runs.append(try run(program.moved(to: mode), on: nil)) }
    let comparison = SideBySide(runs, modes.map { SideBySide.Column($0) }, isOver: false)
    let count = runs[0].commands.count { $0.commander != nil }
    let lines =
      comparison.lines(
        titled: "the same \(count == 1 ? "step" : "\(count) steps")", columns: display.width,
        display: display
      ).map { $0.text } + lab.engineNote(".rerun MODE runs it at another level there")
    return Entry(
      lines: lines.map { AnswerLine(note: $0) },
      json: Entry.object(statement, outcome: "note", notes: lines).with(comparison))
  }
}
