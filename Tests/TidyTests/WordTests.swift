import Testing

/// How sentences are written, as far as a program can see it: docs/hacking.md has the rules and the
/// phrases that are refused.
@Suite struct WordTests {
  /// What a person can meet.
  private static let files = Tree.pages + Tree.lessons + Tree.helpPages + Tree.sources

  /// The phrases by their first words.
  private static let phrases = Dictionary(
    grouping: Phrase.refused(by: Tree.file("docs/hacking.md")), by: \.first)

  @Test func thereArePhrases() { #expect(Self.phrases.count > 30) }

  @Test(arguments: files) func isPlainEnglish(file: Tree.File) {
    for passage in file.passages {
      for fault in Self.faults(in: passage) {
        Issue.record("\(file):\(fault.line): \"\(fault.phrase)\" (docs/hacking.md)")
      }
    }
  }

  private static func faults(in passage: Passage) -> [(line: Int, phrase: String)] {
    var result: [(line: Int, phrase: String)] = []
    for start in passage.words.indices {
      let rest = passage.words[start...]
      result += phrases[rest[start].text, default: []].filter { $0.matches(rest) }
        .map { (rest[start].line, $0.text) }
    }
    for sentence in passage.sentences where sentence.isRelativeClause(in: passage.kind) {
      result.append((sentence[sentence.startIndex].line, sentence.prefix(6).text))
    }
    return result
  }

  /// The test itself: it finds what was wrong once, and nothing where all is well.
  @Test(arguments: [
    "The class is *told* so.", "It is so, lest a line be lost.", "of which nobody knows it",
    "From how many clients on, tells `isolab simulate contention`.",
    "Who can only be aborted any more is doomed.", "What is thrown is a mistake.",
    "The step, and what the exploration of it came to.",
  ]) func whatWasWrongIsFound(text: String) {
    var passage = Passage(.prose)
    passage.add(text, line: 1)
    #expect(!Self.faults(in: passage).isEmpty)
  }

  @Test(arguments: [
    "Who waits for whom?", "Play `needless-abort`.", "Open needless-abort.",
    "Of which transaction is this a copy? The reader knows it.", "It is at least told.",
  ]) func whatIsWellIsLeftAlone(text: String) {
    var passage = Passage(.prose)
    passage.add(text, line: 1)
    #expect(Self.faults(in: passage).isEmpty)
  }
}

/// Words in a row; `...` stands for at most seven others, within a sentence.
private struct Phrase {
  let text: String
  private let words: [String]

  init(_ text: some StringProtocol) {
    var passage = Passage(.prose)
    let words = text.split(separator: " ").map { $0 == "..." ? "_" : $0 }
    passage.add(words.joined(separator: " "), line: 0)
    (self.text, self.words) = (String(text), passage.words.map(\.text))
  }

  var first: String { words[0] }

  /// The first column of the table in that page: code, with commas between.
  static func refused(by page: Tree.File?) -> [Phrase] {
    let lines = page?.lines ?? []
    let heads = lines.firstIndex(of: "| refused | instead |")
    return lines[(heads ?? lines.endIndex)...].prefix { $0.hasPrefix("|") }.dropFirst(2)
      .flatMap { row in
        let cell = row.split(separator: "|").first ?? ""
        return cell.split(separator: "`").enumerated()
          .filter { !$0.offset.isMultiple(of: 2) }.map { Phrase($0.element) }
      }
  }

  func matches(_ text: ArraySlice<Passage.Word>) -> Bool {
    Self.matches(words[...], text)
  }

  private static func matches(_ words: ArraySlice<String>, _ text: ArraySlice<Passage.Word>)
    -> Bool
  {
    guard let word = words.first else { return true }
    let others = words.dropFirst()
    if word == "_" {
      let sentence = text.prefix { $0.end == nil }.count
      return (0...min(7, sentence)).contains { matches(others, text.dropFirst($0)) }
    }
    guard let first = text.first, first.text == word else { return false }
    return others.isEmpty || first.end == nil && matches(others, text.dropFirst())
  }
}

extension ArraySlice<Passage.Word> {
  fileprivate var text: String { map(\.text).joined(separator: " ") }

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "has", "have", "can", "cannot", "must", "may", "goes", "makes",
    "leads", "remains", "means", "counts", "needs", "shows", "will", "stays",
    "keeps", "comes", "follows", "gets", "becomes",
  ]

  /// Where a clause or a part of it ends.
  private static let joints: Set<String> = [
    "that", "which", "who", "if", "where", "when", "because", "and", "or", "as", "whether", "how",
    "while", "than",
  ]

  /// Whether the sentence has a bare "who" or "what" as its subject.
  ///
  /// A comment may say what a declaration is without a verb of its own: `What others may not do.`
  fileprivate func isRelativeClause(in kind: Passage.Kind) -> Bool {
    guard let first, first.isCapital, last?.end != "?" else { return false }
    switch first.text {
    case "who", "whoever", "whose", "whom", "whomever": return true
    case "what" where last?.end == ".":
      let clause = prefix { !Self.joints.contains($0.text) && $0.text != "_" }
      return kind != .comment || clause.count { Self.verbs.contains($0.text) } > 1
    default: return false
    }
  }
}
