package import Scripting
import Vocabulary

/// New recorded answers for a lesson: those that a replay in all its modes gives now.
///
/// Only commands whose recorded answers are not those are touched, and only their answers; a
/// command without recorded answers stays without. `  ?` asks for the answers of all modes.
package enum LessonUpdate {
  /// The edits that make the lesson pass; empty if it does.
  package static func edits(
    for scenario: Scenario, of source: Scenario.Source, _ tests: [LessonTest]
  ) -> [Scenario.Source.Edit] {
    scenario.entries.indices.compactMap { index in
      let entry = scenario.entries[index]
      let modes = tests.filter { entry.recorded(in: $0.mode) != nil && index < $0.answers.count }
      let isRight = modes.allSatisfy { entry.recorded(in: $0.mode) == $0.answers[index] }
      guard !modes.isEmpty, !isRight, let first = entry.answers.first?.line,
        let last = entry.answers.last?.line
      else { return nil }
      let answers = modes.map { (mode: $0.mode, lines: $0.answers[index]) }
      let isWhole = answers.count == tests.count
      let indentation = String(repeating: " ", count: entry.indentation + 2)
      let lines = tagged(answers, needTags: !isWhole || entry.recordsOtherModes(than: tests))
      let notes = entry.answers.filter(\.isNote).map { source.lines[$0.line - 1] }
      return Scenario.Source.Edit(
        first..<(last + 1), with: lines.map { indentation + $0 } + notes)
    }
  }

  /// One run of lines where all modes agree, else one run for each different answer.
  private static func tagged(
    _ answers: [(mode: IsolationMode, lines: [String])], needTags: Bool
  ) -> [String] {
    var groups: [(modes: [IsolationMode], lines: [String])] = []
    for answer in answers {
      if let known = groups.firstIndex(where: { $0.lines == answer.lines }) {
        groups[known].modes.append(answer.mode)
      } else {
        groups.append(([answer.mode], answer.lines))
      }
    }
    if groups.count == 1, !needTags { return groups[0].lines }
    let tags = groups.map { "[" + $0.modes.map(\.shortName).joined(separator: ",") + "]" }
    let width = tags.map(\.count).max() ?? 0
    return zip(groups, tags).flatMap { group, tag in
      let padded = tag + String(repeating: " ", count: width - tag.count)
      return group.lines.map { "\(padded) \($0)" }
    }
  }
}

extension Scenario.Entry {
  /// Whether a line speaks only about modes that are not tested.
  fileprivate func recordsOtherModes(than tests: [LessonTest]) -> Bool {
    let tested = Set(tests.map(\.mode))
    return answers.contains { $0.modes.map { !$0.isSubset(of: tested) } ?? false }
  }
}
