/// Answers as whole sentences, without signs that have to be seen.
package enum Sentence {
  /// The line as a sentence; nil if nothing is left to say.
  ///
  /// A line that is only prose may be the middle of a sentence, so it gets no full stop.
  package static func of(_ line: AnswerLine) -> String? {
    let prose = line.prose.map(spoken) ?? ""
    if line.answer.isEmpty { return prose.isEmpty ? nil : prose }
    let answer = answer(line.answer)
    return prose.isEmpty ? ended(answer) : ended("\(answer): \(prose)")
  }

  /// An answer of the closed grammar; rows and values stay as they are.
  private static func answer(_ answer: String) -> String {
    let words = answer.split(separator: " ").map(String.init)
    let rest = words.dropFirst().joined(separator: " ")
    switch words.first {
    case nil: return ""
    case "ok": return rest.isEmpty ? "Done" : "Done, \(rest)"
    case "(none)": return "None"
    case "count": return "The count is \(rest)"
    case "sum": return "The sum is \(rest)"
    case "skipped": return "Skipped"
    case "removed" where words.count == 4: return "Removed \(words[1]), \(words[3]) pinned"
    case "HELD": return "Held"
    case "WAITS": return "Waits for \(words.dropFirst().joined(separator: " and "))"
    case "error": return "Error, \(rest.replacing("-", with: " "))"
    case "ABORTED": return "Aborted, \(rest.replacing("-", with: " "))"
    case "RULE": return "Rule \(words.dropFirst().dropLast().joined()) \(verb(words.last))"
    case "ANOMALY" where words.count > 2:
      let parts = answer.split(separator: ",", maxSplits: 1)
      return "Anomaly, \(words[1].replacing("-", with: " ")), "
        + parts[0].split(separator: " ").dropFirst(2).joined(separator: " and ")
        + parts.dropFirst().map { ",\($0)" }.joined()
    case "EXPIRED" where words.count > 2:
      return "\(words[1])'s time is up, "
        + self.answer(words.dropFirst(2).joined(separator: " "))
    case "RESUMED" where words.count > 2:
      return "\(words[1]) no longer waits, "
        + self.answer(words.dropFirst(2).joined(separator: " "))
    default: return answer
    }
  }

  private static func verb(_ word: String?) -> String { word == "broken" ? "is broken" : "holds" }

  /// The prose with its columns as parts of a sentence, and its arrows as words.
  private static func spoken(_ prose: String) -> String {
    var text = ""
    var blanks = 0
    for character in prose.drop(while: { $0 == " " }) {
      if character == " " {
        blanks += 1
        continue
      }
      // Several blanks separate columns, unless a mark already ends the words before them.
      if blanks > 0 {
        text += blanks > 1 && !(text.last.map(".,:;".contains) ?? false) ? ", " : " "
      }
      text.append(character)
      blanks = 0
    }
    if blanks > 0 { text += " " }
    let arrow = text.hasPrefix("differs from ") ? " became " : " before "
    return text.replacing(" -> ", with: arrow).replacing(" ; ", with: ". ")
  }

  private static func ended(_ text: String) -> String {
    guard let last = text.last else { return text }
    return ".?!:".contains(last) ? text : text + "."
  }
}
