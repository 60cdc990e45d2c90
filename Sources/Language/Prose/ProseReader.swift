/// Reads lines of Markdown into blocks, each line once.
struct ProseReader {
  private let lines: ArraySlice<String>
  /// The index of the line that comes next.
  private var index: Int
  private(set) var blocks: [ProseBlock] = []
  /// Whether an item with a number is being read.
  private var isNumbered = false

  /// Reads lines of a file; their indices are one less than their numbers.
  init(_ lines: ArraySlice<String>) {
    self.lines = lines
    index = lines.startIndex
    while index < lines.endIndex { readBlock() }
  }

  private mutating func readBlock() {
    let first = index
    index += 1
    isNumbered = false
    let kind: ProseBlock.Kind
    var tag: ModeTag?
    switch start(of: lines[first]) {
    case .blank: return
    case .pause: kind = .pause
    case .heading(let level, let text): kind = .heading(level: level, Inline.pieces(of: text))
    case .question(let text): kind = .question(paragraph(from: text))
    case .item(let indent, let marker, let text):
      isNumbered = marker.last == "."
      tag = text.hasPrefix("[") ? ModeTag(prose: lines[first]) : nil
      kind = .item(indent: indent, marker: marker, paragraph(from: tag?.text ?? text))
    case .text(let text):
      tag = text.hasPrefix("[") ? ModeTag(prose: lines[first]) : nil
      kind = .paragraph(paragraph(from: tag?.text ?? text))
    case .comment: kind = .comment(note: note())
    case .fence(let fence): kind = .code(code(in: fence), fence)
    case .row:
      while index < lines.endIndex, case .row = start(of: lines[index]) { index += 1 }
      kind = .table(table(lines[first..<index]))
    }
    blocks.append(ProseBlock(kind, lines: (first + 1)..<(index + 1), modes: tag?.modes))
  }

  // MARK: How lines begin

  /// What a line begins.
  private enum Start {
    case blank, pause, comment, row
    case heading(level: Int, String)
    case fence(Fence)
    case item(indent: Int, marker: String, String)
    case question(String)
    /// A paragraph, or that what came before goes on.
    case text(String)
  }

  /// What a line begins; `goesOn` says that it stands directly below a line of text.
  private func start(of line: String, goesOn: Bool = false) -> Start {
    let text = line.drop { $0 == " " }
    switch text.first {
    case nil: return .blank
    case "<" where line.hasPrefix("<!--"): return .comment
    case "|": return .row
    case "-" where text == "---": return .pause
    case "*" where text.hasPrefix("**Predict:**"): return .question(String(text))
    default:
      if let fence = Fence(line) { return .fence(fence) }
      if text.allSatisfy({ $0.isWhitespace }) { return .blank }
    }
    let mark = text.prefix { $0 != " " }
    let rest = text.dropFirst(mark.count).drop { $0 == " " }
    if mark.count <= 6, mark.allSatisfy({ $0 == "#" }) {
      return .heading(level: mark.count, String(rest))
    }
    guard mark.endIndex < text.endIndex, isMarker(mark, goesOn: goesOn) else {
      return .text(String(text))
    }
    return .item(indent: line.count - text.count, marker: String(mark), String(rest))
  }

  /// Whether it begins an item: `-`, `*`, or a number with a point.
  ///
  /// In the middle of a text a line may happen to begin with `1997. `, so there only the number 1
  /// does, and behind an item with a number the next one (CommonMark 0.31, section 5.3).
  private func isMarker(_ mark: Substring, goesOn: Bool) -> Bool {
    if mark == "-" || mark == "*" { return true }
    let digits = mark.unicodeScalars.dropLast()
    guard mark.last == ".", !digits.isEmpty, digits.allSatisfy({ $0.isASCIIDigit }) else {
      return false
    }
    return !goesOn || isNumbered || mark == "1."
  }

  // MARK: What goes over several lines

  /// A text, and the lines that go on with it.
  private mutating func paragraph(from text: String) -> [Inline] {
    var text = text
    while index < lines.endIndex, case .text(let more) = start(of: lines[index], goesOn: true) {
      text += " " + more
      index += 1
    }
    return Inline.pieces(of: text)
  }

  /// What a comment says, if it is a note.
  ///
  /// Commands are never part of one, or they would be swallowed without a word.
  private mutating func note() -> String? {
    let first = index - 1
    while !lines[index - 1].contains("-->"), index < lines.endIndex,
      Fence(lines[index])?.holdsCommands != true
    { index += 1 }
    let text = lines[first..<index].joined(separator: " ")
    guard let end = text.firstRange(of: "-->") else { return nil }
    let words = text[..<end.lowerBound].dropFirst(4).split(separator: " ").joined(separator: " ")
    guard words.lowercased().hasPrefix("note:") else { return nil }
    return String(words.dropFirst(5).drop { $0 == " " })
  }

  /// The lines up to the one that closes the fence, or up to the end.
  private mutating func code(in fence: Fence) -> [String] {
    let end = lines[index...].firstIndex(where: fence.isClosed(by:))
    defer { index = end.map { $0 + 1 } ?? lines.endIndex }
    return Array(lines[index..<(end ?? lines.endIndex)])
  }

  /// The rows of a table without the second one, which divides the heading from the others.
  private func table(_ rows: ArraySlice<String>) -> [[[Inline]]] {
    let isDivided = rows.dropFirst().first?.allSatisfy { "|-: ".contains($0) } ?? false
    return (rows.prefix(1) + rows.dropFirst(isDivided ? 2 : 1)).map(cells)
  }

  /// The text between the bars of a row; `\|` is a bar in a cell.
  private func cells(of row: String) -> [[Inline]] {
    var cells: [[Unicode.Scalar]] = [[]]
    for scalar in Array(row.unicodeScalars)[...].trimmed.dropFirst() {
      let isEscaped = cells[cells.count - 1].last == "\\"
      if scalar == "|", !isEscaped {
        cells.append([])
      } else {
        if scalar == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(scalar)
      }
    }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells.map { Inline.pieces(of: String(scalars: $0[...].trimmed)) }
  }
}
