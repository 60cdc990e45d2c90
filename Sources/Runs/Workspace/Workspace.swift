package import Exploring
import Help
package import Language
import Sessions
package import Stores
package import Telling
package import Vocabulary

/// A laboratory with a memory: changes can be undone, redone, and tried in another way.
///
/// A lab's state follows from the lines it was given, so only the lines are kept. To go back, it
/// plays all lines except the last again on a fresh lab. That restores waits exactly, and costs as
/// much as the lines did.
package struct Workspace: Sendable {
  package internal(set) var lab: Lab
  package var branches: [Branch]
  /// The index of the current branch.
  var here = 0
  /// How much time has passed since the last change.
  var elapsed = TimeSpan.zero
  /// How `.explore` runs all orders; it can be interrupted like everything else.
  package var exploration = Exploration()
  /// The mode that was asked for when it was made; nil if none was.
  private let namedMode: IsolationMode?
  private let manner: SessionRunner.Manner
  /// How many of the last steps the lab keeps; nil: it keeps all of them.
  var keptSteps: Int?

  /// The number of steps that a lab keeps at a prompt and in a pipe.
  package static let stepsOfSession = 10_000

  /// A fresh lab; an interactive one refuses commands that a replay holds or skips.
  ///
  /// Without a mode, the lab is in snapshot, and each lesson opens in its own. `conflicts` is the
  /// policy of each fresh lab; nil is the mode's own.
  package init(
    mode named: IsolationMode? = nil, conflicts: ConflictPolicy? = nil, isInteractive: Bool,
    on store: (any Store)? = nil
  ) {
    let mode = Self.mode(named, on: store) ?? store?.identity.standardMode ?? .snapshot
    namedMode = named
    manner = isInteractive ? .interactive : .replay
    keptSteps = isInteractive ? Self.stepsOfSession : nil
    lab = Lab(mode: mode, conflicts: conflicts, manner: manner, on: store)
    branches = [Branch(origin: .start, mode: mode, current: lab.current)]
  }

  /// The mode that was named, unless the store has no level for it.
  private static func mode(
    _ named: IsolationMode?, on store: (any Store)?
  ) -> IsolationMode? {
    guard let named, let identity = store?.identity else { return named }
    return identity.level(for: named).map { $0.mode }
  }

  /// A workspace like this one in another place, in which nothing has happened.
  package func moved(to store: (any Store)?) -> Workspace {
    var other = Workspace(
      mode: namedMode, conflicts: lab.initialConflicts, isInteractive: manner == .interactive,
      on: store)
    (other.display, other.isCancelled) = (display, isCancelled)
    other.exploration = exploration
    return other
  }

  /// How the output is fitted to its place.
  package var display: Display {
    get { lab.display }
    set { lab.display = newValue }
  }

  /// Asked now and then during long work; true interrupts the work, and nothing has happened.
  package var isCancelled: (@Sendable () -> Bool)? {
    get { lab.runner.isCancelled }
    set { lab.runner.isCancelled = newValue }
  }

  /// Whether nothing has ever been done in it.
  package var isUntouched: Bool { branches.allSatisfy { $0.changes.isEmpty } }

  /// Carries out a statement.
  package mutating func enter(
    _ statement: Statement, for reader: Entry.Reader = .anybody
  ) -> Entry {
    if case .directive(.workspace(let word)) = statement.body {
      do throws(CommandProblem) {
        return try carryOut(word, statement)
      } catch {
        return lab.refused(statement, error, lab.current)
      }
    }
    let current = lab.current
    let entry = lab.enter(statement, for: reader)
    if let keptSteps { lab.forget(allBut: keptSteps) }
    switch entry.effect {
    case .none: break
    case .switched:
      if branches[here].position == branches[here].changes.count {
        branches[here].current = lab.current
      }
    case .changed: record(Change(kind: .enter(statement), current: current))
    }
    return entry
  }

  /// Plays a scenario on a fresh lab, in the mode that was asked for or otherwise in its own.
  package mutating func open(_ scenario: Scenario, as name: String, for statement: Statement)
    -> Entry
  {
    do throws(CommandProblem) {
      return try play(scenario, name, statement)
    } catch {
      return lab.refused(statement, error, lab.current)
    }
  }

  private mutating func carryOut(
    _ word: Directive.WorkspaceWord, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    switch word {
    case .undo(let count): try undo(count, statement)
    case .redo(let count): try redo(count, statement)
    case .branches(nil): .notes(branchList, of: statement)
    case .branches(let number?): try turn(toBranch: number, statement)
    case .rerun(let mode): try rerun(mode, statement)
    case .explore(let modes): try explore(modes, statement)
    case .compare(let modes): try compare(modes, statement)
    case .lesson(nil): .notes(HelpIndex.lines(about: "lessons", Self.prompts), of: statement)
    case .lesson(let name?): try play(Lesson.scenario(named: name), name, statement)
    }
  }

  /// Keeps a change that has been made; after an undo, on a branch of its own.
  mutating func record(_ change: Change) {
    if branches[here].position < branches[here].changes.count { fork(at: change) }
    var change = change
    (change.elapsed, elapsed) = (elapsed, .zero)
    branches[here].changes.append(change)
    branches[here].position += 1
    branches[here].current = lab.current
    branches[here].next = nil
  }

  /// A branch of its own for what is done after an undo.
  private mutating func fork(at change: Change) {
    let branch = branches[here]
    branches.append(
      Branch(
        origin: .fork(of: here), mode: branch.mode,
        changes: branch.changes.first(branch.position), position: branch.position,
        current: change.current))
    here = branches.count - 1
  }

  // MARK: Doing again

  /// A program on a fresh lab, before its first line is played; its answers are not shortened.
  func replay(of program: Program) -> Replay { replay(of: program, on: lab.store) }

  /// The same on a store, or on isolab's engine.
  func replay(of program: Program, on store: (any Store)?) -> Replay {
    var lab = lab.fresh(in: program.mode, on: store)
    lab.runner.manner = manner
    lab.display = Display()
    return Replay(program, on: lab)
  }

  /// What a program leads to.
  func run(_ program: Program) throws(CommandProblem) -> Run {
    try run(program, on: lab.store)
  }

  /// The same on a store, or on isolab's engine.
  func run(_ program: Program, on store: (any Store)?) throws(CommandProblem) -> Run {
    let run = Run(replay(of: program, on: store), keepGoing: true, isCancelled: isCancelled)
    try lab.checkCancelled()
    try run.end.checkStore()
    return run
  }

  /// The lab as it is on a branch.
  func lab(on branch: Branch) throws(CommandProblem) -> Lab {
    var result = fresh(in: branch.mode)
    try result.make(branch.changes[..<branch.position])
    try result.checkCancelled()
    try result.checkStore()
    let isAtEnd = branch.position == branch.changes.count
    result.current = isAtEnd ? branch.current : branch.changes[branch.position].current
    if let keptSteps { result.forget(allBut: keptSteps) }
    return result
  }

  /// A fresh lab that is shown as this one is.
  func fresh(in mode: IsolationMode) -> Lab {
    var result = lab.fresh(in: mode)
    result.runner.manner = manner
    return result
  }

  /// The mode that the user asked for: by `.mode` since a lab was last fresh, or at the start.
  package var chosenMode: IsolationMode? { Self.mode(askedMode, on: lab.store) }

  private var askedMode: IsolationMode? {
    let branch = branches[here]
    for index in (0..<branch.position).reversed() where !branch.changes.isCommand(at: index) {
      switch branch.changes[index].kind {
      case .enter(let statement):
        if case .directive(.reset) = statement.body { return namedMode }
        if case .directive(.mode(let mode?)) = statement.body { return mode }
      case .play, .rerun: continue
      }
    }
    return namedMode
  }

  /// What was done on the current branch and not undone, since a lab was last fresh.
  var program: Program { program(of: branches[here]) }

  func program(of branch: Branch) -> Program {
    Program(
      branch.changes[..<branch.position], mode: branch.mode, home: lab.initialMode,
      conflicts: lab.initialConflicts, manner: manner)
  }
}

