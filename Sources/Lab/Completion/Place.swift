import Scripting
import Vocabulary

/// Where the cursor stands: what is being typed there, and in which command.
struct Place {
  /// What a candidate replaces; empty where a new word begins.
  let typed: String
  /// The line before that.
  let head: String
  /// The same in pieces, without prompt and session.
  let pieces: ArraySlice<Piece>
  /// What the parser says of the head.
  let reading: Reading
  /// The session that the line names; nil: the current one.
  let session: SessionName?
  /// All that follows prompt and session, where the line has a word before the cursor.
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
    let prefix = Self.prefix(of: all, in: scalars)
    pieces = all.dropFirst(prefix.count)
    session = prefix.session
    let end = prefix.count > 0 ? all[prefix.count - 1].end : 0
    command = scalars[end...].drop { $0.separatesWords }
  }

  /// How many pieces are a pasted prompt (`3 alice*> `) and a session (`bob:`), and whom they name.
  private static func prefix(
    of pieces: [Piece], in scalars: [Unicode.Scalar]
  ) -> (count: Int, session: SessionName?) {
    let longest = 6  // 3 alice * > bob :
    for count in stride(from: min(longest, pieces.count), to: 0, by: -1)
    where [">", ":"].contains(pieces[count - 1].text) {
      let text = String(scalars: scalars[..<pieces[count - 1].end])
      if case .whole(let statement) = Reading(text), case .switchSession = statement.body {
        return (count, statement.session ?? statement.promptSession)
      }
    }
    return (0, nil)
  }

  /// The place in `pieces` at which the command stands or would stand; after THEN that is another.
  private var commandStart: Int {
    var start = pieces.startIndex
    while start < pieces.endIndex, pieces[start].isKeyword("if"), let then = then(after: start) {
      start = then + 1
    }
    return start
  }

  private func then(after start: Int) -> Int? {
    var depth = 0
    for index in start..<pieces.endIndex {
      switch pieces[index].text {
      case "(": depth += 1
      case ")": depth -= 1
      default: if depth == 0, pieces[index].isKeyword("then") { return index }
      }
    }
    return nil
  }

  /// The first word of the command, as typed; nil where it is yet to be typed.
  var commandWord: Piece? {
    let start = commandStart
    return start < pieces.endIndex ? pieces[start] : nil
  }

  /// The word of the language that the command starts with.
  var word: Word? { commandWord.flatMap { Words.named($0.text) } }

  /// Whether nothing stands between the command's word and what is typed.
  var isFirstArgument: Bool { commandStart == pieces.endIndex - 1 }

  /// Whether the cursor is inside of a parenthesis.
  var isInParentheses: Bool {
    pieces[commandStart...].count { $0.text == "(" }
      > pieces[commandStart...].count { $0.text == ")" }
  }

  /// Whether something can start or go on here, rather than be glued to what is complete.
  var isOpen: Bool {
    guard typed.isEmpty, head.unicodeScalars.last?.separatesWords == false else { return true }
    // Without a piece it is a session's colon that is last.
    return pieces.last.map { ["(", "..", ":", ","].contains($0.text) } ?? true
  }
}
