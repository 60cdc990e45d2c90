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
    let tag = try Self.tag(of: line, number: number, file: file)
    self.line = number
    modes = tag.map { Set($0.modes) }
    answer = Self.withoutProse(line.scalars[(tag?.end ?? line.start)...])
  }

  /// The tag in front of the answer; nil if there is none.
  private static func tag(
    of line: ScenarioLine, number: Int, file: String
  ) throws(FileError) -> ModeTag? {
    func error(_ problem: FileError.Problem, at place: Range<Int>) -> FileError {
      FileError(
        file: file, line: number, column: place.lowerBound + 1, length: place.count, problem,
        sourceLine: line.text)
    }
    guard line.scalars[line.start] == "[" else { return nil }
    guard let tag = ModeTag(line.scalars, at: line.start) else {
      throw error(.unclosedTag, at: line.start..<(line.start + 1))
    }
    if let fault = tag.fault { throw error(fault.problem, at: fault.place) }
    return tag
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
