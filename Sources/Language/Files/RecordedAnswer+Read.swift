import Vocabulary

extension RecordedAnswer {
  /// Reads a line that stands alone; nil if it is none that records an answer.
  package init?(line text: String) {
    let line = ScenarioLine(text, indentation: 0)
    guard line.kind == .answer, let read = try? RecordedAnswer(line, number: 1, file: "") else {
      return nil
    }
    self = read
  }

  /// Reads an indented line: `[si,wsi] answer ; prose`.
  init(_ line: ScenarioLine, number: Int, file: String) throws(FileError) {
    let tag = try Tag(line, number: number, file: file)
    self.line = number
    modes = tag?.modes
    answer = Self.withoutProse(line.scalars[(tag?.end ?? line.start)...])
  }

  /// The text up to the first semicolon that stands outside quotes, with blanks around it or at
  /// the very start; without outer blanks.
  private static func withoutProse(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    let text = scalars.drop { $0.isBlank }
    var isQuoted = false
    var isEscaped = false
    var end = text.startIndex
    for (index, scalar) in zip(text.indices, text) {
      if scalar == ";", !isQuoted, startsProse(at: index, of: text) { break }
      if scalar == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && scalar == "\\" && !isEscaped
      if !scalar.isBlank { end = index + 1 }
    }
    return String(scalars: text[..<end])
  }

  private static func startsProse(at index: Int, of text: ArraySlice<Unicode.Scalar>) -> Bool {
    if index == text.startIndex { return true }
    return text[index - 1].isBlank && (index + 1 == text.endIndex || text[index + 1].isBlank)
  }
}

/// `[si, wsi]` in front of an answer.
private struct Tag {
  private(set) var modes: Set<IsolationMode> = []
  /// Index of the scalar after the bracket.
  private(set) var end = 0

  /// Nil if the line has none.
  init?(_ line: ScenarioLine, number: Int, file: String) throws(FileError) {
    func error(_ problem: FileError.Problem, at index: Int, length: Int = 1) -> FileError {
      FileError(
        file: file, line: number, column: index + 1, length: length, problem,
        sourceLine: line.text)
    }
    let scalars = line.scalars
    let open = line.start
    guard scalars[open] == "[" else { return nil }
    guard let close = scalars[open...].firstIndex(of: "]") else {
      throw error(.unclosedTag, at: open)
    }
    end = close + 1
    guard !scalars[end...].allSatisfy(\.isBlank) else {
      throw error(.emptyTag, at: open, length: end - open)
    }
    for part in scalars[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false)
    {
      let name = part.trimmed
      let text = String(scalars: name)
      guard !name.isEmpty else { throw error(.emptyTag, at: open, length: end - open) }
      guard let mode = IsolationMode(named: text) else {
        throw error(.unknownTag(text), at: name.startIndex, length: name.count)
      }
      modes.insert(mode)
    }
  }
}
