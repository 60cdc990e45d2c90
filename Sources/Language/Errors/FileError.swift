/// An error in a scenario file that cannot be read: its place, and its cause as data.
///
/// `ErrorProse` words it.
package struct FileError: Error, Hashable, Sendable {
  /// What is wrong with a file.
  package enum Problem: Hashable, Sendable {
    /// UTF-16 or UTF-32.
    case wideEncoding
    case nulByte
    /// The first byte that cannot be there; the column counts bytes.
    case invalidUTF8
    /// A line with more bytes than isolab reads.
    case longLine
    /// A fence that is never closed.
    case unclosedBlock(String)
    /// Markdown without any block of commands.
    case noBlock
    /// An indented line with no command above it in its block.
    case answerWithoutCommand
    /// A command after a single space.
    case indentedCommand
    case unknownTag(String)
    /// `[si` without its `]`.
    case unclosedTag
    /// A tag that names no mode, or that no answer follows.
    case emptyTag
  }

  /// The file's name in messages.
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars of the line unless the problem says bytes.
  package let column: Int
  /// How many scalars the caret underlines, at least 1.
  package let length: Int
  package let problem: Problem
  /// The line, for the excerpt in the diagnostic; nil if it is not text.
  package let sourceLine: String?

  init(
    file: String, line: Int, column: Int = 1, length: Int = 1, _ problem: Problem,
    sourceLine: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
    self.problem = problem
    self.sourceLine = sourceLine
  }

  /// The same error, placed in the file, for a line that was read by itself.
  package func moved(to line: Int) -> FileError {
    FileError(
      file: file, line: line, column: column, length: length, problem, sourceLine: sourceLine)
  }
}
