import Language

/// How the parser reads a line that is still being typed.
///
/// Completion asks it rather than knowing the grammar a second time: the parser has noted what it
/// wanted at the end of the line, and only what it would go along with is offered.
struct Reading {
  /// The line, where it is whole.
  let statement: Statement?
  /// After which word or sign something is missing, where the line is right to its end.
  let owner: String?
  /// What could come next; nothing where the line is wrong.
  let outlook: Outlook

  init(_ line: String) {
    var outlook = Outlook()
    do throws(ScriptError) {
      (statement, owner) = (try Statement.parse(line: line, outlook: &outlook), nil)
    } catch {
      let scalars = Array(line.unicodeScalars)
      let end = scalars.lastIndex { !$0.separatesWords }.map { $0 + 1 } ?? 0
      statement = nil
      if case .missing(_, let owner) = error.problem, error.column > end {
        self.owner = owner
      } else {
        (owner, outlook) = (nil, Outlook())
      }
    }
    self.outlook = outlook
  }

  /// Whether the line is a statement or the beginning of one.
  var canBecomeStatement: Bool { statement != nil || owner != nil }
}
