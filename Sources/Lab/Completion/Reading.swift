import Scripting

/// What the parser says of a line that may go on.
///
/// Completion asks it rather than knowing the grammar a second time: what a line lacks tells what
/// to offer, and only what the parser would go along with is offered.
enum Reading {
  /// A comment, or nothing.
  case blank
  case whole(Statement)
  /// The line is right to its end, where that part is missing after that word or sign.
  case lacks(ScriptError.Part, of: String)
  case wrong

  init(_ line: String) {
    do throws(ScriptError) {
      self = try Statement.parse(line: line).map { .whole($0) } ?? .blank
    } catch {
      let scalars = Array(line.unicodeScalars)
      let end = scalars.lastIndex { !$0.separatesWords }.map { $0 + 1 } ?? 0
      if case .missing(let part, let owner) = error.problem, error.column > end {
        self = .lacks(part, of: owner)
      } else {
        self = .wrong
      }
    }
  }

  /// Whether the line is a statement or the beginning of one.
  var canBecomeStatement: Bool {
    switch self {
    case .whole, .lacks: true
    case .blank, .wrong: false
    }
  }

  /// What is missing at the end.
  var part: ScriptError.Part? {
    if case .lacks(let part, _) = self { part } else { nil }
  }

  var isWrong: Bool {
    if case .wrong = self { true } else { false }
  }

  /// Whether nothing is missing.
  var isWhole: Bool {
    if case .whole = self { true } else { false }
  }
}
