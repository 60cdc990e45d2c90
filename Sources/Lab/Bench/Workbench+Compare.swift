import Drawing
import Scripting
import Sessions
import Telling
import Vocabulary

/// What was done, in several modes side by side.
extension Workbench {
  /// Changes nothing.
  func compare(
    _ named: [IsolationMode], _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    let program = program
    guard program.lines.contains(where: \.isCommand) else { throw .nothingToRerun }
    let modes = SideBySide.modes(
      named, present: program.initialMode, usual: IsolationMode.laboratory)
    try program.checkFile(in: modes)
    var performances: [Performance] = []
    for mode in modes {
      var lab = fresh(in: mode)
      // Answers are compared whole.
      lab.display = Display()
      performances.append(try lab.run(program.moved(to: mode)))
    }
    let comparison = SideBySide(performances, modes, isOver: false)
    let count = program.lines.count { $0.isCommand && !$0.statement.isOfNoSession }
    let lines = comparison.lines(
      titled: "the same \(count == 1 ? "step" : "\(count) steps")", columns: display.width,
      display: display)
    return Entry(
      lines: lines.map { AnswerLine(note: $0) },
      json: Entry.object(statement, outcome: "note", notes: lines).with(comparison))
  }
}
