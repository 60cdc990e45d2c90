package import Language
import Layout
import Sessions
package import Stores
import Telling
package import Vocabulary

/// Lines played on a lab, and what each led to.
///
///     lines     .seed x=1   alice: BEGIN   alice: GET x   .reset    bob: GET x
///                   |             |              |           |           |
///     Replay    lab --------> lab --------> lab -------> fresh lab ---> lab     one lab at a time
///                   |             |              |      |    |           |  |
///     Run       PlayedLine    PlayedLine    PlayedLine  |  PlayedLine    .  |   all that is kept:
///                                                    end of part 1        end   what each line led
///                                                                               to, and the ends
///
/// Everything that isolab does with lines is such a run. A `Line` comes from a lesson, from a pipe,
/// or is one that a shell remembers. A `Replay` plays lines one at a time on a lab of its own, and
/// decides once what can be asked of each: who acts, which steps it took, whether it went wrong.
/// Code that only prints keeps no more than that. A run keeps what each line led to, and the lab at
/// the end of each part, for only the end knows the verdicts.
///
/// What is made of runs: one whose answers are compared with the recorded ones is a `LessonTest`,
/// several beside each other are a `SideBySide`, one in prose is an export. A lesson before a class
/// goes back and forth in one; what is saved is one whose answers are written down.
///
/// No lab is kept for each line, for a lab is as large as what was done in it. The same lines give
/// the same lab, so a lab in between is found by playing the lines again: from their start, or
/// from the nearest of a few checkpoints where that is done often. Memory stays in proportion to
/// the lines. A store cannot be copied, so that a lab of one is always played from the start. The
/// lab at the end of a part keeps what happened on it, but none of the store's connections.
package struct Run: Sendable {
  /// The mode of a bare BEGIN.
  package let mode: IsolationMode
  package let title: String
  /// What the lines are from; nil where they were typed.
  package let scenario: Scenario?
  package private(set) var lines: [PlayedLine] = []
  /// The first error that no answer records.
  package private(set) var failure: Failure?
  /// The lab at the end of each part.
  private(set) var ends: [Lab] = []
  /// The verdicts at the end of each stretch on one lab, and which lines that is.
  private var settled: [(lines: Range<Int>, verdicts: Verdicts)] = []
  private var checkpoints: Checkpoints<Replay>

  /// Plays lines from their start.
  ///
  /// - Parameters:
  ///   - start: The lines, of which none has been played.
  ///   - title: What the run is called.
  ///   - scenario: What the lines are from; nil where they were typed.
  ///   - keepGoing: Whether it goes on after an error that no answer records.
  ///   - isRevisited: Whether the labs between will be asked for often.
  ///   - isCancelled: Asked before each line; true breaks it off.
  package init(
    _ start: Replay, titled title: String = "", of scenario: Scenario? = nil, keepGoing: Bool,
    isRevisited: Bool = false, isCancelled: (() -> Bool)? = nil
  ) {
    (mode, checkpoints) = (start.mode, Checkpoints(start))
    (self.title, self.scenario) = (printable(title), scenario)
    var replay = start
    while let line = replay.upcoming, isCancelled?() != true {
      if line.isReset || line.subject == .rerun { settle(replay.lab) }
      if line.part > ends.count + 1 { ends.append(replay.lab) }
      guard var played = replay.next() else { break }
      if line.isReset { ends.last?.runner.place.letGo() }
      played.answer = played.answer.withoutObjects
      lines.append(played)
      if let problem = played.failure, failure == nil || problem.kind == .store {
        failure = problem
      }
      if isRevisited, replay.lab.store == nil { checkpoints.offer(replay, at: replay.position) }
      if played.answer.isQuit || failure != nil && !keepGoing || failure?.kind == .store { break }
    }
    ends.append(replay.lab)
    settle(replay.lab)
  }

  /// The next line belongs to another lab.
  private mutating func settle(_ lab: Lab) {
    settled.append(((settled.last?.lines.upperBound ?? 0)..<lines.count, lab.verdicts))
  }

  /// Gives a lesson once in a mode, up to the first error that no answer records, and without the
  /// lines about other runs.
  ///
  /// `conflicts` is the policy where it says none, nil that of the mode. On a store the title says
  /// which one it is.
  package init(
    _ scenario: Scenario, in mode: IsolationMode, conflicts: ConflictPolicy? = nil,
    on store: (any Store)? = nil
  ) {
    let lines = scenario.lines.filter { [.lab, .mode].contains($0.subject) }
    let place = store.map { " (on \($0.identity.title))" } ?? ""
    self.init(
      Replay(lines, of: scenario.file, in: mode, conflicts: conflicts, on: store),
      titled: (scenario.title ?? scenario.file) + place, of: scenario, keepGoing: false)
    letGo()
  }

  /// Gives once more what was done on the bench and not undone.
  ///
  /// - Throws: a `StoreFailure` if the lines cannot be played again, because the store is lost.
  package init(_ workspace: Workspace, titled title: String) throws(StoreFailure) {
    self.init(workspace.replay(of: workspace.program), titled: title, keepGoing: true)
    letGo()
    if let storeFailure { throw storeFailure }
  }

  /// The store on which it ran, and the level; nil: isolab's engine.
  package var placeTold: String? { end.placeTold }

  /// The prose of its lesson.
  package var passages: [Scenario.Passage] { scenario?.passages ?? [] }

  /// Those lines that are steps.
  var commands: [PlayedLine] { lines.filter { $0.command != nil } }

  // MARK: Parts

  /// How many parts it has, which `.reset` divides.
  package var partCount: Int { ends.count }

  /// The first part that is not empty, from 1.
  package var firstPart: Int { lines.first?.line.part ?? 1 }

  /// The lab at the end of a part, from 1; nil where there is no such part, or nothing in it.
  package func end(ofPart part: Int) -> Lab? {
    lines.contains { $0.part == part } ? ends[part - 1] : nil
  }

  /// Ends what is open at its end in a store, where nobody will go on.
  package func letGo() { end.runner.place.letGo() }

  /// The lab at the end of all.
  var end: Lab { ends[ends.count - 1] }

  // MARK: The labs between

  /// The lines played once more, up to that number.
  package func replay(after count: Int) -> Replay {
    var replay = checkpoints.last(upTo: count).state
    while replay.position < count, replay.next() != nil {}
    return replay
  }

  /// Why the store could not be asked any more; nil: it could, or there is none.
  package var storeFailure: StoreFailure? { end.storeFailure }

  /// Brings a replay, perhaps of these lines in another mode, to where that number has been played.
  ///
  /// A store may answer otherwise than the first time. Then the run has the new answers.
  package mutating func bring(_ replay: inout Replay, to count: Int) {
    let nearest = checkpoints.last(upTo: count)
    let goesOn =
      replay.mode == mode && nearest.position...count ~= replay.position
      && replay.lab.runner.place.canGoOn
    if !goesOn { replay = nearest.state }
    while replay.position < count, var played = replay.next() {
      guard replay.lab.store != nil, replay.position <= lines.count else { continue }
      played.answer = played.answer.withoutObjects
      lines[replay.position - 1] = played
    }
  }

  // MARK: Recording

  /// The answers of each line as lessons record them: with the verdicts that stand when all has
  /// happened on its lab.
  var recordedAnswers: [[String]] {
    settled.flatMap { stretch in
      lines[stretch.lines].map { played in
        let known = played.line.answers.recorded(in: mode, isForAll: false) ?? []
        return played.answerLines.map { $0.recorded(by: stretch.verdicts, as: known) }
      }
    }
  }
}
