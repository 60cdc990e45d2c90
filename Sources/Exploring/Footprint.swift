import Language
import Vocabulary

/// What a command may touch, whatever it reads: keys and ranges stand in it as literals.
struct Footprint {
  private(set) var reads: [KeyRange] = []
  private(set) var writes: [KeyRange] = []

  init(of commands: some Sequence<Command>) {
    for command in commands {
      let touched = command.touched
      reads += touched.reads
      writes += touched.writes
      for formula in touched.formulas { add(formula) }
    }
  }

  /// All of it.
  var ranges: [KeyRange] { reads + writes }

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
