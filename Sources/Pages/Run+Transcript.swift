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
        let told = rest.removeFirst().lines(in: mode)
        if told.isEmpty { continue }
        close()
        result += told + [""]
      }
      if !isOpen { result.append("```isolab") }
      if isFirst {
        result.append(".modes \(mode.name)")
        if let placeTold { result.append("# on \(placeTold)") }
      }
      (isOpen, isFirst) = (true, false)
      result += [played.transcriptLine] + Presentation().lines(played.answer.lines).map { $0.text }
    }
    close()
    for passage in rest { result += passage.lines(in: mode) + [""] }
    while result.last?.isEmpty == true { result.removeLast() }
    return result
  }
}

extension Scenario.Passage {
  /// The lines as they stand, without comments, what is about other modes, and tags; and without
  /// blank lines at either end, or two where something went.
  fileprivate func lines(in mode: IsolationMode) -> [String] {
    let gone = Set(blocks.filter { $0.isComment || !$0.concerns(mode) }.flatMap { $0.lines })
    let tagged = Set(blocks.filter { $0.modes != nil }.map { $0.lines.lowerBound })
    var kept: [String] = []
    var isGap = true
    for (number, text) in zip(line..., lines) {
      let isBlank = text.allSatisfy { $0.isWhitespace }
      if gone.contains(number) {
        isGap = isGap || kept.last?.allSatisfy { $0.isWhitespace } ?? true
      } else if !isBlank || !isGap {
        isGap = false
        kept.append(tagged.contains(number) ? ProseBlock.untagged(text) : text)
      }
    }
    let last = kept.lastIndex { !$0.allSatisfy { $0.isWhitespace } } ?? -1
    return kept.prefix(last + 1).map(printableLine)
  }
}
