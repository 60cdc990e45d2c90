import Vocabulary

extension Scenario {
  /// Reads a scenario file, Markdown or plain.
  ///
  /// A command that is not in the language is no error here: it is kept in its entry, because a
  /// lesson may record `error syntax` as its answer.
  ///
  /// - Throws: A `FileError` for the first thing that makes the file no scenario.
  package static func read(bytes: [UInt8], file: String) throws(FileError) -> Scenario {
    try Scenario(Source(bytes: bytes, file: file))
  }

  /// Reads a source.
  ///
  /// - Throws: A `FileError` for the first thing that makes the file no scenario.
  package init(_ source: Source) throws(FileError) {
    let blocks = try Blocks(of: source)
    var reader = EntryReader(source: source, blocks.blocks)
    for block in blocks.blocks { try reader.read(block) }
    self.init(
      file: source.file, title: blocks.title, entries: reader.entries,
      passages: blocks.passages)
  }
}

extension Scenario {
  /// The same where modes may be called as a database calls them.
  package func understood(with levels: [LevelName]) -> Scenario {
    guard !levels.isEmpty else { return self }
    let entries = entries.map { entry in
      let statement: Result<Statement, ScriptError>
      do throws(ScriptError) {
        guard let parsed = try Statement.parse(line: entry.text, levels: levels) else {
          return entry
        }
        statement = .success(parsed)
      } catch {
        // Other errors already know the sessions of the file.
        guard case .unknownLevel = error.problem else { return entry }
        statement = .failure(error)
      }
      return Entry(
        line: entry.line, text: entry.text, indentation: entry.indentation,
        statement: statement, answers: entry.answers)
    }
    return Scenario(file: file, title: title, entries: entries, passages: passages)
  }
}

/// Collects the entries of one file, block by block.
private struct EntryReader {
  let source: Scenario.Source
  private(set) var entries: [Scenario.Entry] = []
  /// The sessions seen so far; a lab starts with these two.
  private var sessions: [SessionName] = ["alice", "bob"]

  init(source: Scenario.Source, _ blocks: [Blocks.Block]) {
    self.source = source
    // Entries are large: growing would copy them, and twice the memory would be touched.
    entries.reserveCapacity(
      blocks.reduce(0) { $0 + source.lines[$1.lines].count { $0.mayBeCommand } })
  }

  mutating func read(_ block: Blocks.Block) throws(FileError) {
    let entriesAbove = entries.count
    for index in block.lines {
      let line = ScenarioLine(source.lines[index], indentation: block.indentation)
      switch line.kind {
      case .blank, .comment: continue
      case .command: readCommand(line, number: index + 1, in: block)
      case .oneBlankIn: throw error(.indentedCommand, line, number: index + 1)
      case .answer:
        let answer = try RecordedAnswer(line, number: index + 1, file: source.file)
        guard let last = entries.indices.last, last >= entriesAbove else {
          throw error(.answerWithoutCommand, line, number: index + 1)
        }
        entries[last].answers.append(answer)
      }
    }
  }

  private mutating func readCommand(_ line: ScenarioLine, number: Int, in block: Blocks.Block) {
    let statement: Result<Statement, ScriptError>
    do throws(ScriptError) {
      guard let parsed = try Statement.parse(line: line.text, sessions: sessions) else { return }
      statement = .success(parsed)
      sessions += [parsed.session, parsed.promptSession].compactMap { $0 }
      if case .directive(.sessions(let names)) = parsed.body { sessions += names }
    } catch {
      statement = .failure(error)
    }
    entries.append(
      Scenario.Entry(
        line: number, text: statement.shown(line.text),
        indentation: block.indentation, statement: statement))
  }

  private func error(
    _ problem: FileError.Problem, _ line: ScenarioLine, number: Int
  ) -> FileError {
    FileError(
      file: source.file, line: number, column: line.start + 1, problem, sourceLine: line.text)
  }
}

extension String {
  /// Whether it can be a command of a block that is not indented.
  fileprivate var mayBeCommand: Bool {
    switch utf8.first {
    case nil, UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "#"): false
    default: true
    }
  }
}
