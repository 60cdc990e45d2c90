import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// Going back, forward, and to other branches.
extension Workspace {
  mutating func undo(_ count: Int, _ statement: Statement) throws(CommandProblem) -> Entry {
    var tree = Tree(branches: branches, here: here)
    var undone: [Change] = []
    while undone.count < count, let change = tree.back() { undone.append(change) }
    guard let last = undone.last else { throw .nothingToUndo }
    try go(tree)
    let what =
      undone.count == 1
      ? told(last) : "\(undone.count) changes, back to the state before \(told(last))"
    return .done("undone: \(what)", of: statement, header: header(after: undone))
  }

  mutating func redo(_ count: Int, _ statement: Statement) throws(CommandProblem) -> Entry {
    var tree = Tree(branches: branches, here: here)
    var made: [Change] = []
    while made.count < count, let change = tree.forward() { made.append(change) }
    guard let last = made.last else { throw .nothingToRedo }
    try go(tree)
    let what = made.count == 1 ? told(last) : "\(made.count) changes, up to \(told(last))"
    return .done("redone: \(what)", of: statement, header: header(after: made))
  }

  mutating func turn(
    toBranch number: Int, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    guard branches.indices.contains(number - 1) else { throw .unknownBranch(number) }
    var tree = Tree(branches: branches, here: number - 1)
    tree.branches[number - 1].position = tree.branches[number - 1].changes.count
    try go(tree)
    return .done("branch \(tree.here + 1)", of: statement, header: lab.header)
  }

  private func told(_ change: Change) -> String { change.told(by: lab.narrator) }

  /// Makes the lab what it was at its place in the tree.
  private mutating func go(_ tree: Tree) throws(CommandProblem) {
    lab = try lab(on: tree.branches[tree.here])
    (branches, here) = (tree.branches, tree.here)
    elapsed = .zero
  }

  /// The line for programs that follows a change of mode.
  private func header(after changes: [Change]) -> JSON? {
    changes.contains(where: { $0.mayChangeMode }) ? lab.header : nil
  }
}

/// Steps back and forward over the changes of branches.
private struct Tree {
  var branches: [Branch]
  var here: Int

  /// The change that is undone; nil at the start.
  mutating func back() -> Change? {
    let position = branches[here].position
    guard position > 0 else { return nil }
    let change = branches[here].changes[position - 1]
    if case .rerun(let origin) = branches[here].origin, position == 1 {
      branches[origin].next = (here, at: branches[origin].position)
      here = origin
    } else {
      branches[here].position -= 1
    }
    return change
  }

  /// The change that is redone; nil at the end.
  mutating func forward() -> Change? {
    let branch = branches[here]
    if let next = branch.next, next.at == branch.position {
      here = next.branch
      return branches[here].changes.first
    }
    guard branch.position < branch.changes.count else { return nil }
    branches[here].position += 1
    return branch.changes[branch.position]
  }
}

extension Change {
  /// The change as it was typed.
  func told(by narrator: Narrator) -> String {
    switch kind {
    case .enter(let statement):
      let session = statement.speaker(or: current)
      let text = narrator.typed(statement.text)
      if case .command = statement.body { return "\(session): \(text)" }
      return text
    case .play(_, let name, _): return narrator.typed(name)
    case .rerun(let program): return ".rerun \(program.initialMode.name)"
    }
  }

  fileprivate var mayChangeMode: Bool {
    switch kind {
    case .enter(let statement):
      switch statement.body {
      case .directive(.mode), .directive(.reset): true
      default: false
      }
    case .play, .rerun: true
    }
  }
}
