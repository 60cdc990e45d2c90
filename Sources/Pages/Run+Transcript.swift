import Language
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// Texts of a run.
extension Run {
  /// The run as a page of Markdown: the lesson's prose, and what was typed and answered.
  ///
  /// It is itself a scenario, and the comments for the speaker are left out.
  var transcript: [String] {
    var result = passages.isEmpty ? ["# \(title)", ""] : []
    var rest = passages[...]
    var isOpen = false
    var isFirst = true
    func close() {
      if isOpen { result += ["```", ""] }
      isOpen = false
    }
    for played in lines {
      while let passage = rest.first, passage.line < played.line.number {
        close()
        result += rest.removeFirst().lines(in: mode) + [""]
      }
      if !isOpen { result.append("```isolab") }
      if isFirst { result.append(".modes \(mode.name)") }
      (isOpen, isFirst) = (true, false)
      result += [played.transcriptLine] + Presentation().lines(played.answer.lines)
    }
    close()
    for passage in rest { result += passage.lines(in: mode) + [""] }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}

extension Scenario.Passage {
  /// The lines as they stand, without comments, what is said of other modes, and blank lines at
  /// either end.
  fileprivate func lines(in mode: IsolationMode) -> [String] {
    let left = blocks.filter { $0.isComment || $0.modes?.contains(mode) == false }
    let comments = Set(left.flatMap(\.lines))
    let kept = lines.indices.filter { !comments.contains(line + $0) }.map { lines[$0] }
    let last = kept.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    return kept.prefix(last + 1).drop { $0.allSatisfy(\.isWhitespace) }.map(printableLine)
  }
}
