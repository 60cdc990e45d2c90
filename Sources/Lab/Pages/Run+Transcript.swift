import Scripting
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
        result += rest.removeFirst().withoutComments + [""]
      }
      if !isOpen { result.append("```isolab") }
      if isFirst { result.append(".modes \(mode.name)") }
      (isOpen, isFirst) = (true, false)
      result += [played.transcriptLine] + Presentation().lines(played.answer.lines)
    }
    close()
    for passage in rest { result += passage.withoutComments + [""] }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}
