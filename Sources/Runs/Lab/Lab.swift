import Engine
package import Language
package import Layout
package import Sessions
package import Stores
package import Telling
package import Vocabulary

/// The laboratory behind every way of using isolab: one statement in, one entry out.
///
/// A value without I/O; a copy is a checkpoint.
package struct Lab: Sendable {
  package var runner: SessionRunner
  /// The session that a command without a name is for.
  package internal(set) var current: SessionName
  /// The first line for programs: the mode that a bare BEGIN uses.
  package var header: JSON { narrator.header }
  /// The last line for programs: what is stored, and what became of every transaction.
  package var closing: JSON { narrator.closing }
  /// The mode of the lab that `.reset` makes.
  var initialMode: IsolationMode
  /// The policy of the lab that `.reset` makes; nil leaves it to each mode.
  package let initialConflicts: ConflictPolicy?
  package var display = Display()
  /// Everything that took a step, for `.timeline`; in a long session, the last of it.
  package internal(set) var replies: [Reply] = []
  /// How many replies are no longer kept.
  var forgottenReplies = 0
  /// Everything that can be explained, by its step.
  package var occurrences: [StepNumber: [Occurrence]] = [:]
  var lastExplained: StepNumber?
  /// The judge's findings so far.
  var verdicts = Verdicts()
  /// How much of the history the judge has seen.
  private var judged = 0
  private var hasToldOfMixedModes = false
  /// The cost of reading when `.bloat` was last asked.
  var readCost = ReadCost()

  /// A fresh laboratory; an interactive one refuses commands that a replay holds or skips.
  ///
  /// Its transactions run in the store, or on the engine if there is none.
  package init(
    mode: IsolationMode = .snapshot, conflicts: ConflictPolicy? = nil,
    manner: SessionRunner.Manner, on store: (any Store)? = nil
  ) {
    runner = SessionRunner(mode: mode, manner: manner, on: store)
    runner.conflicts = conflicts
    current = runner.sessions[0].name
    (initialMode, initialConflicts) = (mode, conflicts)
  }

  /// Whether nothing has been stored or done.
  package var isUntouched: Bool {
    replies.isEmpty && runner.database.keys(in: .all).isEmpty
  }

  package var narrator: Narrator { Narrator(runner, display, verdicts) }

  /// The store on which its transactions run, and the level; nil on isolab's engine.
  package var placeTold: String? {
    guard let store = runner.place.store?.identity else { return nil }
    let level = store.level(for: runner.mode).map { ", \($0.name)" } ?? ""
    return printable(store.title + level)
  }

  /// What the shell says about itself when it opens.
  package var banner: String {
    let names = runner.sessions.map { $0.name.text }.joined(separator: ", ")
    return "mode \(runner.mode.name)  sessions \(names)"
  }

  /// The number of the next step, the current session and its state: `3 alice*`.
  package var prompt: String { prompt(for: current) }

  private func prompt(for session: SessionName) -> String {
    "\(runner.nextStep) \(session)\(runner.session(session)?.sign ?? "")> "
  }

  /// The statement as a transcript shows it: with the prompt of the session it is for.
  package func transcriptLine(of statement: Statement) -> String {
    let prompt = prompt(for: statement.speaker(or: current))
    return statement.text.isEmpty
      ? String(prompt.dropLast()) : prompt + printableLine(statement.text)
  }

  /// Understands a line; nil if it is blank or a comment.
  package func read(_ line: String) -> Result<Statement, ScriptError>? {
    do throws(ScriptError) {
      return try Statement.parse(
        line: line, sessions: runner.sessions.map { $0.name }, levels: levelNames
      ).map { .success($0) }
    } catch {
      return .failure(error)
    }
  }

  /// Carries out a statement.
  package mutating func enter(
    _ statement: Statement, for reader: Entry.Reader = .anybody
  ) -> Entry {
    let before = current
    if let session = statement.promptSession, let problem = turn(to: session) {
      return refused(statement, problem, session)
    }
    var entry = carryOut(statement, for: reader)
    if entry.effect == .none, current != before { entry.effect = .switched }
    return entry
  }

  private mutating func carryOut(_ statement: Statement, for reader: Entry.Reader) -> Entry {
    switch statement.body {
    case .switchSession:
      let session = statement.speaker(or: current)
      return turn(to: session).map { refused(statement, $0, session) } ?? .switched(to: session)
    case .command(let command):
      let couldAnswer = storeFailure == nil
      let answer = entry(
        for: runner.run(command, text: statement.text, in: statement.session ?? current), reader)
      let isInterrupted = couldAnswer && storeFailure != nil
      return command == .commit && isInterrupted ? answer.adding(.unknownOutcome) : answer
    case .directive(let directive):
      return carryOut(directive, statement)
    }
  }

  /// A line that is not in the language.
  package func refuse(_ error: ScriptError, text: String) -> Entry {
    refuse(kind: error.kind, message: error.message, hint: error.hint, text: text)
  }

  func refuse(kind: ErrorKind, message: String, hint: String?, text: String) -> Entry {
    Entry(
      lines: [
        AnswerLine("error \(kind.rawValue)", prose: hint.map { "\(message); \($0)" } ?? message)
      ],
      json: narrator.json(ofRefused: text, in: current, kind: kind, message: message))
  }

  /// What is wrong with a refused command and, if necessary, what to do instead.
  package func prose(for problem: CommandProblem) -> (message: String, hint: String?) {
    (problem.message(narrator: narrator), problem.hint(narrator: narrator))
  }

  /// The open transactions by session, in the order of the sessions.
  package var openSessions: [(session: SessionName, transaction: TransactionID)] {
    runner.sessions.compactMap { session in
      switch session.state {
      case .idle, .aborted: nil
      case .open(let id), .waiting(let id): (session.name, id)
      }
    }
  }

  private mutating func turn(to session: SessionName) -> CommandProblem? {
    guard runner.session(session) != nil else {
      return .unknownSession(session, known: runner.sessions.map { $0.name })
    }
    current = session
    return nil
  }

  func refused(
    _ statement: Statement, _ problem: CommandProblem, _ session: SessionName
  ) -> Entry {
    let reply = Reply(refused: problem, session: session, text: statement.text)
    return Entry(
      lines: narrator.lines(of: reply, current: named(session)),
      json: narrator.json(of: reply), problem: problem)
  }

  /// The session that prose need not name: in the shell, the session of the prompt; in a
  /// transcript, the acting session, whose prompt the transcript shows.
  private func named(_ session: SessionName) -> SessionName {
    runner.manner == .interactive ? current : session
  }

  mutating func entry(for reply: Reply, _ reader: Entry.Reader = .anybody) -> Entry {
    let news = runner.history[judged...]
    judgeOn(reply)
    remember(reply)
    if reply.step != nil { replies.append(reply) }
    let statements = runner.takeStatements()
    let narrator = narrator
    var lines: [AnswerLine] = []
    if reader == .anybody {
      lines = narrator.lines(of: reply, current: named(reply.session))
      if let warning = mixedModes(after: reply) { lines.append(warning) }
    }
    var json = narrator.json(of: reply, news)
    if display.showsStatements {
      lines = told(statements, sentAt: reply) + lines
      json = json + self.json(of: statements, sentAt: reply)
    }
    return Entry(
      lines: lines, statementCount: display.showsStatements ? statements.count : 0, json: json,
      problem: reply.problem,
      laterProblem: reply.all.dropFirst().lazy.compactMap { $0.problem }.first,
      effect: reply.step == nil ? .none : .changed)
  }

  /// Lets the judge see what has happened since its last look.
  private mutating func judgeOn(_ reply: Reply) {
    if judged == 0 {
      verdicts = Verdicts(from: runner.initial, isElsewhere: runner.place.store != nil)
    }
    // A copy would make the next event copy everything.
    var verdicts = Verdicts()
    swap(&verdicts, &self.verdicts)
    verdicts.take(runner.history[judged...], at: reply.step) { place in
      runner.place.doubts.isEmpty ? nil : judgements(ofFirst: place)
    }
    self.verdicts = verdicts
    judged = runner.history.count
  }

  /// Shown once: promises hold only among transactions of one mode.
  private mutating func mixedModes(after reply: Reply) -> AnswerLine? {
    guard !hasToldOfMixedModes, case .begun = reply.outcome, let id = reply.transaction else {
      return nil
    }
    let modes = Set(openSessions.map { runner.records[$0.transaction.number - 1].mode })
    guard modes.count > 1 else { return nil }
    hasToldOfMixedModes = true
    return AnswerLine(
      note: "\(id)'s mode differs from that of another open transaction. "
        + "A mode's promises hold only among transactions of that mode.")
  }
}

extension Reply {
  /// Why the command was refused; nil if it was not.
  var problem: CommandProblem? {
    if case .failed(let problem) = outcome { problem } else { nil }
  }
}

extension AnswerLine {
  /// What to know after a COMMIT without an answer.
  fileprivate static let unknownOutcome = AnswerLine(
    note: "COMMIT may have succeeded before the connection was lost: its outcome is unknown")
}
