package import Vocabulary

/// What could come next in a line, as the parser asked for it when the line had come to its end.
///
/// Completion is made of them, so that it need not know the grammar a second time.
package enum Want: Hashable, Sendable {
  /// What a command starts with.
  case command
  /// These words, as they stand.
  case words(String)
  case key
  /// A key and its equals sign; not one of these again.
  case binding(except: [Key])
  /// A key or a range, where the bare keyword, in small letters, would be neither.
  case range(unlike: String?)
  /// The second key of a range.
  case highEnd(above: Key)
  /// An operand of a formula.
  case value
  case mode
  /// A mode of a list that a colon ends; its first can be `all`.
  case listedMode(orAll: Bool)
  case session(Standing)
  /// A rule: one that is there, or one that a colon gives its formula.
  case rule(isNamed: Bool)
  /// A step that can be explained.
  case step
  case branch

  /// How sessions stand that the word is made for.
  package enum Standing: Sendable {
    case any, waiting, aborted
  }

  /// Whether it is a fixed word, rather than the name of something.
  package var isWord: Bool {
    if case .words = self { true } else { false }
  }
}

/// What the parser knows of a line that may go on.
package struct Outlook: Sendable {
  /// Where the command starts, behind prompt, session and blanks, in scalars of the line.
  package internal(set) var start = 0
  /// The session that the line names; nil: the current one.
  package internal(set) var session: SessionName?
  /// The word that leads the innermost command, as typed; empty where none does.
  package internal(set) var head = ""
  /// Whether nothing follows it.
  package internal(set) var endsWithHead = false
  /// What could come next, in the order of the grammar.
  package internal(set) var wants: [Want] = []

  package init() {}
}
