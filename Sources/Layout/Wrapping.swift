/// A text broken between words into rows of that number of cells.
///
/// The first row has `first` cells if that is given, and begins with `start`; every other begins
/// with the continuation. A word that is longer than a row stands out, or with `breaksWords` is
/// broken too. There are at most `most` rows; if that is too few, the last one stands out.
package func broken(
  _ text: some StringProtocol, to room: Int, first: Int? = nil, start: String = "",
  _ continuation: String = "", breaksWords: Bool = false, most: Int = .max
) -> [String] {
  broken(
    words: text.split(separator: " ", omittingEmptySubsequences: false), to: room, first: first,
    start: start, continuation, breaksWords: breaksWords, most: most)
}

/// The same of words, a blank between two of them, that may hold blanks of their own.
package func broken(
  words: [some StringProtocol], to room: Int, first: Int? = nil, start: String = "",
  _ continuation: String = "", breaksWords: Bool = false, most: Int = .max
) -> [String] {
  var wrapping = Wrapping(room: room, continuation: continuation, most: most)
  (wrapping.row, wrapping.width) = (start, displayWidth(of: start))
  wrapping.limit = most == 1 ? .max : first ?? room
  for word in words { wrapping.add(word, breaksWords: breaksWords) }
  return wrapping.rows + [wrapping.row]
}

/// Rows that are full, and the one that words are added to.
private struct Wrapping {
  let room: Int
  let continuation: String
  let most: Int
  var rows: [String] = []
  var row = ""
  /// The cells of the row, and how many it may have.
  var (width, limit) = (0, 0)
  /// Whether a word has been added to the row, and whether one that is not empty.
  private var (hasWords, hasText) = (false, false)

  init(room: Int, continuation: String, most: Int) {
    (self.room, self.continuation, self.most) = (room, continuation, most)
  }

  mutating func add(_ word: some StringProtocol, breaksWords: Bool) {
    let cells = displayWidth(of: word)
    if width + (hasWords ? 1 : 0) + cells > limit {
      let inNext = displayWidth(of: continuation) + cells
      if breaksWords, inNext > room { return fill(with: word) }
      if hasText || width + cells > inNext {
        close()
        if word.isEmpty { return }
      }
    }
    if hasWords { put(" ", cells: 1) }
    put(word, cells: cells)
    hasText = hasText || !word.isEmpty
  }

  /// Adds a word scalar by scalar.
  private mutating func fill(with word: some StringProtocol) {
    if hasWords { put(" ", cells: 1) }
    for scalar in word.unicodeScalars {
      if hasText, width + scalar.displayWidth > limit { close() }
      put(String(scalar), cells: scalar.displayWidth)
      hasText = true
    }
  }

  private mutating func put(_ text: some StringProtocol, cells: Int) {
    row += text
    width += cells
    hasWords = true
  }

  private mutating func close() {
    rows.append(row.withoutBlanksAtEnd)
    (row, width) = (continuation, displayWidth(of: continuation))
    limit = rows.count == most - 1 ? .max : room
    (hasWords, hasText) = (false, false)
  }
}
