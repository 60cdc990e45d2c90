package import Scripting

extension Scenario.Passage {
  /// The passage as plain paragraphs, one text each, empty ones between them.
  ///
  /// Comments, which are the speaker's, and the marks of Markdown are left out; code and tables
  /// stay line by line. A link to one of those lessons says how to play it.
  package func narration(lessons: [String] = []) -> [String] {
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
        result[result.count - 1] += " " + Self.unmarked(text, lessons)
      } else {
        result.append(Self.unmarked(text, lessons))
        isOpen = !text.hasPrefix("#") && !text.hasPrefix("|")
      }
    }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }

  private static func startsItem(_ text: Substring) -> Bool {
    text.hasPrefix("- ") || text.hasPrefix("* ") || text.prefixMatch(of: #/[0-9]+\. /#) != nil
  }

  private static func unmarked(_ text: Substring, _ lessons: [String]) -> String {
    let title = text.hasPrefix("#") ? text.drop { $0 == "#" }.drop { $0 == " " } : text
    let plain = title.replacing(#/\[([^\]]*)\]\(([a-z-]+)\.md\)/#) { link in
      let name = String(link.output.2)
      return lessons.contains(name) ? "\(link.output.1) (.lesson \(name))" : String(link.output.1)
    }.replacing(#/\[([^\]]*)\]\([^)]*\)/#) { $0.output.1 }.replacing("**", with: "")
      .replacing(#/\*(\w[^*]*\w)\*/#) { $0.output.1 }
    return printable(String(plain))
  }

  /// The lines as they stand, without comments and without blank lines at either end.
  package var withoutComments: [String] {
    let lines = Self.withoutComments(lines).drop { $0.allSatisfy(\.isWhitespace) }
    let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) }
    return last.map { lines.prefix(through: $0).map(printableLine) } ?? []
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
