import Scripting
import Sessions
import Vocabulary

/// What a rendition is made of: a lesson in a mode, or what was done on a bench.
///
/// A lab is as large as what was done in it, so a lab for each line would make memory grow by the
/// square. No lab is kept: code that needs the labs between plays the tape again from its start,
/// which gives the same each time.
enum Tape: Sendable {
  /// On a fresh replay.
  case lesson(Scenario, Replay)
  /// On a fresh lab.
  case program(Program, Laboratory)

  /// Plays it: hands out each line with the lab after it, and each part's lab at its end.
  ///
  /// Keeping one of the labs between costs a whole copy of it.
  ///
  /// - Returns: The first error that no answer records, which ends it; nil if there is none.
  @discardableResult
  func play(
    _ see: (Rendition.Line, Laboratory) -> Void,
    atEndOfPart close: (_ part: Int, Laboratory) -> Void = { _, _ in }
  ) -> Failure? {
    switch self {
    case .lesson(let scenario, let replay): return play(scenario, on: replay, see, close)
    case .program(let program, let lab):
      play(program, on: lab, see, close)
      return nil
    }
  }

  private func play(
    _ scenario: Scenario, on replay: Replay, _ see: (Rendition.Line, Laboratory) -> Void,
    _ close: (Int, Laboratory) -> Void
  ) -> Failure? {
    var replay = replay
    var failure: Failure?
    var (part, isEmpty) = (0, true)
    for entry in scenario.entries where !entry.isOfOtherRuns {
      let statement = try? entry.statement.get()
      let acting = statement?.session ?? statement?.promptSession ?? replay.laboratory.current
      if statement?.body == .directive(.reset) {
        if !isEmpty { close(part, replay.laboratory) }
        part += 1
      }
      isEmpty = false
      let mark = replay.laboratory.mark
      let played = replay.play(entry)
      failure = played.failure
      let line = Rendition.Line(
        number: entry.line, statement: statement,
        session: statement?.session(actingIn: acting) ?? acting,
        transcriptLine: played.transcriptLine, answer: played.answer.lines,
        steps: replay.laboratory.steps(since: mark),
        isNews: replay.laboratory.isNews(since: mark), part: part)
      see(line, replay.laboratory)
      if played.answer.isQuit || failure != nil { break }
    }
    if !isEmpty { close(part, replay.laboratory) }
    return failure
  }

  private func play(
    _ program: Program, on lab: Laboratory, _ see: (Rendition.Line, Laboratory) -> Void,
    _ close: (Int, Laboratory) -> Void
  ) {
    var lab = lab
    var (part, number) = (0, 0)
    for (index, line) in program.lines.enumerated() {
      if line.statement.body == .directive(.reset) {
        if number > 0 { close(part, lab) }
        part += 1
      }
      lab.runner.manner = line.manner
      let prompt = lab.transcriptLine(of: line.statement)
      let mark = lab.mark
      let entry = lab.enter(line.statement)
      // The first line only says in which mode the lab was opened.
      if index == 0, case .directive(.mode) = line.statement.body { continue }
      number += 1
      let shown = Rendition.Line(
        number: number, statement: line.statement, session: line.session, transcriptLine: prompt,
        answer: entry.lines, steps: lab.steps(since: mark), isNews: lab.isNews(since: mark),
        part: part)
      see(shown, lab)
    }
    if number > 0 { close(part, lab) }
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
}

/// How far a lab had come at some time, which is all that has to be kept to tell what is new since.
struct LaboratoryMark: Sendable {
  fileprivate let nextStep: StepNumber
  fileprivate let replies: Int
}

extension Laboratory {
  /// How far it has come.
  var mark: LaboratoryMark { LaboratoryMark(nextStep: runner.nextStep, replies: replies.count) }

  /// The steps taken since then; none if it was emptied.
  func steps(since mark: LaboratoryMark) -> Range<StepNumber> {
    min(mark.nextStep, runner.nextStep)..<runner.nextStep
  }

  /// Whether something has happened since then that a timeline tells of.
  func isNews(since mark: LaboratoryMark) -> Bool { replies.count > mark.replies }
}
