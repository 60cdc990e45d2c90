package import Layout

/// How the lines of an answer are printed on paper or on a terminal.
///
/// Nothing here changes what is said, except that `isPlain` puts it into whole sentences.
package struct Presentation: Hashable, Sendable {
  /// Where lines are broken between words; nil leaves them whole.
  package var columns: Int?
  /// Whether answers and sessions stand out by color, in addition to their words.
  package var isColoured = false
  /// Whether every line is a sentence, for screen readers.
  package var isPlain = false

  package init() {}

  /// The lines as they are printed, indented by two spaces.
  package func lines(_ lines: [AnswerLine]) -> [StyledText] {
    lines.flatMap { line in
      if isPlain { return Sentence.of(line).map { [StyledText("  \($0)")] } ?? [] }
      let rows = columns.map { wrapped(line, to: $0) } ?? [line.text]
      let isPainted = isColoured && rows.count == 1
      if isPainted, let looks = line.looks { return [StyledText("  ; ") + looks] }
      return rows.enumerated().map { index, row in
        guard isColoured, index == 0, !line.answer.isEmpty else { return StyledText("  \(row)") }
        let style = Style.of(answer: line.answer)
        return StyledText("  ") + StyledText(row, start: line.answer, style)
      }
    }
  }

  // MARK: Breaking lines

  /// Prose that is too long goes on below, as a note of its own: a transcript stays a scenario.
  ///
  /// The answer itself is never broken.
  private func wrapped(_ line: AnswerLine, to columns: Int) -> [String] {
    let room = max(20, columns - 2)
    guard let prose = line.prose, displayWidth(of: line.text) > room else { return [line.text] }
    let indentation = line.answer.isEmpty ? min(self.indentation(of: prose), room / 2) : 0
    let continuation = "; " + blanks(indentation + 2)
    let start = line.answer.isEmpty ? "; " : line.answer + " ; "
    let isCrowded = displayWidth(of: start) > room / 2 && !line.answer.isEmpty
    return isCrowded
      ? [line.answer] + broken(prose, to: room, start: continuation, continuation)
      : broken(prose, to: room, start: start, continuation)
  }

  /// Where the text starts, after spaces or a label: `  why    text`.
  private func indentation(of prose: String) -> Int {
    let blanks = prose.prefix { $0 == " " }.count
    let label = prose.dropFirst(blanks).prefix { $0 != " " }
    let start =
      blanks + label.count + prose.dropFirst(blanks + label.count).prefix { $0 == " " }.count
    return blanks == 2 && start == 9 && label.count < 7 ? start : blanks
  }
}

extension Style {
  /// The look of an answer.
  package static func of(answer: String) -> Style {
    var words = answer.split(separator: " ")[...]
    if words.first == "RESUMED" || words.first == "EXPIRED" { words = words.dropFirst(2) }
    switch words.first {
    case "ABORTED", "error", "ANOMALY": return .bad
    case "RULE": return answer.hasSuffix("broken") ? .bad : .good
    case "WAITS", "HELD": return .waiting
    default: return .bold
    }
  }
}
