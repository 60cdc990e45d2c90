import Scripting
import Sessions
import Vocabulary

/// One change of the lab, which `.undo` takes back as a whole.
struct Move: Sendable {
  /// What was done.
  enum Deed: Sendable {
    case enter(Statement)
    /// A scenario from its start on a fresh lab.
    case play(Scenario, name: String)
    /// The same commands again on a fresh lab in the branch's mode.
    case rerun(Program)
  }

  let deed: Deed
  /// The current session when it was done.
  let current: SessionName
  /// How much time had passed since the last move, none of which has ended anything.
  ///
  /// Only a shell lets time pass by itself, and only while a timeout is set.
  var elapsed = TimeSpan.zero
}

/// One way that things went, from a fresh lab on.
struct Branch: Sendable {
  /// Where it comes from.
  enum Origin: Sendable {
    case start
    /// Something else was done after an undo.
    case fork(of: Int)
    case rerun(of: Int)
  }

  let origin: Origin
  /// The mode of its fresh lab.
  let mode: IsolationMode
  var moves: [Move] = []
  /// How many of the moves are done and not undone.
  var position = 0
  /// The current session after the last move.
  var current: SessionName
  /// The rerun that an undo has come back from, and to where, for redo.
  var next: (branch: Int, at: Int)?
}

/// Commands in the order in which they were given, each with the session it is for.
struct Program: Sendable {
  /// One of them.
  struct Line: Sendable {
    let statement: Statement
    let session: SessionName
    let manner: SessionRunner.Manner
  }

  private(set) var lines: [Line] = []
  /// The lesson or file that the first lines are from; nil if all were typed.
  private(set) var file: Scenario?
  /// The mode of its fresh lab.
  private(set) var mode: IsolationMode
  /// The mode to which `.reset` leads.
  private let home: IsolationMode
  /// The policy that `.reset` leads to, which a line says in every part; nil: that of the mode.
  private let conflicts: ConflictPolicy?

  /// All that the moves did since a lab was last fresh.
  init(
    _ moves: some Sequence<Move>, mode: IsolationMode, home: IsolationMode,
    conflicts: ConflictPolicy? = nil, manner: SessionRunner.Manner
  ) {
    (self.mode, self.home, self.conflicts) = (mode, home, conflicts)
    restart(in: mode)
    for move in moves {
      if move.elapsed > .zero {
        add(Statement(passing: move.elapsed), current: move.current, manner)
      }
      switch move.deed {
      case .enter(let statement): add(statement, current: move.current, manner)
      case .play(let scenario, _): add(scenario)
      case .rerun(let program):
        (lines, self.mode, file) = (program.lines, program.mode, program.file)
      }
    }
  }

  /// The same in another mode: where it named the mode of the lab, it does so no more, and whatever
  /// cannot be done at once is held.
  func moved(to mode: IsolationMode) -> Program {
    var program = self
    let rest = lines.filter {
      if case .directive(.mode) = $0.statement.body { false } else { true }
    }
    program.restart(in: mode)
    program.file = file
    program.lines += rest.map {
      Line(statement: $0.statement, session: $0.session, manner: .replay)
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
    var initial = mode
    for line in lines {
      if case .directive(.mode(let mode?)) = line.statement.body { initial = mode }
      if case .command = line.statement.body { break }
    }
    return initial
  }

  private mutating func restart(in mode: IsolationMode) {
    self.mode = mode
    file = nil
    let statement = Statement(body: .directive(.mode(mode)), text: ".mode \(mode.name)")
    lines = [Line(statement: statement, session: "alice", manner: .replay)]
    setPolicy()
  }

  /// Says the policy of the lab, if it is not that of the mode.
  private mutating func setPolicy() {
    guard let conflicts else { return }
    let statement = Statement(
      body: .directive(.conflicts(conflicts)), text: ".conflicts \(conflicts.rawValue)")
    lines.append(Line(statement: statement, session: "alice", manner: .replay))
  }

  /// The mode that the next bare BEGIN would use.
  var lastMode: IsolationMode {
    for line in lines.reversed() {
      if case .directive(.mode(let mode?)) = line.statement.body { return mode }
    }
    return mode
  }

  private mutating func add(_ scenario: Scenario) {
    restart(in: lastMode)
    file = scenario
    var current: SessionName = "alice"
    for entry in scenario.entries {
      guard case .success(let statement) = entry.statement else { continue }
      if case .directive(.quit) = statement.body { return }
      add(statement, current: current, .replay)
      if let session = statement.promptSession { current = session }
      if case .switchSession = statement.body { current = statement.session ?? current }
      if case .directive(.reset) = statement.body { current = "alice" }
    }
  }

  private mutating func add(
    _ statement: Statement, current: SessionName, _ manner: SessionRunner.Manner
  ) {
    switch statement.body {
    case .directive(.reset) where manner == .interactive: restart(in: home)
    case .switchSession, .directive(.modes), .directive(.expect): return
    default:
      let acting = statement.session ?? statement.promptSession ?? current
      let typed = statement.asTyped(in: acting)
      lines.append(
        Line(statement: typed, session: typed.session(actingIn: acting), manner: manner))
      if case .directive(.reset) = statement.body { setPolicy() }
    }
  }
}

extension Statement {
  /// The word that lets so much time pass.
  init(passing span: TimeSpan) {
    self.init(body: .directive(.advance(span)), text: ".advance \(span)")
  }

  /// The same, naming its session.
  func asTyped(in session: SessionName) -> Statement {
    switch body {
    case .directive(.cancel(nil)):
      Statement(body: .directive(.cancel(session)), text: ".cancel \(session)")
    case .directive(.retry(let named)):
      Statement(session: named ?? session, body: .command(.retry), text: "RETRY")
    case .directive: Statement(body: body, text: text)
    case .command, .switchSession: Statement(session: session, body: body, text: text)
    }
  }

  /// Whose command it is.
  func session(actingIn session: SessionName) -> SessionName {
    if case .directive(.cancel(let named?)) = body { named } else { self.session ?? session }
  }
}
