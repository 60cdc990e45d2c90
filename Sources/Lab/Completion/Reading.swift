import Scripting

/// What the parser says of a line that may go on.
///
/// Completion asks it rather than knowing the grammar a second time: the parser has noted what it
/// wanted at the end of the line, and only what it would go along with is offered.
struct Reading {
  /// Whether the line is in the language.
  enum State {
    /// A comment, or nothing.
    case blank
    case whole(Statement)
    /// The line is right to its end, where something is missing after that word or sign.
    case lacks(of: String)
    case wrong
  }

  let state: State
  /// What could come next.
  let outlook: Outlook

  init(_ line: String) {
    var outlook = Outlook()
    do throws(ScriptError) {
      state = try Statement.parse(line: line, outlook: &outlook).map { .whole($0) } ?? .blank
    } catch {
      let scalars = Array(line.unicodeScalars)
      let end = scalars.lastIndex { !$0.separatesWords }.map { $0 + 1 } ?? 0
      if case .missing(_, let owner) = error.problem, error.column > end {
        state = .lacks(of: owner)
      } else {
        state = .wrong
      }
    }
    self.outlook = outlook
  }

  /// The line, where nothing is missing.
  var statement: Statement? {
    if case .whole(let statement) = state { statement } else { nil }
  }

  /// Whether the line is a statement or the beginning of one.
  var canBecomeStatement: Bool {
    switch state {
    case .whole, .lacks: true
    case .blank, .wrong: false
    }
  }

  var isWrong: Bool {
    if case .wrong = state { true } else { false }
  }
}
