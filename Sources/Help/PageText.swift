/// The parts of a Markdown file that is a page of the help.
///
/// A line of the file is a line on the screen. What follows `See also:` is links.
struct PageText: Sendable {
  /// The heading.
  private(set) var title = ""
  /// The comments `<!-- key: value -->`.
  private(set) var head: [String: String] = [:]
  /// The paragraphs, and the blocks of plain text between them.
  private(set) var prose: [String] = []
  /// The block that shows a terminal and is not replayed.
  private(set) var console: [String] = []
  /// The texts of the links, in their order.
  private(set) var links: [String] = []
  /// Whether the line above is of a paragraph, and whether a blank line follows it.
  private var paragraph = (isAbove: false, hasEnded: false)

  init(_ markdown: String) {
    var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() { read(line, before: &lines) }
  }

  private mutating func read(_ line: Substring, before rest: inout ArraySlice<Substring>) {
    if line.hasPrefix("# ") {
      title = Self.shown(line.dropFirst(2))
    } else if let key = Self.key(of: line) {
      var comment = String(line)
      while !comment.hasSuffix("-->"), let next = rest.popFirst() { comment += " \(next)" }
      head[key] = String(comment.dropFirst("<!-- \(key): ".count).dropLast(" -->".count))
    } else if line.hasPrefix("```") {
      readBlock(line, before: &rest)
    } else if line.hasPrefix("See also: ") {
      links = Self.links(in: ([line] + rest).joined(separator: " "))
      rest = []
    } else if line.isEmpty {
      paragraph.hasEnded = true
    } else {
      if paragraph.isAbove, paragraph.hasEnded { prose.append("") }
      prose.append(Self.shown(line))
      paragraph = (true, false)
    }
  }

  /// Keeps the block as it stands; one of commands is the example's.
  private mutating func readBlock(_ fence: Substring, before rest: inout ArraySlice<Substring>) {
    let marks = fence.prefix { $0 == "`" }
    let lines = rest.prefix { $0 != marks }
    rest = rest.dropFirst(lines.count + 1)
    switch fence.dropFirst(marks.count) {
    case "isolab": break
    case "console":
      console = lines.flatMap { line in
        Self.key(of: line) == "list"
          ? Generated.list(String(line.dropFirst("<!-- list: ".count).dropLast(" -->".count)))
          : [String(line)]
      }
    default: prose += lines.map(String.init)
    }
    paragraph = (false, false)
  }

  private static func key(of line: Substring) -> String? {
    guard line.hasPrefix("<!-- ") else { return nil }
    let comment = line.dropFirst("<!-- ".count)
    let key = comment.prefix { $0.isLetter }
    return comment.dropFirst(key.count).first == ":" ? String(key) : nil
  }

  private static func links(in line: String) -> [String] {
    var links: [String] = []
    var rest = line[...]
    while let start = rest.firstIndex(of: "["), let end = rest[start...].firstIndex(of: "]") {
      links.append(String(rest[start..<end].dropFirst()))
      rest = rest[end...]
    }
    return links
  }

  /// The line without marks of code; the word before a comment is replaced by what that names.
  private static func shown(_ line: Substring) -> String {
    var text = ""
    var rest = line
    while let start = rest.firstRange(of: "<!-- "), let end = rest.firstRange(of: " -->"),
      let words = Generated.words(rest[start.upperBound..<end.lowerBound])
    {
      let before = rest[..<start.lowerBound]
      text += (before.lastIndex(of: " ").map { before[...$0] } ?? "") + words
      rest = rest[end.upperBound...]
    }
    return (text + rest).filter { $0 != "`" }
  }
}
