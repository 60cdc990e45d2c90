import Language
import Vocabulary

/// Where the cursor stands: what is being typed there, and in which command.
struct Place {
  /// The text that a candidate replaces; empty at the start of a new word.
  let typed: String
  /// The line before that.
  let head: String
  /// The same in pieces.
  let pieces: [Piece]
  /// How the parser reads the head.
  let reading: Reading
  /// All that follows prompt and session.
  let command: ArraySlice<Unicode.Scalar>

  init(_ textBeforeCursor: String) {
    let scalars = Array(textBeforeCursor.unicodeScalars)
    var all = Piece.cut(scalars)
    var start = scalars.count
    if let last = all.last, last.canGrow, last.end == scalars.count {
      start = last.start
      all.removeLast()
    }
    typed = String(scalars: scalars[start...])
    head = String(scalars: scalars[..<start])
    reading = Reading(head)
    command = scalars[reading.outlook.start...]
    pieces = all
  }

  /// Whether the cursor is inside of a parenthesis.
  var isInParentheses: Bool {
    pieces.count { $0.text == "(" } > pieces.count { $0.text == ")" }
  }

  /// Whether something can start or go on here, rather than be glued to what is complete.
  var isOpen: Bool {
    guard pieces.last?.text != ";" else { return false }
    guard typed.isEmpty, head.unicodeScalars.last?.separatesWords == false else { return true }
    return pieces.last.map { ["(", "..", ":", ","].contains($0.text) } ?? true
  }
}
