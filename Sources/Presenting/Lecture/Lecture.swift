package import Language
import Layout
package import Runs
package import Stores
package import Telling
package import Vocabulary

/// A lesson before a class: prose, the next command typed, then run, and back again.
///
/// A value: going back, to any step and into another mode are functions of what it is. The parts:
/// `LecturePlan` says where it can stop, `Lecture+Pace` where a press ends, `Run` what each command
/// leads to, `Lecture+Moving` moves, `Lecture+Guessing` compares what the class says,
/// `Lecture+View` shows.
package struct Lecture: Sendable {
  package let scenario: Scenario
  package let plan: LecturePlan
  package internal(set) var mode: IsolationMode
  /// The policy where the lesson says none; nil: that of the mode.
  private let conflicts: ConflictPolicy?
  /// The index of the stop where it stands.
  package internal(set) var index = 0
  /// The page of what is read there.
  package internal(set) var page = 0
  /// Where each press since the last jump was made, the last one at the end.
  var trail: [Place] = []
  /// Whether the speaker's notes are shown.
  package var showsNotes = false
  /// The size of the screen.
  package internal(set) var room: ViewSize
  package var display: Display
  /// What is being typed.
  package var field: Field?
  /// A sentence to show until the next key.
  package var notice: String?
  /// What is shown instead of the text.
  package internal(set) var panel: Panel?
  /// Commands that are not the lesson's.
  package internal(set) var fork: Fork?
  /// The mode it was in before a switch at this stop.
  package internal(set) var modeBefore: IsolationMode?
  /// What the class has said, by the index of the question.
  var guesses: [Int: Guess] = [:]
  /// The lesson in each mode that it was shown in.
  private var runs: [IsolationMode: Run]
  /// The lesson in its mode, played up to where it stands.
  private var replay: Replay
  /// Where its transactions run; nil: isolab's engine.
  let store: (any Store)?
  /// Where the course goes on after it, in a sentence; nil if it is not part of the course.
  package var sequel: String?
  /// Why the store can no longer be asked; nil: it can, or there is none.
  package internal(set) var storeFailure: StoreFailure?
  /// Why it gave no answer to what the last key asked for.
  var missing: StoreFailure?

  /// A line that is being typed.
  package enum Field: Hashable, Sendable {
    /// To a question.
    case answer(String)
    /// To the lab.
    case command(String)
  }

  /// Where a lecture can stand.
  struct Place: Hashable {
    let index: Int
    let page: Int
  }

  /// What can be looked at in passing.
  package enum Kind: String, Hashable, Sendable { case why, timeline, versions, compare, keys }

  package struct Panel: Hashable, Sendable {
    package let kind: Kind
    package internal(set) var page = 0
  }

  /// What was tried at a stop.
  package struct Fork: Sendable {
    package internal(set) var lab: Lab
    /// The last command, and its answer.
    package internal(set) var last: PlayedLine
  }

  /// At its start, in the mode of the lesson unless another one is named.
  package init(
    _ scenario: Scenario, mode: IsolationMode? = nil, conflicts: ConflictPolicy? = nil,
    room: ViewSize, display: Display = Display(), on store: (any Store)? = nil
  ) {
    self.scenario = scenario
    self.store = store
    self.conflicts = conflicts
    plan = LecturePlan(scenario)
    self.mode = mode ?? scenario.standardMode
    self.room = room
    self.display = display
    let run = Self.run(of: scenario, in: self.mode, conflicts, display, on: store)
    (runs, replay) = ([self.mode: run], run.replay(after: 0))
    measure()
  }

  /// The first error in its mode that no recorded answer expects; nil if there is none.
  package var failure: Failure? { run.failure }

  /// The title, or where there is none the name of the file.
  package var title: String { printable(scenario.title ?? scenario.file) }

  package var stop: LecturePlan.Stop { plan.stops[index] }

  var place: Place { Place(index: index, page: page) }

  /// The mode, and the store on which it is shown.
  var modeTold: String {
    mode.name + (store.map { " on \(printable($0.identity.title))" } ?? "")
  }

  /// What each command leads to, in its mode.
  var run: Run { run(in: mode) }

  func run(in mode: IsolationMode) -> Run {
    runs[mode] ?? Self.run(of: scenario, in: mode, conflicts, display, on: store)
  }

  private static func run(
    of scenario: Scenario, in mode: IsolationMode, _ conflicts: ConflictPolicy?,
    _ display: Display, on store: (any Store)?
  ) -> Run {
    var whole = Display()
    // What `.why` explains keeps its columns at 80.
    whole.columns = whole.width
    whole.showsStatements = display.showsStatements
    let run = Run(
      Replay(
        scenario.lines, of: scenario.file, in: mode, conflicts: conflicts, display: whole,
        on: store),
      keepGoing: true, isRevisited: true)
    run.letGo()
    return run
  }

  /// Brings the lesson in its mode to the present stop.
  mutating func playUpToHere() {
    guard missing == nil else { return }
    // The answers that a store gave before it was lost can still be shown.
    if storeFailure != nil, replay.mode == mode, replay.position == commandsRun { return }
    var run = run
    run.bring(&replay, to: commandsRun)
    runs[mode] = run
    missing = replay.lab.storeFailure
  }

  /// Plays the lesson in that mode, for later; false if the store is lost on the way.
  mutating func prepare(_ mode: IsolationMode) -> Bool {
    let run = run(in: mode)
    missing = run.storeFailure
    if missing == nil { runs[mode] = run }
    return missing == nil
  }

  /// The lab that is shown: the lesson's, or the fork's.
  package var lab: Lab { shown(fork?.lab ?? replay.lab) }

  /// A lab as the screen has room for it.
  func shown(_ lab: Lab) -> Lab {
    var lab = lab
    lab.display = display
    lab.display.columns = room.columns
    lab.display.limit = 60
    return lab
  }

  /// How many of the lesson's commands have been run.
  var commandsRun: Int { plan.commandsRun(at: index) }

  /// The last step that has been run, and the last there is: of its part, in its mode.
  package var steps: (part: Int, done: StepNumber, all: StepNumber) {
    let lines = run.lines
    let part = lines[..<commandsRun].last?.part ?? 1
    func last(_ lines: some Sequence<PlayedLine>) -> StepNumber {
      lines.compactMap { $0.part == part ? $0.steps.last : nil }.max() ?? 0
    }
    return (part, last(lines[..<commandsRun]), last(lines))
  }

  /// The same in words.
  var stepWords: String {
    let steps = steps
    let part = run.partCount == 1 ? "" : "part \(steps.part), "
    return "\(part)step \(steps.done) of \(steps.all)"
  }

  /// The modes that the lesson is shown in: its own, as its `.modes` names them; or if that is one,
  /// the lab's.
  package var modes: [IsolationMode] {
    let modes = scenario.modes.count > 1 ? scenario.modesAsNamed : IsolationMode.lab
    let all = modes.contains(mode) ? modes : [mode] + modes
    return all.filter { store == nil || store?.identity.level(for: $0) != nil }
  }
}
