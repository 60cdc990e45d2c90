/// Where the commands of a scenario file stand, and what it is called.
struct Blocks {
  /// A stretch of lines that holds commands and answers.
  struct Block {
    /// How many blanks may stand before column 0, because its fence is indented.
    let indentation: Int
    /// Indices into the lines of the file.
    let lines: Range<Int>
  }

  private(set) var blocks: [Block] = []
  /// The text between the blocks, in order.
  private(set) var passages: [Scenario.Passage] = []
  /// The text of the first heading or comment; nil if there is none.
  private(set) var title: String?

  init(of source: Scenario.Source) throws(FileError) {
    if Self.isMarkdown(source) {
      try readMarkdown(source)
    } else {
      readPlain(source)
    }
  }

  private static func isMarkdown(_ source: Scenario.Source) -> Bool {
    let name = source.file.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".markdown")
      || source.lines.contains { Fence($0)?.holdsCommands == true }
  }

  /// The whole file is one block; its first comment with words is the title.
  private mutating func readPlain(_ source: Scenario.Source) {
    blocks = [Block(indentation: 0, lines: source.lines.indices)]
    for line in source.lines where line.unicodeScalars.first == "#" && !line.hasPrefix("#!") {
      offerTitle(line)
    }
  }

  /// Takes the text after the hashes, if it is the first.
  private mutating func offerTitle(_ line: String) {
    let text = Array(line.unicodeScalars.drop { $0 == "#" })[...].trimmed
    if title == nil, !text.isEmpty { title = String(scalars: text) }
  }

  private mutating func readMarkdown(_ source: Scenario.Source) throws(FileError) {
    var index = 0
    var start = 0
    while index < source.lines.count {
      let line = source.lines[index]
      if let fence = Fence(line) {
        let end = try readBlock(fence, at: index, of: source)
        if fence.holdsCommands {
          addPassage(source.lines[start..<index])
          start = end + 1
        }
        index = end
      } else if line.hasPrefix("# ") {
        offerTitle(line)
      }
      index += 1
    }
    addPassage(source.lines[start...])
    guard !blocks.isEmpty else { throw FileError(file: source.file, line: 1, .noBlock) }
  }

  private mutating func addPassage(_ lines: ArraySlice<String>) {
    guard !lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else { return }
    passages.append(Scenario.Passage(line: lines.startIndex + 1, lines: Array(lines)))
  }

  /// Where the fence is closed.
  ///
  /// Other blocks than ours must be closed too, or they would swallow commands without a word.
  private mutating func readBlock(
    _ fence: Fence, at index: Int, of source: Scenario.Source
  ) throws(FileError) -> Int {
    let first = index + 1
    guard let end = source.lines[first...].firstIndex(where: fence.isClosed(by:)) else {
      let line = source.lines[index]
      throw FileError(
        file: source.file, line: index + 1, column: fence.indentation + 1,
        length: line.unicodeScalars.count - fence.indentation,
        .unclosedBlock(fence.marks), sourceLine: line)
    }
    if fence.holdsCommands {
      blocks.append(Block(indentation: fence.indentation, lines: first..<end))
    }
    return end
  }
}
