import Layout

extension ScriptError {
  /// The error as compilers print it: place, message, the source line, a caret, a hint.
  ///
  /// Without a newline at its end.
  package func diagnostic(file: String, line: Int, sourceLine: String) -> String {
    Diagnostic(
      place: "\(file):\(line):\(column)", message: message, hint: hint,
      excerpt: Excerpt(of: sourceLine, column: column, length: length)
    ).text
  }
}

extension FileError {
  /// The error as compilers print it: place, message, the source line, a caret, a hint.
  ///
  /// It has no newline at its end, and no source line if that line is not text.
  package var diagnostic: String {
    Diagnostic(
      place: "\(file):\(line):\(column)", message: message, hint: hint,
      excerpt: sourceLine.map { Excerpt(of: $0, column: column, length: length) }
    ).text
  }
}

/// An error as compilers print it.
package struct Diagnostic {
  fileprivate let place: String
  fileprivate let message: String
  fileprivate let hint: String?
  fileprivate let excerpt: Excerpt?

  /// An error about a whole command of a scenario; columns are counted from 1.
  package static func text(
    file: String, line: Int, column: Int, message: String, hint: String?, sourceLine: String
  ) -> String {
    let length = sourceLine.unicodeScalars.count - column + 1
    return Diagnostic(
      place: "\(file):\(line):\(column)", message: message, hint: hint,
      excerpt: Excerpt(of: sourceLine, column: column, length: max(1, length))
    ).text
  }

  fileprivate var text: String {
    var lines = [printable("\(place): error: \(message)")]
    if let excerpt { lines += [excerpt.text, excerpt.caret] }
    if let hint { lines.append(printable("hint: \(hint)")) }
    return lines.joined(separator: "\n")
  }
}

/// A source line as it can be shown, cut around the place of interest, and a caret line below.
private struct Excerpt {
  let text: String
  let caret: String

  /// How many cells are shown before the column, and from it on, when the line has to be cut.
  private static let cells = (before: 40, after: 56)

  init(of line: String, column: Int, length: Int) {
    let pieces = withoutPasswords(line).unicodeScalars.map(Piece.init)
    let place = min(column - 1, pieces.count)
    let window = Self.window(of: pieces, around: place)
    let cut = (
      before: window.lowerBound > 0 ? "…" : "",
      after: window.upperBound < pieces.count ? "…" : ""
    )
    text = cut.before + pieces[window].map { $0.text }.joined() + cut.after
    let indentation = pieces[window.lowerBound..<place].map { $0.padding }.joined()
    let underlined = pieces[place..<min(window.upperBound, place + length)]
    let tail = underlined.reduce(-1) { $0 + $1.width }
    caret =
      (cut.before.isEmpty ? "" : " ") + indentation + "^"
      + String(repeating: "~", count: max(0, tail))
  }

  /// The pieces that are shown: all of them if they fit, or those around the place.
  private static func window(of pieces: [Piece], around place: Int) -> Range<Int> {
    let width = pieces.reduce(0) { $0 + $1.width }
    guard width > cells.before + cells.after else { return 0..<pieces.count }
    var (low, high) = (place, place)
    var room = cells.before
    while low > 0, pieces[low - 1].width <= room {
      low -= 1
      room -= pieces[low].width
    }
    room = cells.after
    while high < pieces.count, pieces[high].width <= room {
      room -= pieces[high].width
      high += 1
    }
    return low..<high
  }
}

/// One scalar of a source line as it is shown.
private struct Piece {
  let text: String
  let width: Int
  /// As wide, and invisible: a tab stays a tab, so that the caret below meets it anywhere.
  let padding: String

  init(_ scalar: Unicode.Scalar) {
    let isTab = scalar == "\t"
    text = isTab ? "\t" : printable(String(scalar))
    width = scalar.isUnprintable ? (isTab ? 1 : text.unicodeScalars.count) : scalar.displayWidth
    padding = isTab ? "\t" : String(repeating: " ", count: width)
  }
}
