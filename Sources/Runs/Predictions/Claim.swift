import Telling
package import Vocabulary

/// A prediction that can be compared with an answer.
package indirect enum Claim: Hashable, Sendable {
  /// What becomes of the command: `ok`, `waits alice`, `aborted deadlock`; of a session that was
  /// named, or else of the one in the question.
  case outcome([String], of: SessionName?)
  /// Nobody is aborted or waits; with a word, nobody has that outcome.
  case nobody(String?)
  /// It waits, is waited for, goes on or is aborted.
  case session(SessionName)
  /// These rows, values, or numbers.
  case found([String])
  /// An anomaly or a rule, as its line says it.
  case line([String])
  case not(Claim)

  /// Whether it is about what the next command does, rather than about what is found in the end.
  package var isAboutNext: Bool {
    switch self {
    case .outcome, .nobody, .not: true
    case .session, .found, .line: false
    }
  }

  /// Whether it is right, as far as one of the commands in question decides it; nil if a later one
  /// does.
  package func verdict(
    on outcomes: Outcomes, asked: Asked, isFirst: Bool, isLast: Bool
  ) -> Bool? {
    guard isFirst || !isAboutNext else { return nil }
    let isRight = fits(outcomes, asked: asked)
    let isFound = outcomes.answers.contains { !$0.hasPrefix("RESUMED ") && Self.isFound($0) }
    return isRight || isLast || isFound || isAboutNext ? isRight : nil
  }

  /// Whether it is what the answer says.
  package func fits(_ outcomes: Outcomes, asked: Asked) -> Bool {
    let answers = outcomes.answers
    switch self {
    case .outcome(let words, let name):
      let heard = name.map { outcomes.heard(of: $0) ?? [] } ?? outcomes.heard(asked)
      guard words == ["ok"] else { return heard.contains { Self.says(words, $0) } }
      return heard.first == "ok" && !heard.contains(where: Self.isHalt)
    case .nobody(let word):
      return !answers.contains { word.map($0.lowercased().contains) ?? Self.isHalt($0) }
    case .session(let name):
      let word = name.text.lowercased()
      let own = name == outcomes.session ? answers.first : nil
      return own.map(Self.isHalt) == true || answers.contains { Self.names(word, $0) }
    case .found(let words): return answers.contains { Self.shows(words, $0) }
    case .line(let words): return answers.contains { Self.says(words, $0) }
    case .not(let claim): return !claim.fits(outcomes, asked: asked)
    }
  }

  /// Whether the answer of a command is of the kind that decides what is found: rows or a number.
  static func isFound(_ answer: String) -> Bool {
    let first = withoutName(answer).split(separator: " ").first ?? ""
    return ["(none)", "count", "sum", "removed"].contains(first) || first.contains("=")
  }

  private static func isHalt(_ answer: String) -> Bool {
    answer.contains("ABORTED") || answer.contains("WAITS")
  }

  private static func names(_ word: String, _ answer: String) -> Bool {
    let parts = Self.parts(answer)
    switch parts.first {
    case "waits": return parts.dropFirst().contains(word)
    case "resumed", "expired": return parts.dropFirst().first == word
    default: return false
    }
  }

  /// Whether an answer, or a shorter form of it, is what was said; an abort may be named by its
  /// kind alone, and some of those that are waited for are enough.
  private static func says(_ said: [String], _ answer: String) -> Bool {
    // A verdict that is not known yet is not compared.
    let words = answer.contains(",") ? said : Array(said.prefix { $0 != "needed" && $0 != "not" })
    let forms = [answer, withoutName(answer)].flatMap { AnswerLine.forms(of: $0) }.map(parts)
    if forms.contains(words) { return true }
    let whole = parts(withoutName(answer))
    switch whole.first {
    case "aborted", "anomaly":
      return forms.contains { $0.dropFirst().elementsEqual(words) }
        || words.joined(separator: "-") == whole.dropFirst().first
        || words == Array(whole.prefix(1)) + whole.dropFirst(2)
    case "waits": return words.first == "waits" && Set(words).isSubset(of: whole)
    case "rule":
      return words == whole || [whole.suffix(1), whole.suffix(2)].contains(words[...])
        || words.count == 2 && words.first == whole.first && words.last == whole.last
    default: return false
    }
  }

  /// Whether the answer shows these rows, or values in the order of the rows, or this number.
  static func shows(_ said: [String], _ answer: String) -> Bool {
    let parts = parts(withoutName(answer))
    // Rows may be named in any order; values alone cannot.
    if said == parts || said.allSatisfy({ pair($0) != nil }) && said.sorted() == parts.sorted() {
      return true
    }
    switch parts.first {
    case "count", "sum":
      return said == parts.suffix(1) || said == ["(none)"] && parts.last == "0"
    case "removed": return said == [parts[1]]
    default: break
    }
    // A value with blanks in it is one value where there is one row.
    let rows = parts.count { $0.contains("=") } == 1 ? [parts.joined(separator: " ")] : parts
    let pairs = rows.compactMap(pair)
    guard pairs.count == rows.count, !rows.isEmpty else { return false }
    let values = pairs.map { words(of: $0.value) }
    if said == values.flatMap({ $0 }) { return true }
    if said == zip(pairs, values).flatMap({ [$0.key] + $1 }) { return true }
    return said.count == rows.count
      && zip(said, pairs).allSatisfy { $0 == $1.value || $0 == "\($1.key)=\($1.value)" }
  }

  /// The key and the value of a row; nil if it is none.
  static func pair(_ row: String) -> (key: String, value: String)? {
    guard let sign = row.firstIndex(of: "="), sign > row.startIndex else { return nil }
    return (String(row[..<sign]), String(row[sign...].dropFirst()))
  }

  private static func words(of value: String) -> [String] {
    value.split(separator: " ").map(String.init)
  }

  /// The answer of a command that had waited, or expired, without whose it is.
  package static func withoutName(_ answer: String) -> String {
    let words = answer.split(separator: " ", maxSplits: 2)
    return words.count > 2 && ["RESUMED", "EXPIRED"].contains(words[0])
      ? String(words[2]) : answer
  }

  /// The words of an answer as they are compared.
  static func parts(_ answer: String) -> [String] {
    answer.lowercased().filter { $0 != "\"" }.split { " ,".contains($0) }.map(String.init)
  }
}
