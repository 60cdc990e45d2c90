package import Vocabulary

/// A block of prose: of Markdown, what lessons and pages of help are written in.
///
/// `ProseReader` alone reads it; whatever shows prose walks these blocks.
package struct ProseBlock: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `# A title`, and the less important ones down to level 6.
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    /// A paragraph that asks the reader to predict something; its text begins with "Predict:".
    case question([Inline])
    /// What begins with a marker such as `-` or `1.`; `indent` blanks stand before that.
    case item(indent: Int, marker: String, [Inline])
    /// The cells of each row, the heading first; the line of dashes below that is left out.
    case table([[[Inline]]])
    /// Lines of code as they stand, and the fence that opens them; nil if the program adds them.
    case code([String], Fence?)
    /// `<!-- ... -->`; what it says if it is a note for the speaker, nil if it is not.
    case comment(note: String?)
    /// `---`, where a speaker stops.
    case pause
  }

  /// The numbers of its lines in the file.
  package let lines: Range<Int>
  package let kind: Kind
  /// The modes that a paragraph or an item is about, by its tag; nil: all of them.
  package let modes: [IsolationMode]?

  package init(_ kind: Kind, lines: Range<Int>, modes: [IsolationMode]? = nil) {
    (self.kind, self.lines, self.modes) = (kind, lines, modes)
  }

  /// Reads lines of a file; an index of a line is one less than its number.
  package static func read(_ lines: ArraySlice<String>) -> [ProseBlock] {
    ProseReader(lines).blocks
  }

  package var isQuestion: Bool {
    if case .question = kind { true } else { false }
  }

  package var isComment: Bool {
    if case .comment = kind { true } else { false }
  }

  /// Whether it is the title of the whole text.
  package var isTitle: Bool {
    if case .heading(1, _) = kind { true } else { false }
  }
}
