package import Vocabulary

/// What a database calls the counterpart of a mode, such as `REPEATABLE READ`.
package struct LevelName: Hashable, Sendable {
  package let text: String
  package let mode: IsolationMode

  package init(_ text: String, _ mode: IsolationMode) { (self.text, self.mode) = (text, mode) }
}

extension RawCommand {
  /// The words that modes follow.
  private static let words = ["BEGIN", ".mode", ".rerun", ".compare", ".explore"]

  /// The command with isolab's names of modes instead of those of a database; nil: it has none.
  ///
  /// `BEGIN IMMEDIATE` is understood where a level is called so.
  func translated(from levels: [LevelName]) -> [Unicode.Scalar]? {
    guard !levels.isEmpty, let word = Words.spelled(String(scalars: head))?.name,
      Self.words.contains(word)
    else { return nil }
    var names = levels.map { (text: Array($0.text.lowercased().unicodeScalars), mode: $0.mode) }
    if word == "BEGIN" {
      let begin = Array("begin ".unicodeScalars)
      names += names.filter { $0.text.starts(with: begin) }
        .map { (Array($0.text.dropFirst(begin.count)), $0.mode) }
    }
    names.sort { $0.text.count > $1.text.count }
    var (translated, left) = (Array(head), rest)
    while let known = names.first(where: { left.begins(with: $0.text) }) {
      translated += " \(known.mode.name)".unicodeScalars
      left = left.dropFirst(known.text.count).trimmed
    }
    guard left.count < rest.count else { return nil }
    return translated + (left.isEmpty ? [] : [" "]) + left
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether the words come first, in any case.
  fileprivate func begins(with words: [Unicode.Scalar]) -> Bool {
    let start = prefix(words.count)
    return String(scalars: start).lowercased() == String(scalars: words[...])
      && dropFirst(words.count).first?.isBlank ?? true
  }
}
