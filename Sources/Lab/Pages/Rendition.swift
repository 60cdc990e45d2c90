import Layout
package import Rendering
package import Scripting
import Sessions
package import Vocabulary

/// A lesson, or what was done in a shell, given once in one mode: each line with what it led to.
package struct Rendition: Sendable {
  /// A line and what it led to.
  struct Line: Sendable {
    /// The line's number in the lesson; counted from 1 where there is none.
    let number: Int
    let statement: Statement?
    let session: SessionName
    /// The command behind its prompt.
    let transcriptLine: String
    let answer: [AnswerLine]
    /// The numbers of the steps it took; several for a RETRY, none for words that only ask.
    let steps: Range<StepNumber>
    /// Whether a timeline tells of it.
    let isNews: Bool
    /// Counted from 0; a `.reset` is the first line of the next one.
    let part: Int
  }

  /// The mode of a bare BEGIN.
  package let mode: IsolationMode
  package let title: String
  let lines: [Line]
  /// The prose of a lesson.
  let passages: [Scenario.Passage]
  /// What a lesson claims of all orders of its steps, as `.expect` says it; by the line.
  let claims: [(line: Int, text: String)]
  /// The first error that no answer records; what comes after it was not played.
  package let failure: Failure?
  /// Plays it once more, for those who want to see the labs between.
  let tape: Tape
  /// The lab at the end of each part that is not empty.
  private let ends: [Int: Laboratory]

  /// Plays a lesson; `conflicts` is the policy where it says none, nil that of the mode.
  package init(
    _ scenario: Scenario, in mode: IsolationMode, conflicts: ConflictPolicy? = nil,
    display: Display = Display()
  ) {
    let replay = Replay(file: scenario.file, mode: mode, conflicts: conflicts, display: display)
    self.init(
      .lesson(scenario, replay), mode, title: scenario.title ?? scenario.file,
      passages: scenario.passages,
      claims: scenario.entries.compactMap { entry in entry.claim.map { (entry.line, $0) } })
  }

  /// Gives once more what was done on the bench and not undone.
  package init(_ bench: Workbench, titled title: String) {
    let program = bench.program
    var lab = bench.fresh(in: program.mode)
    lab.display = Display()
    self.init(
      .program(program, lab), program.initialMode, title: title, passages: [], claims: [])
  }

  private init(
    _ tape: Tape, _ mode: IsolationMode, title: String, passages: [Scenario.Passage],
    claims: [(line: Int, text: String)]
  ) {
    var lines: [Line] = []
    var ends: [Int: Laboratory] = [:]
    failure = tape.play({ line, _ in lines.append(line) }, atEndOfPart: { ends[$0] = $1 })
    (self.tape, self.mode, self.title) = (tape, mode, printable(title))
    (self.lines, self.ends, self.passages, self.claims) = (lines, ends, passages, claims)
  }

  /// How many parts it has, which `.reset` divides.
  package var partCount: Int { (lines.last?.part ?? 0) + 1 }

  /// The first part that is not empty, counted from 1.
  package var firstPart: Int { (lines.first?.part ?? 0) + 1 }

  /// The lab at the end of a part, counted from 0; nil where there is no such part.
  func end(ofPart part: Int) -> Laboratory? { ends[part] }

  /// What pictures of a part are called.
  func title(ofPart part: Int) -> String {
    let mode = end(ofPart: part)?.modesInUse ?? mode.name
    let number = partCount > 1 ? ", part \(part + 1)" : ""
    return "\(title), \(mode)\(number)"
  }
}

extension Scenario.Entry {
  /// What it claims of all orders, behind the word `.expect`; nil if it claims nothing.
  var claim: String? {
    guard case .success(let statement) = statement, case .directive(.expect) = statement.body
    else { return nil }
    return printable(String(text.drop { $0 != " " }.drop { $0 == " " }))
  }
}

extension Laboratory {
  /// The modes of the transactions so far, or the mode of a bare BEGIN.
  var modesInUse: String {
    let modes = runner.records.map(\.mode)
    let used = IsolationMode.allCases.filter(modes.contains)
    return used.isEmpty ? runner.mode.name : used.map(\.name).joined(separator: ", ")
  }
}
