/// A line of a block, sorted by how far it is indented.
struct ScenarioLine {
  /// What its indentation makes of it.
  enum Kind {
    case blank
    /// `#` at column 0.
    case comment
    /// Anything else at column 0.
    case command
    /// Two blanks in or more, or a tab.
    case answer
    /// A single blank in, which is neither.
    case oneBlankIn
  }

  let text: String
  let kind: Kind
  /// The scalars of the text.
  let scalars: [Unicode.Scalar]
  /// How many of them stand before the first that is no blank.
  let start: Int

  /// Sorts a line of a block whose fence is indented by that many blanks.
  init(_ text: String, indentation: Int) {
    let scalars = Array(text.unicodeScalars)
    let column0 = scalars.prefix(indentation).prefix { $0 == " " }.count
    self.text = text
    self.scalars = scalars
    start = scalars.firstIndex { !$0.isBlank } ?? scalars.count
    switch start {
    case scalars.count: kind = .blank
    case column0: kind = scalars[start] == "#" ? .comment : .command
    case column0 + 1 where scalars[column0] == " ": kind = .oneBlankIn
    default: kind = .answer
    }
  }
}
