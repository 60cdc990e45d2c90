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
    let bare = withoutLinks(MarkedLine(title), lessons).replacing("**", with: "")
    return printable(withoutEmphasis(MarkedLine(bare)))
  }

  /// The line with the texts of its links; of a link to a lesson also how to play it.
  private static func withoutLinks(_ line: MarkedLine, _ lessons: [String]) -> String {
    line.replacing { piece in
      guard case .link(let place) = piece.kind else { return nil }
      let text = line.text(piece.content)
      let target = line.text(place)
      let name = String(target.dropLast(3))
      return target.hasSuffix(".md") && lessons.contains(name) ? "\(text) (.lesson \(name))" : text
    }
  }

  /// The line without the stars around words, single letters and ends of sentences left alone.
  private static func withoutEmphasis(_ line: MarkedLine) -> String {
    line.replacing { piece in
      guard piece.kind == .emphasis, piece.content.count > 1,
        line.characters[piece.content.upperBound - 1].isOfWord
      else { return nil }
      return line.text(piece.content)
    }
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
