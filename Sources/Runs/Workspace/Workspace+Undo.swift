import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// Going back, forward, and to other branches.
extension Workspace {
  mutating func undo(_ count: Int, _ statement: Statement) throws(CommandProblem) -> Entry {
    var way = Way(branches: branches, here: here)
    var undone: [Change] = []
    while undone.count < count, let move = way.back() { undone.append(move) }
    guard let last = undone.last else { throw .nothingToUndo }
    try go(way)
    let what =
      undone.count == 1 ? told(last) : "\(undone.count) changes, back to before \(told(last))"
    return .done("undone: \(what)", of: statement, header: header(after: undone))
  }

  mutating func redo(_ count: Int, _ statement: Statement) throws(CommandProblem) -> Entry {
    var way = Way(branches: branches, here: here)
    var made: [Change] = []
    while made.count < count, let move = way.forward() { made.append(move) }
    guard let last = made.last else { throw .nothingToRedo }
    try go(way)
    let what = made.count == 1 ? told(last) : "\(made.count) changes, up to \(told(last))"
    return .done("made again: \(what)", of: statement, header: header(after: made))
  }

  mutating func turn(
    toBranch number: Int, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    guard branches.indices.contains(number - 1) else { throw .unknownBranch(number) }
    var way = Way(branches: branches, here: number - 1)
    way.branches[number - 1].position = way.branches[number - 1].moves.count
    try go(way)
    return .done("branch \(way.here + 1)", of: statement, header: lab.header)
  }

  private func told(_ move: Change) -> String { move.told(by: lab.narrator) }

  /// Makes the lab what it is at the end of the way.
  private mutating func go(_ way: Way) throws(CommandProblem) {
    lab = try lab(on: way.branches[way.here])
    (branches, here) = (way.branches, way.here)
    elapsed = .zero
  }

  /// The line for programs that follows a change of mode.
  private func header(after moves: [Change]) -> JSON? {
    moves.contains(where: \.mayChangeMode) ? lab.header : nil
  }
}

/// Steps back and forward over the moves of branches.
private struct Way {
  var branches: [Branch]
  var here: Int

  /// The move that is undone; nil at the start.
  mutating func back() -> Change? {
    let position = branches[here].position
    guard position > 0 else { return nil }
    let move = branches[here].moves[position - 1]
    if case .rerun(let origin) = branches[here].origin, position == 1 {
      branches[origin].next = (here, at: branches[origin].position)
      here = origin
    } else {
      branches[here].position -= 1
    }
    return move
  }

  /// The move that is made again; nil at the end.
  mutating func forward() -> Change? {
    let branch = branches[here]
    if let next = branch.next, next.at == branch.position {
      here = next.branch
      return branches[here].moves.first
    }
    guard branch.position < branch.moves.count else { return nil }
    branches[here].position += 1
    return branch.moves[branch.position]
  }
}

extension Change {
  /// The move as it was typed.
  func told(by narrator: Narrator) -> String {
    switch deed {
    case .enter(let statement):
      let session = statement.speaker(or: current)
      let text = narrator.typed(statement.text)
      if case .command = statement.body { return "\(session): \(text)" }
      return text
    case .play(_, let name): return narrator.typed(name)
    case .rerun(let program): return ".rerun \(program.initialMode.name)"
    }
  }

  fileprivate var mayChangeMode: Bool {
    switch deed {
    case .enter(let statement):
      switch statement.body {
      case .directive(.mode), .directive(.reset): true
      default: false
      }
    case .play, .rerun: true
    }
  }
}