extension Lab {
  /// Makes changes, without showing anything.
  mutating func make(_ changes: some Sequence<Change>) throws(CommandProblem) {
    for change in changes {
      current = change.current
      let end = runner.now + change.elapsed
      let ended = runner.pass(until: end)
      assert(ended == nil, "what time ends is a change of its own")
      switch change.kind {
      case .enter(let statement):
        try checkCancelled()
        _ = enter(statement)
      case .play(let scenario, _, let mode): _ = try play(scenario, in: mode)
      case .rerun(let program):
        var replay = Replay(program, on: self)
        while replay.next() != nil { try checkCancelled() }
        goOn(from: replay.lab)
      }
    }
  }

  /// Goes on from the lab that the lines led to, in its own manner.
  mutating func goOn(from other: Lab) {
    let (manner, home, columns) = (runner.manner, initialMode, display.columns)
    self = other
    (runner.manner, initialMode, display.columns) = (manner, home, columns)
  }

  /// Whether the store has failed in the meantime.
  func checkStore() throws(CommandProblem) {
    if let failure = storeFailure { throw .storeFailure(failure) }
  }

  /// Whether the user interrupts long work.
  func checkCancelled() throws(CommandProblem) {
    if runner.isCancelled?() == true { throw .cancelled }
  }
}
