/// The line that opens a block of code in Markdown, after CommonMark 0.31, section 4.5.
package struct Fence: Hashable, Sendable {
  /// The backticks or tildes alone, which is also what closes the block.
  let marks: String
  /// How many blanks stand before it, 0 to 3; the block's lines may be indented as far.
  let indentation: Int
  private let mark: Unicode.Scalar
  private let info: String

  /// Reads a line; nil if it opens no block.
  init?(_ line: String) {
    let scalars = line.unicodeScalars
    let indented = scalars.drop { $0 == " " }
    let indentation = scalars.count - indented.count
    guard let mark = indented.first, mark == "`" || mark == "~", indentation <= 3 else {
      return nil
    }
    let marks = indented.prefix { $0 == mark }
    let info = indented.dropFirst(marks.count)
    guard marks.count >= 3, mark != "`" || !info.contains("`") else { return nil }
    self.mark = mark
    self.marks = String(marks)
    self.indentation = indentation
    self.info = String(info)
  }

  /// Whether the block holds commands: the first word of its info string is `isolab`.
  var holdsCommands: Bool {
    String(info.unicodeScalars.drop { $0.isBlank }.prefix { !$0.isBlank }) == "isolab"
  }

  /// Whether the line ends the block.
  func isClosed(by line: String) -> Bool {
    let scalars = line.unicodeScalars
    let indented = scalars.drop { $0 == " " }
    let closing = indented.prefix { $0 == mark }
    return scalars.count - indented.count <= 3 && closing.count >= marks.unicodeScalars.count
      && indented.dropFirst(closing.count).allSatisfy { $0.isBlank }
  }
}
