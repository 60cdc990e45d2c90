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
    let text = Array(line.unicodeScalars.drop { $0 == " " }.drop { $0 == "#" })[...].trimmed
    if title == nil, !text.isEmpty { title = String(scalars: text) }
  }

  /// Other blocks of code than ours must be closed too, or they would swallow commands without a
  /// word.
  private mutating func readMarkdown(_ source: Scenario.Source) throws(FileError) {
    var start = source.lines.startIndex
    var prose: [ProseBlock] = []
    for block in ProseBlock.read(source.lines[...]) {
      let index = block.lines.lowerBound - 1
      if block.isTitle { offerTitle(source.lines[index]) }
      guard case .code(let code, let fence?) = block.kind else {
        prose.append(block)
        continue
      }
      let end = index + 1 + code.count
      guard end < source.lines.endIndex else {
        let line = source.lines[index]
        throw FileError(
          file: source.file, line: index + 1, column: fence.indentation + 1,
          length: line.unicodeScalars.count - fence.indentation,
          .unclosedBlock(fence.marks), sourceLine: line)
      }
      guard fence.holdsCommands else {
        prose.append(block)
        continue
      }
      addPassage(source.lines[start..<index], prose)
      (start, prose) = (end + 1, [])
      blocks.append(Block(indentation: fence.indentation, lines: (index + 1)..<end))
    }
    addPassage(source.lines[start...], prose)
    guard !blocks.isEmpty else { throw FileError(file: source.file, line: 1, .noBlock) }
    try checkTags(in: source)
  }

  /// A name in a tag of the prose has to be that of a mode.
  private func checkTags(in source: Scenario.Source) throws(FileError) {
    for block in passages.flatMap({ $0.blocks }) where block.modes != nil {
      let number = block.lines.lowerBound
      let line = source.lines[number - 1]
      guard let fault = ModeTag(prose: line)?.fault else { continue }
      throw FileError(
        file: source.file, line: number, column: fault.place.lowerBound + 1,
        length: fault.place.count, fault.problem, sourceLine: line)
    }
  }

  private mutating func addPassage(_ lines: ArraySlice<String>, _ prose: [ProseBlock]) {
    guard !lines.allSatisfy({ $0.allSatisfy({ $0.isWhitespace }) }) else { return }
    passages.append(Scenario.Passage(lines, prose))
  }
}
