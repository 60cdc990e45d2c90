import Scripting
import Vocabulary

/// What a command may touch, whatever it reads: keys and ranges stand in it as literals.
struct Footprint {
  private(set) var reads: [KeyRange] = []
  private(set) var writes: [KeyRange] = []

  init(of commands: some Sequence<Command>) {
    for command in commands { add(command) }
  }

  /// All of it.
  var ranges: [KeyRange] { reads + writes }

  private mutating func add(_ command: Command) {
    switch command {
    case .get(let key, let forUpdate, _):
      reads.append(.only(key))
      if forUpdate { writes.append(.only(key)) }
    case .put(let key, let formula):
      add(formula)
      writes.append(.only(key))
    case .delete(let key): writes.append(.only(key))
    case .scan(let selection, _), .count(let selection, _): add(selection)
    case .sum(let range, _): reads.append(range)
    case .updateRange(let selection, let formula):
      add(selection)
      add(formula)
      writes.append(selection.range)
    case .deleteRange(let selection):
      add(selection)
      writes.append(selection.range)
    case .when(let formula, let command):
      add(formula)
      add(command)
    case .begin, .commit, .rollback, .retry: break
    }
  }

  private mutating func add(_ selection: Selection) {
    reads.append(selection.range)
    if let filter = selection.filter { add(filter) }
  }

  private mutating func add(_ formula: Expression) {
    switch formula.node {
    case .literal, .none, .variable: break
    case .value(let key): reads.append(.only(key))
    case .count(let selection): add(selection)
    case .sum(let range): reads.append(range)
    case .negate(let operand), .not(let operand): add(operand)
    case .binary(_, let left, let right):
      add(left)
      add(right)
    }
  }
}
