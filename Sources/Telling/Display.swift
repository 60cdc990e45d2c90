import Language
package import Layout
package import Vocabulary

/// How texts are fitted to the place where they are shown.
package struct Display: Hashable, Sendable {
  /// After how many cells keys, values, and commands are cut; nil shows them whole.
  package var limit: Int?
  /// How many cells a line has; nil if lines may have any length.
  package var columns: Int?
  /// How wide pictures and prose are, in cells.
  package var width: Int { columns ?? 76 }
  /// Whether only ASCII is drawn; texts of the user do not change.
  package var isASCII = false
  /// Whether sentences replace tables, for a screen reader.
  package var isPlain = false
  /// Whether the statements sent to a store are shown under their command.
  package var showsStatements = false

  package init() {}
}

/// The user's text as it is shown: escaped, quoted if necessary, and cut.
extension Narrator {
  package func shown(_ key: Key) -> String { fitted(quoted: key.text) }

  package func shown(_ value: Value) -> String { fitted(quoted: value.text) }

  package func shown(_ value: Value?) -> String { value.map { shown($0) } ?? "(none)" }

  /// A command, a formula, or a name, as typed.
  package func typed(_ text: String) -> String {
    guard let limit = display.limit else { return printable(text) }
    return cut(text, toCells: limit) { printable($0) } ?? printable(text)
  }

  /// The beginning of a text that need not be shown whole.
  package func brief(_ text: String, cells: Int) -> String {
    let start = text.prefix(cells: cells)
    return start.endIndex == text.endIndex ? text : start + (display.isASCII ? "..." : "…")
  }

  /// A range as users write it.
  package func written(_ range: KeyRange) -> String { range.written(fitted(quoted:)) }

  private func fitted(quoted text: String) -> String {
    guard let limit = display.limit else { return quoted(text) }
    return cut(text, toCells: limit) { quoted($0) } ?? quoted(text)
  }

  /// The beginning of a text, and how many bytes are missing; nil if the whole text takes no more
  /// room.
  private func cut(
    _ text: String, toCells limit: Int, form: (String) -> String
  ) -> String? {
    var room = limit
    guard
      let end = text.unicodeScalars.indices.first(where: { index in
        room -= displayWidth(of: printable(String(text.unicodeScalars[index])))
        return room < 0
      })
    else { return nil }
    let rest = text.utf8.distance(from: end, to: text.endIndex)
    let note = (display.isASCII ? "..." : "…") + "(+\(rest.grouped) bytes)"
    // A rest that is shorter than the note about it is shown.
    let isShort =
      rest <= note.utf8.count
      && displayWidth(of: printable(String(text.unicodeScalars[end...]))) <= displayWidth(of: note)
    return isShort ? nil : form(String(text.unicodeScalars[..<end])) + note
  }
}

extension Narrator {
  /// A table as it is shown.
  package func lines(of table: Table) -> [String] {
    display.isPlain ? table.sentences : table.lines
  }
}

extension BinaryInteger {
  /// With commas between the thousands.
  package var grouped: String {
    let digits = Array(String(self))
    return digits.indices.map { index in
      let isStart = index > 0 && (digits.count - index).isMultiple(of: 3)
      return (isStart ? "," : "") + String(digits[index])
    }.joined()
  }
}

extension KeyRange {
  /// The range as users write it, its words in that form.
  package func written(_ word: (String) -> String) -> String {
    if let key = singleKey { return word(key.text) }
    if self == .all { return "*" }
    if let prefix { return "\(word(prefix))*" }
    return "\(word(low.text))..\(high.map { word($0.text) } ?? "")"
  }
}
