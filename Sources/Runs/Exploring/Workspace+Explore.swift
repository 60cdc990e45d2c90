import Exploring
import Language
import Layout
import Sessions
import Telling
import Vocabulary

extension Workspace {
  /// The table of what every order of the typed steps leads to, in the lab's modes unless others
  /// are named.
  func explore(
    _ modes: [IsolationMode], _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    guard let part = Explorable.parts(of: program, named: "what was typed").last else {
      throw .nothingToRerun
    }
    let modes = modes.isEmpty ? IsolationMode.lab : modes
    try program.checkFile(in: modes)
    var exploration = exploration
    exploration.isCancelled = isCancelled ?? { false }
    let tallies = part.tallies(in: modes) { exploration.tally(of: part.program(in: $0)) }
    let isBrokenOff = exploration.isCancelled()
    if isBrokenOff, tallies.allSatisfy({ $0.basis == .partial(0) }) { throw .cancelled }
    let program = part.program(in: tallies[0].mode)
    let table = TallyTable(part.name, tallies, lanes: program.lanes.map({ $0.session.text }))
    // A note follows two spaces, a semicolon, and another space.
    let lines =
      display.isPlain
      ? table.sentences(steps: program.count, witnesses: false)
      : table.lines(steps: program.count, columns: display.width - 4, witnesses: false)
    let place = lab.engineNote("isolab explore FILE --on URL runs the orders there")
    let hint =
      ".save FILE, then isolab explore FILE --show KIND replays the shortest order of a kind"
    let end = isBrokenOff ? ["interrupted"] : []
    return .notes(lines + part.leftOutNote + [hint] + place + end, of: statement)
  }
}

extension Explorable {
  /// Says which lines have no place in other orders.
  package var leftOutNote: [String] {
    leftOut.isEmpty ? [] : ["left out: \(leftOut.map(printable).joined(separator: ", "))"]
  }
}
