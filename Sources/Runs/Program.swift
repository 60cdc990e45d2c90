package import Language
import Sessions
import Vocabulary

/// What was done in a shell and not undone, as lines that can be played again.
package struct Program: Sendable {
  /// Each line is given with its session.
  package private(set) var lines: [Line] = []
  /// The lesson or file that the first lines come from; nil if all were typed.
  private(set) var file: Scenario?
  /// The mode of its fresh lab.
  private(set) var mode: IsolationMode
  /// The mode to which `.reset` leads.
  private let home: IsolationMode
  /// The policy that `.reset` leads to, which a line states in every part; nil is the mode's own.
  private let conflicts: ConflictPolicy?

  /// Everything that the changes have done since a lab was last fresh.
  init(
    _ changes: some Sequence<Change>, mode: IsolationMode, home: IsolationMode,
    conflicts: ConflictPolicy? = nil, manner: SessionRunner.Manner
  ) {
    (self.mode, self.home, self.conflicts) = (mode, home, conflicts)
    restart(in: mode)
    for change in changes {
      if change.elapsed > .zero {
        add(Statement(passing: change.elapsed), current: change.current, manner)
      }
      switch change.kind {
      case .enter(let statement): add(statement, current: change.current, manner)
      case .play(let scenario, _, let mode): add(scenario, in: mode)
      case .rerun(let program):
        (lines, self.mode, file) = (program.lines, program.mode, program.file)
      }
    }
  }

  /// All that a lesson does.
  package init(_ scenario: Scenario) {
    let kind = Change.Kind.play(scenario, name: scenario.file, in: .snapshot)
    let change = Change(kind: kind, current: "alice")
    self.init([change], mode: .snapshot, home: .snapshot, manner: .replay)
  }

  /// The same in another mode: it no longer names the mode of the lab, and commands that cannot run
  /// at once are held.
  func moved(to mode: IsolationMode) -> Program {
    replayed(in: mode) { _, line in line.subject != .mode }
  }

  /// The same in the form of a lesson, in which every part begins in the mode in which the lesson
  /// is played.
  var asLesson: Program {
    if lines.contains(where: { $0.isReset }) { return replayed(in: mode) { _, _ in true } }
    let start = lines.firstIndex { $0.isStep } ?? lines.count
    return replayed(in: initialMode) { index, line in index >= start || line.subject != .mode }
  }

  private func replayed(in mode: IsolationMode, _ isKept: (Int, Line) -> Bool) -> Program {
    var program = self
    (program.mode, program.lines) = (mode, [])
    for (index, line) in lines.enumerated() where isKept(index, line) {
      guard let statement = line.statement else { continue }
      program.add(statement, of: line.session, .replay)
    }
    return program
  }

  /// Makes sure that no line of the file is refused in the modes, which would make another program
  /// of it.
  func checkFile(in modes: [IsolationMode]) throws(CommandProblem) {
    guard let file, let refusal = file.refusal(in: modes) else { return }
    throw .refusedInFile(file.file, line: refusal.failure.line, message: refusal.failure.message)
  }

  /// The mode that the lab is in before anything is done.
  var initialMode: IsolationMode {
    lastMode(of: lines.prefix { if case .command? = $0.statement?.body { false } else { true } })
  }

  /// The mode that the next bare BEGIN would use.
  var lastMode: IsolationMode { lastMode(of: lines[...]) }

  private func lastMode(of lines: ArraySlice<Line>) -> IsolationMode {
    for case .directive(.mode(let mode?))? in lines.lazy.reversed().map({ $0.statement?.body }) {
      return mode
    }
    return mode
  }

  private mutating func restart(in mode: IsolationMode) {
    (self.mode, file, lines) = (mode, nil, [])
    setPolicy()
  }

  /// States the policy of the lab, if it is not the mode's own.
  private mutating func setPolicy() {
    guard let conflicts else { return }
    add(Statement(settingConflicts: conflicts), of: "alice", .replay)
  }

  private mutating func add(_ scenario: Scenario, in mode: IsolationMode) {
    restart(in: mode)
    file = scenario
    var current: SessionName = "alice"
    for case let statement? in scenario.lines.map({ $0.statement }) {
      if case .directive(.quit) = statement.body { return }
      add(statement, current: current, .replay)
      current = statement.currentSession(after: current)
    }
  }

  private mutating func add(
    _ statement: Statement, current: SessionName, _ manner: SessionRunner.Manner
  ) {
    switch statement.body {
    case .directive(.reset) where manner == .interactive: restart(in: home)
    case .switchSession, .directive(.modes), .directive(.expect): return
    default:
      let actor = statement.actor(or: current)
      add(statement.asTyped(by: actor), of: actor, manner)
      if case .directive(.reset) = statement.body { setPolicy() }
    }
  }

  private mutating func add(
    _ statement: Statement, of session: SessionName?, _ manner: SessionRunner.Manner
  ) {
    lines.add(Line(statement, number: lines.count + 1, of: session, manner))
  }
}

extension Statement {
  /// The word that lets this much time pass.
  init(passing span: TimeSpan) {
    self.init(body: .directive(.advance(span)), text: ".advance \(span)")
  }

  /// The word that decides what happens to two writers of a key.
  init(settingConflicts policy: ConflictPolicy) {
    self.init(body: .directive(.conflicts(policy)), text: ".conflicts \(policy.rawValue)")
  }
}
