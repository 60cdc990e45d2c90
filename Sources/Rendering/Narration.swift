package import Scripting

extension Scenario.Passage {
  /// The passage as plain paragraphs, one text each, empty ones between them.
  ///
  /// Comments, which are the speaker's, and the marks of Markdown are left out; code and tables
  /// stay line by line.
  package var narration: [String] {
    var result: [String] = []
    var isOpen = false
    var isCode = false
    for line in Self.withoutComments(lines) {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("```") || text.hasPrefix("~~~") {
        isCode.toggle()
        isOpen = false
      } else if isCode {
        result.append(printable(line))
      } else if text.isEmpty || text == "---" {
        if result.last?.isEmpty == false { result.append("") }
        isOpen = false
      } else if isOpen, !Self.startsItem(text), !text.hasPrefix("|"), !text.hasPrefix("#") {
        result[result.count - 1] += " " + Self.unmarked(text)
      } else {
        result.append(Self.unmarked(text))
        isOpen = !text.hasPrefix("#") && !text.hasPrefix("|")
      }
    }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }

  private static func startsItem(_ text: Substring) -> Bool {
    text.hasPrefix("- ") || text.hasPrefix("* ") || text.prefixMatch(of: #/[0-9]+\. /#) != nil
  }

  private static func unmarked(_ text: Substring) -> String {
    let title = text.hasPrefix("#") ? text.drop { $0 == "#" }.drop { $0 == " " } : text
    let plain = title.replacing(#/\[([^\]]*)\]\([^)]*\)/#) { $0.output.1 }.replacing("**", with: "")
    return printable(String(plain))
  }

  /// The lines without `<!-- ... -->`, which may go over several of them.
  private static func withoutComments(_ lines: [String]) -> [String] {
    var isComment = false
    return lines.compactMap { line in
      if isComment || line.hasPrefix("<!--") {
        isComment = !line.contains("-->")
        return nil
      }
      return line
    }
  }
}
