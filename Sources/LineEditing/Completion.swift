import Layout

/// What Tab could type: the candidates, and how much of the typed text they replace.
package struct Completion: Equatable, Sendable {
  /// How many Unicode scalars before the cursor a candidate replaces.
  package var replaceCount: Int
  /// The possible texts in the order they are listed, free of control characters.
  package private(set) var candidates: [String]
  /// What follows an only candidate: a space, or nothing where the word may go on.
  package var suffix: String
  /// A line that is shown above the candidates, such as the form of the command; nil for none.
  package var note: String?

  /// No candidates: Tab rings the bell.
  package static let none = Completion(replaceCount: 0, candidates: [])

  /// Candidates that replace that number of scalars before the cursor; a text with control
  /// characters cannot be typed and is left out.
  package init(
    replaceCount: Int, candidates: [String], suffix: String = " ", note: String? = nil
  ) {
    self.replaceCount = replaceCount
    self.candidates = candidates.filter { printable($0) == $0 }
    self.suffix = suffix
    self.note = note
  }

  /// The text Tab puts in place of what is typed; nil when the candidates agree on nothing more.
  var replacement: String? {
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1 else { return first + suffix }
    let common = candidates.dropFirst().reduce(first) { common, candidate in
      String(zip(common, candidate).prefix { $0 == $1 }.map(\.0))
    }
    return common.unicodeScalars.count > replaceCount ? common : nil
  }

  /// The candidates in as many columns as fit, on at most `rows` rows; the rest is only counted.
  func table(columns: Int, rows: Int) -> String {
    let width = (candidates.map(cells(in:)).max() ?? 0) + 2
    let perRow = max(1, columns / width)
    let fitting = perRow * max(1, rows)
    let shown = candidates.count > fitting ? fitting - perRow : candidates.count
    var text = ""
    for (index, candidate) in candidates.prefix(shown).enumerated() {
      let endsRow = index % perRow == perRow - 1 || index == shown - 1
      let gap = String(repeating: " ", count: width - cells(in: candidate))
      text += candidate + (endsRow ? "\n" : gap)
    }
    return shown < candidates.count ? text + "... \(candidates.count - shown) more\n" : text
  }
}
