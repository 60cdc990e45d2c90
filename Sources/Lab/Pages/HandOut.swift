package import Scripting

/// A lesson to hand out: without its recorded answers, and without the prose that tells them.
///
/// Of the prose stays what comes before the commands and what asks for a prediction. What comes
/// after commands explains them and goes, up to a heading or a rule that leads to more commands;
/// lines to write on take its place. Notes for the speaker, `.why` and `.expect` go, too.
package struct HandOut {
  private let source: Scenario.Source
  private let scenario: Scenario
  /// The numbers of lines that go.
  private var gone: Set<Int> = []
  /// What stands in the place of a line that goes, by its number.
  private var inserted: [Int: [String]] = [:]
  /// Whether a prediction was asked for and not explained yet.
  private var isAsked = false

  private static let room = String(repeating: "_", count: 60)

  package init(_ source: Scenario.Source) throws(FileError) {
    self.source = source
    scenario = try Scenario(source)
    for entry in scenario.entries { strike(entry) }
    for passage in scenario.passages { strike(passage) }
    strikeComments()
    strikeEmptyBlocks()
  }

  /// The file; what cannot be seen is written `\u{...}`.
  package var text: String {
    var result: [String] = []
    for (index, line) in source.lines.enumerated() {
      let new = inserted[index + 1] ?? (gone.contains(index + 1) ? [] : [line])
      for line in new where !line.isEmpty || result.last?.isEmpty == false {
        result.append(printableLine(line))
      }
    }
    while result.last?.isEmpty == true { result.removeLast() }
    return result.map { $0 + "\n" }.joined()
  }

  private mutating func strike(_ entry: Scenario.Entry) {
    for answer in entry.answers { gone.insert(answer.line) }
    guard case .success(let statement) = entry.statement else { return }
    switch statement.body {
    case .directive(.expect), .directive(.why), .directive(.whySerializable):
      gone.insert(entry.line)
    default: break
    }
  }

  private mutating func strike(_ passage: Scenario.Passage) {
    let lines = passage.lines
    let question = lines.firstIndex { $0.hasPrefix("**Predict:**") }
    if hasSteps(upTo: passage.line) {
      let leadsOn = question != nil || hasSteps(from: passage.line)
      let start = lines.firstIndex { $0.hasPrefix("#") || $0 == "---" }
      var kept = leadsOn ? start ?? lines.count : lines.count
      if let question, question < kept { kept = 0 }
      gone.formUnion((0..<kept).map { passage.line + $0 })
      let isTold = lines[..<kept].contains { !$0.allSatisfy(\.isWhitespace) }
      if kept > 0 { inserted[passage.line] = [""] }
      if isTold, isAsked {
        inserted[passage.line] = ["", "What happened in each mode, and why?", "", Self.room, ""]
        isAsked = false
      }
    }
    if let question {
      isAsked = true
      let end = lines[question...].firstIndex { $0.allSatisfy(\.isWhitespace) }
      if let end { inserted[passage.line + end] = ["", Self.room, ""] }
    }
  }

  private func hasSteps(upTo line: Int) -> Bool {
    scenario.entries.contains { $0.line < line && $0.isStep }
  }

  private func hasSteps(from line: Int) -> Bool {
    scenario.entries.contains { $0.line > line && $0.isStep }
  }

  /// `<!-- ... -->`, which may go over several lines.
  private mutating func strikeComments() {
    for passage in scenario.passages {
      var isComment = false
      for (index, line) in passage.lines.enumerated() where isComment || line.hasPrefix("<!--") {
        gone.insert(passage.line + index)
        isComment = !line.contains("-->")
      }
    }
  }

  /// Blocks of which nothing is left, with their fences.
  private mutating func strikeEmptyBlocks() {
    var start: Int?
    for (index, line) in source.lines.enumerated() {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("```") || text.hasPrefix("~~~") else { continue }
      guard let open = start else {
        start = index
        continue
      }
      let inner = (open + 1)..<index
      if inner.allSatisfy({ gone.contains($0 + 1) || source.lines[$0].isEmpty }) {
        gone.formUnion((open...index).map { $0 + 1 })
      }
      start = nil
    }
  }
}
