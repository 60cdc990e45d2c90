package import Language
import Layout
import Runs

/// A lesson to hand out: without its recorded answers, and without the prose that explains them.
///
/// The prose before the commands stays, and so does a question that asks for a prediction. The
/// prose after commands explains them, so it is left out, up to a heading or a rule that leads to
/// more commands; lines to write on take its place. Notes for the speaker, `.why`, and `.expect`
/// are left out, too.
package struct HandOut: Sendable {
  private let scenario: Scenario
  /// The numbers of the lines that are left out.
  private var gone: Set<Int> = []
  /// The lines that replace a removed line, by its number.
  private var inserted: [Int: [String]] = [:]
  /// The first lines of the texts that are replaced by a question about what has happened.
  private var told: Set<Int> = []
  /// Whether a prediction was asked for and not explained yet.
  private var isAsked = false

  private static let room = String(repeating: "_", count: 60)
  /// What is asked where an explanation was.
  static let why = "What happened in each mode, and why?"

  package init(_ scenario: Scenario) {
    self.scenario = scenario
    for entry in scenario.entries { strike(entry) }
    for passage in scenario.passages { strike(passage) }
  }

  /// Whether a block of the lesson's prose stays.
  func keeps(_ block: ProseBlock) -> Bool { !gone.contains(block.lines.lowerBound) }

  /// Whether a question about what has happened takes the place of a block.
  func asks(insteadOf block: ProseBlock) -> Bool { told.contains(block.lines.lowerBound) }

  /// The lesson's file, of which this is made; invisible characters are written `\u{...}`.
  package func text(of source: Scenario.Source) -> String {
    let gone = gone.union(emptyBlocks(of: source))
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
    let end = passage.line + passage.lines.count
    let question = passage.blocks.first(where: { $0.isQuestion })?.lines
    if hasSteps(upTo: passage.line) {
      let leadsOn = question != nil || hasSteps(from: passage.line)
      let start = passage.blocks.first { leadsOn && $0.isDivision }?.lines.lowerBound ?? end
      if question.map({ $0.lowerBound >= start }) ?? true {
        strike(passage.line..<start, of: passage)
      }
    }
    if let question {
      isAsked = true
      if question.upperBound < end { inserted[question.upperBound] = ["", Self.room, ""] }
    }
    for block in passage.blocks where block.isComment { gone.formUnion(block.lines) }
  }

  /// The lines that explain what has happened, perhaps after a question about it.
  private mutating func strike(_ lines: Range<Int>, of passage: Scenario.Passage) {
    gone.formUnion(lines)
    if !lines.isEmpty { inserted[passage.line] = [""] }
    let first = passage.blocks.first { lines.contains($0.lines.lowerBound) }
    if isAsked, let first {
      inserted[passage.line] = ["", Self.why, "", Self.room, ""]
      told.insert(first.lines.lowerBound)
      isAsked = false
    }
  }

  private func hasSteps(upTo line: Int) -> Bool {
    scenario.lines.contains { $0.number < line && $0.isStep }
  }

  private func hasSteps(from line: Int) -> Bool {
    scenario.lines.contains { $0.number > line && $0.isStep }
  }

  /// The lines of the blocks of code that have become empty, with their fences.
  private func emptyBlocks(of source: Scenario.Source) -> Set<Int> {
    var lines: Set<Int> = []
    for block in ProseBlock.read(source.lines[...]) {
      guard case .code(let code, _) = block.kind else { continue }
      let first = block.lines.lowerBound + 1
      if code.enumerated().allSatisfy({ gone.contains(first + $0) || $1.isEmpty }) {
        lines.formUnion(block.lines)
      }
    }
    return lines
  }
}

extension ProseBlock {
  /// Whether it leads to more commands: a heading or a pause.
  fileprivate var isDivision: Bool {
    switch kind {
    case .heading, .pause: true
    default: false
    }
  }
}
