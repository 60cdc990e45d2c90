package import Language
import Vocabulary

/// New recorded answers for a lesson: those that a replay in all its modes now gives.
///
/// Only commands whose recorded answers differ are touched, and only their answers; a command
/// without recorded answers stays so. `  ?` asks for the answers of all modes.
package enum LessonUpdate {
  /// The edits that make the lesson pass; empty if it does.
  package static func edits(
    for scenario: Scenario, of source: Scenario.Source, _ tests: [LessonTest]
  ) -> [Scenario.Source.Edit] {
    let isForAll = scenario.isForAllModes
    return scenario.entries.indices.compactMap { index in
      let entry = scenario.entries[index]
      func recorded(_ test: LessonTest) -> [String]? {
        entry.answers.recorded(in: test.mode, isForAll: isForAll)
      }
      let modes = tests.filter { recorded($0) != nil && index < $0.answers.count }
      let isRight = modes.allSatisfy { recorded($0) == $0.answers[index] }
      guard !modes.isEmpty, !isRight, let first = entry.answers.first?.line,
        let last = entry.answers.last?.line
      else { return nil }
      let answers = modes.map { (mode: $0.mode, lines: $0.answers[index]) }
      let others = entry.answers.filter { !$0.isNote && $0.concernsNone(of: tests) }
      let needTags = answers.count < tests.count || !others.isEmpty
      let indentation = String(repeating: " ", count: entry.indentation + 2)
      let lines = tagged(answers, needTags: needTags).map { line in
        let known = entry.answers.first {
          $0.answer == line.answer && $0.isTagged(as: line.modes)
        }
        return known.map { line.aligned(source.lines[$0.line - 1]) } ?? indentation + line.text
      }
      // Notes, comments, blank lines, and answers of modes that are not tested stay.
      let replaced = Set(entry.answers.map { $0.line }).subtracting(
        entry.answers.filter { $0.isNote || $0.concernsNone(of: tests) }.map { $0.line })
      let kept = (first...last).filter { !replaced.contains($0) }.map { source.lines[$0 - 1] }
      return Scenario.Source.Edit(first..<(last + 1), with: lines + kept)
    }
  }

  /// A line to be recorded, and the modes of its tag; nil if it has no tag.
  private struct Line {
    let modes: [IsolationMode]?
    let padding: Int
    let answer: String

    var text: String {
      modes == nil ? answer : tag + answer
    }

    /// The line as the lesson has it, with its prose, aligned with the others.
    func aligned(_ old: String) -> String {
      guard modes != nil, let bracket = old.firstIndex(of: "]") else { return old }
      return old.prefix { $0 == " " } + tag + old[bracket...].dropFirst().drop { $0 == " " }
    }

    private var tag: String {
      let names = (modes ?? []).map { $0.shortName }.joined(separator: ",")
      return "[\(names)]" + String(repeating: " ", count: padding - names.count - 1)
    }
  }

  /// One run of lines where all modes agree, else one run for each different answer.
  private static func tagged(
    _ answers: [(mode: IsolationMode, lines: [String])], needTags: Bool
  ) -> [Line] {
    var groups: [(modes: [IsolationMode], lines: [String])] = []
    for answer in answers {
      if let known = groups.firstIndex(where: { $0.lines == answer.lines }) {
        groups[known].modes.append(answer.mode)
      } else {
        groups.append(([answer.mode], answer.lines))
      }
    }
    let isTagged = groups.count > 1 || needTags
    // Brackets, and a comma after each name except the last.
    let padding = groups.map { $0.modes.reduce(1) { $0 + $1.shortName.count + 1 } }.max() ?? 0
    return groups.flatMap { group in
      group.lines.map {
        Line(modes: isTagged ? group.modes : nil, padding: padding, answer: $0)
      }
    }
  }
}

extension RecordedAnswer {
  fileprivate func concernsNone(of tests: [LessonTest]) -> Bool {
    !tests.contains { concerns($0.mode) }
  }

  fileprivate func isTagged(as modes: [IsolationMode]?) -> Bool {
    self.modes == modes.map { Set($0) }
  }
}
