import Engine
import Language
import Runs
import Sessions
import Vocabulary

/// The keys there are.
extension Workspace {
  /// Those that begin with what is typed, as `quoted` prints them; at most that number.
  func keys(
    at place: Place, before suffix: String, above low: Key? = nil, except taken: Set<Key> = []
  ) -> [Candidate] {
    let most = 1_000
    let text = KeyText(place.typed)
    var written: [String] = []
    for key in lab.runner.database.keys(in: .prefix(text.content)) {
      guard written.count < most else { break }
      guard low.map({ $0 < key }) ?? true, !taken.contains(key) else { continue }
      if let key = text.written(key) { written.append(key) }
    }
    return written.map { Candidate(text: $0, suffix: suffix, proof: written.last) }
  }

  /// Keys where a range can stand; what is typed whole may go on as one, unless Tab comes again.
  ///
  /// A key that would be taken for the keyword, given in small letters, is put in quotes.
  func ranges(
    at place: Place, before suffix: String, unlike keyword: String? = nil
  ) -> [Candidate] {
    keys(at: place, before: suffix).map { candidate in
      let text = candidate.text
      return Candidate(
        text: text.lowercased() == keyword ? "\"\(text)\"" : text,
        suffix: Key(text) == Key(place.typed) ? suffix : "", proof: candidate.proof)
    }
  }
}

extension Key {
  /// The key that is written so in the language.
  fileprivate init?(written text: String) {
    guard case .command(.get(let key, _, _)) = Reading("GET \(text)").statement?.body else {
      return nil
    }
    self = key
  }
}

/// What is typed of a key, perhaps in quotes that are still open.
private struct KeyText {
  /// What the key begins with.
  let content: String
  /// How it must be written; empty where the content says all.
  let literal: String
  private let isQuoted: Bool

  init(_ typed: String) {
    isQuoted = typed.unicodeScalars.first == "\""
    if let text = isQuoted ? Self.read(typed) : typed {
      (content, literal) = (text, "")
    } else {
      // An escape is half typed.
      let start = typed.unicodeScalars.lastIndex(of: "\\") ?? typed.unicodeScalars.endIndex
      content = Self.read(String(scalars: typed.unicodeScalars[..<start])) ?? ""
      literal = typed
    }
  }

  /// The content of an open quote; nil if it cannot be read.
  private static func read(_ typed: String) -> String? { Key(written: typed + "\"")?.text }

  /// A key in quotes where quotes are typed or needed; nil if it is not what is typed.
  func written(_ key: Key) -> String? {
    let text = isQuoted && isBareWord(key.text) ? "\"\(key.text)\"" : quoted(key.text)
    return text.unicodeScalars.starts(with: literal.unicodeScalars) ? text : nil
  }
}
