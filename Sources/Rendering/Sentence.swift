/// Answers as whole sentences: no signs that have to be seen.
enum Sentence {
  /// The line as a sentence; nil where nothing is left to be said.
  static func of(_ line: AnswerLine) -> String? {
    let said = [answer(line.answer), line.prose.map(spoken)].compactMap(\.self).filter {
      !$0.isEmpty
    }
    guard !said.isEmpty else { return nil }
    return ended(said.joined(separator: " "))
  }

  /// An answer of the closed grammar; rows and values stay as they are.
  private static func answer(_ answer: String) -> String {
    let words = answer.split(separator: " ").map(String.init)
    let rest = words.dropFirst().joined(separator: " ")
    switch words.first {
    case nil: return ""
    case "ok": return rest.isEmpty ? "Done." : "Done, \(rest)."
    case "(none)": return "None."
    case "count": return "The count is \(rest)."
    case "sum": return "The sum is \(rest)."
    case "skipped": return "Skipped."
    case "HELD": return "Held."
    case "WAITS": return "Waits for \(words.dropFirst().joined(separator: " and "))."
    case "error": return "Error, \(rest.replacing("-", with: " "))."
    case "ABORTED": return "Aborted, \(rest.replacing("-", with: " "))."
    case "RULE": return "Rule \(words.dropFirst().dropLast().joined()) \(verb(words.last))."
    case "ANOMALY": return "Anomaly, \(rest)."
    case "RESUMED" where words.count > 2:
      return "\(words[1]) goes on. "
        + self.answer(words.dropFirst(2).joined(separator: " "))
    default: return ended(answer)
    }
  }

  private static func verb(_ word: String?) -> String { word == "broken" ? "is broken" : "holds" }

  private static func spoken(_ prose: String) -> String {
    let words = prose.split(separator: " ").joined(separator: " ")
    let arrow = words.hasPrefix("differs from ") ? " became " : " before "
    return words.isEmpty
      ? "" : ended(words.replacing(" -> ", with: arrow).replacing(" ; ", with: ". "))
  }

  private static func ended(_ text: String) -> String {
    guard let last = text.last else { return text }
    return ".?!:".contains(last) ? text : text + "."
  }
}
