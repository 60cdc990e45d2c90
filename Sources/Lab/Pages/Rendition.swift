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
    /// The lab after it; a `.reset` is the first line of the next part.
    let lab: Laboratory
    /// The numbers of the steps it took; several for a RETRY, none for words that only ask.
    let steps: Range<StepNumber>
    /// Whether a timeline tells of it.
    let isNews: Bool
    /// Counted from 0.
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
  package private(set) var failure: Failure?

  /// Plays a lesson.
  package init(_ scenario: Scenario, in mode: IsolationMode, display: Display = Display()) {
    var replay = Replay(file: scenario.file, mode: mode, display: display)
    var lines: [Line] = []
    var part = 0
    for entry in scenario.entries where !entry.isOfOtherRuns {
      let statement = try? entry.statement.get()
      let acting = statement?.session ?? statement?.promptSession ?? replay.laboratory.current
      if case .directive(.reset) = statement?.body { part += 1 }
      let before = replay.laboratory
      let played = replay.play(entry)
      lines.append(
        Line(
          number: entry.line, statement: statement,
          session: statement?.session(actingIn: acting) ?? acting,
          transcriptLine: played.transcriptLine, answer: played.answer.lines,
          lab: replay.laboratory, steps: replay.laboratory.steps(since: before),
          isNews: replay.laboratory.replies.count > before.replies.count, part: part))
      failure = played.failure
      if played.answer.isQuit || failure != nil { break }
    }
    self.mode = mode
    title = printable(scenario.title ?? scenario.file)
    (self.lines, passages) = (lines, scenario.passages)
    claims = scenario.entries.compactMap { entry in entry.claim.map { (entry.line, $0) } }
  }

  /// Gives once more what was done on the bench and not undone.
  package init(_ bench: Workbench, titled title: String) {
    let program = bench.program
    var lab = bench.fresh(in: program.mode)
    lab.display = Display()
    var lines: [Line] = []
    var part = 0
    for (index, line) in program.lines.enumerated() {
      if case .directive(.reset) = line.statement.body { part += 1 }
      lab.runner.manner = line.manner
      let prompt = lab.transcriptLine(of: line.statement)
      let before = lab
      let entry = lab.enter(line.statement)
      // The first line only says in which mode the lab was opened.
      if index == 0, case .directive(.mode) = line.statement.body { continue }
      lines.append(
        Line(
          number: lines.count + 1, statement: line.statement, session: line.session,
          transcriptLine: prompt, answer: entry.lines, lab: lab,
          steps: lab.steps(since: before), isNews: lab.replies.count > before.replies.count,
          part: part))
    }
    mode = program.initialMode
    (self.title, self.lines) = (printable(title), lines)
    (passages, claims) = ([], [])
  }

  /// How many parts it has, which `.reset` divides.
  package var partCount: Int { (lines.last?.part ?? 0) + 1 }

  /// The first part that is not empty, counted from 1.
  package var firstPart: Int { (lines.first?.part ?? 0) + 1 }

  /// The lab at the end of a part, counted from 0; nil where there is no such part.
  func end(ofPart part: Int) -> Laboratory? { lines.last { $0.part == part }?.lab }

  /// What pictures of a part are called.
  func title(ofPart part: Int) -> String {
    let mode = end(ofPart: part)?.modesInUse ?? mode.name
    let number = partCount > 1 ? ", part \(part + 1)" : ""
    return "\(title), \(mode)\(number)"
  }
}

extension Scenario.Entry {
  /// Whether it asks for other runs than this one, or says what to expect of them.
  fileprivate var isOfOtherRuns: Bool {
    guard case .success(let statement) = statement else { return false }
    switch statement.body {
    case .directive(.modes), .directive(.expect), .directive(.bench(.rerun)),
      .directive(.bench(.compare)), .directive(.bench(.explore)):
      return true
    default: return false
    }
  }

  /// What it claims of all orders, behind the word `.expect`; nil if it claims nothing.
  var claim: String? {
    guard case .success(let statement) = statement, case .directive(.expect) = statement.body
    else { return nil }
    return printable(String(text.drop { $0 != " " }.drop { $0 == " " }))
  }
}

extension Laboratory {
  /// The steps taken since it was like that; none if it was emptied.
  func steps(since before: Laboratory) -> Range<StepNumber> {
    let start = min(before.runner.nextStep, runner.nextStep)
    return start..<runner.nextStep
  }

  /// The modes of the transactions so far, or the mode of a bare BEGIN.
  var modesInUse: String {
    let modes = runner.records.map(\.mode)
    let used = IsolationMode.allCases.filter(modes.contains)
    return used.isEmpty ? runner.mode.name : used.map(\.name).joined(separator: ", ")
  }
}
