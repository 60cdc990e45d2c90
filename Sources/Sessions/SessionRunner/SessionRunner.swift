package import Engine
package import Language
package import Stores
package import Vocabulary

/// Named sessions whose commands interleave on one database: the laboratory's bench, as a value.
///
/// A copy is a checkpoint. Steps are numbered from 1; errors take none.
package struct SessionRunner: Sendable {
  /// What happens to a command that its session cannot carry out now.
  package enum Manner: Sendable {
    /// It is refused, because a person is there to read the refusal.
    case interactive
    /// It is held while the session waits, and skipped after an abort, because a lesson must run in
    /// every mode.
    case replay
  }

  package var manner: Manner
  /// What a bare BEGIN uses.
  package var mode: IsolationMode
  /// Whether a single command outside a transaction is a transaction of its own.
  package var autocommit = false
  /// When a vacuum runs by itself; nil if never.
  package var autovacuum: Autovacuum?
  /// Asked now and then during long work; true interrupts the command, and nothing has happened.
  package var isCancelled: (@Sendable () -> Bool)?
  /// The policy of `.conflicts`; nil leaves it to each mode.
  package var conflicts: ConflictPolicy?
  /// How much time has passed since the lab was fresh; it changes only when it is moved.
  package internal(set) var now = TimeSpan.zero
  /// How long transactions may last; empty if forever.
  package internal(set) var timeouts: [TimeLimit: TimeSpan] = [:]
  /// The place where its transactions run.
  package internal(set) var place: Place
  package internal(set) var sessions: [Session]
  package internal(set) var rules: [Rule] = []
  /// Every transaction so far; T1 is the first.
  package internal(set) var records: [TransactionRecord] = []
  /// Everything that happened, for a judge.
  package internal(set) var history = History()
  /// The number of the next step.
  package internal(set) var nextStep: StepNumber = 1
  package internal(set) var initial: [Key: Value] = [:]

  package init(
    mode: IsolationMode = .snapshot, sessions: [SessionName] = ["alice", "bob"], manner: Manner,
    on store: (any Store)? = nil
  ) {
    place = Place(on: store)
    self.mode = mode
    self.sessions = sessions.map { Session($0) }
    self.manner = manner
  }

  /// The stored data and the active transactions.
  package var database: Database { _read { yield place.database } }

  package func session(_ name: SessionName) -> Session? { sessions.first { $0.name == name } }

  /// The session that has or had this transaction.
  package func session(of id: TransactionID) -> SessionName? {
    records.indices.contains(id.number - 1) ? records[id.number - 1].session : nil
  }

  /// Adds the sessions that do not exist yet.
  package mutating func declare(_ names: [SessionName]) {
    for name in names where session(name) == nil { sessions.append(Session(name)) }
  }

  /// Sets values of state 0, and returns the rules that changed because of it.
  package mutating func seed(
    _ bindings: [Directive.Binding]
  ) throws(CommandProblem) -> [RuleFinding] {
    guard records.isEmpty else { throw .seedTooLate }
    for binding in bindings { initial[binding.key] = binding.value }
    place = place.fresh(from: initial)
    return examineRules()
  }

  /// Watches a rule from now on, and replaces any other rule with its name.
  package mutating func watch(_ name: String, _ formula: Expression) -> RuleFinding {
    let finding = Rule.examine(name, formula, in: database)
    rules.removeAll { $0.name == name }
    rules.append(Rule(name: name, formula: formula, holds: finding.holds))
    return finding
  }

  /// Checks all rules, and returns the findings that differ from the last check.
  mutating func examineRules() -> [RuleFinding] {
    var changed: [RuleFinding] = []
    for index in rules.indices {
      let finding = Rule.examine(rules[index].name, rules[index].formula, in: database)
      if finding.holds != rules[index].holds { changed.append(finding) }
      rules[index].holds = finding.holds
    }
    return changed
  }

  /// Runs a command in a session, and everything that it resumes.
  package mutating func run(_ command: Command, text: String, in name: SessionName) -> Reply {
    guard let index = sessions.firstIndex(where: { $0.name == name }) else {
      return refusal(.unknownSession(name, known: sessions.map { $0.name }), text, in: name)
    }
    let line = Session.Line(command: command, text: text)
    var reply =
      sessions[index].pending == nil
      ? start(line, at: index) : startWhileWaiting(line, at: index)
    reply.resumed += resumeOthers()
    return closing(reply)
  }

  /// The reply with the rules that have changed, and with the vacuum that was due.
  ///
  /// A command that was refused changes nothing; not even a vacuum follows it.
  mutating func closing(_ reply: Reply) -> Reply {
    var reply = reply
    reply.rules = ruleChanges
    ruleChanges = []
    if let autovacuum, reply.step != nil, database.isDue(autovacuum) { reply.vacuum = vacuum() }
    return reply
  }

  /// The statements that a store was sent since this was last asked.
  package mutating func takeStatements() -> [SentStatement] { place.takeStatements() }

  /// Removes dead versions.
  package mutating func vacuum() -> VacuumReport {
    VacuumReport(vacuum: place.vacuum(), pins: database.pins)
  }

  /// Drops what is remembered about committed transactions to find conflicts with them, and returns
  /// their number.
  package mutating func forgetMarks() -> Int { place.forgetMarks() }

  /// Withdraws the waiting command of a session; its transaction stays open.
  package mutating func cancel(_ name: SessionName, text: String) -> Reply {
    guard let index = sessions.firstIndex(where: { $0.name == name }) else {
      return refusal(.unknownSession(name, known: sessions.map { $0.name }), text, in: name)
    }
    guard sessions[index].pending != nil, let id = sessions[index].transaction else {
      return refusal(.notWaiting(name), text, in: name)
    }
    let step = takeStep()
    sessions[index].times.lastStep = step
    var reply = Reply(
      step: step, session: name, transaction: id, text: text, outcome: .cancelled(name))
    // A request that ends at that moment may make its command wait again.
    while sessions[index].pending != nil {
      switch place.cancel(id) {
      case .withdrawn(let end):
        if let abort = withdrawn(end, id, at: index) { reply.outcome = .aborted(abort) }
      case .tooLate(let next): reply.resumed += goOn(with: next)
      }
    }
    // The commands that RETRY holds depend on the command that is withdrawn.
    dropRetried(at: index, in: &reply)
    reply.resumed += runHeld(index, after: &reply) + resumeOthers()
    return closing(reply)
  }

  /// Rules that changed during the current command.
  var ruleChanges: [RuleFinding] = []

  mutating func takeStep() -> StepNumber {
    defer { nextStep += 1 }
    return nextStep
  }

  func refusal(_ problem: CommandProblem, _ text: String, in session: SessionName) -> Reply {
    Reply(
      step: nil, session: session, transaction: self.session(session)?.transaction, text: text,
      outcome: .failed(problem))
  }

  /// Forgets the command whose wait was withdrawn, and returns the abort if a store has aborted the
  /// transaction because of that.
  private mutating func withdrawn(
    _ withdrawn: Step, _ id: TransactionID, at index: Int
  ) -> Abort? {
    history += withdrawn.events
    forgetPending(at: index)
    if case .aborted(let abort) = withdrawn.answer {
      finish(abort, at: index)
      return abort
    }
    giveUpAlone(id, at: index)
    guard database.openTransaction(id) == nil else {
      sessions[index].state = .open(id)
      return nil
    }
    sessions[index].state = .idle
    records[id.number - 1].status = .rolledBack
    return nil
  }

  /// Forgets the waiting command of a session, except a BEGIN, which RETRY repeats.
  mutating func forgetPending(at index: Int) {
    let withdrawn = sessions[index].pending?.step
    sessions[index].program.removeAll { $0.step == withdrawn && !$0.command.isBegin }
    sessions[index].pending = nil
    sessions[index].times.acted = now
  }
}

extension Command {
  fileprivate var isBegin: Bool { if case .begin = self { true } else { false } }
}
