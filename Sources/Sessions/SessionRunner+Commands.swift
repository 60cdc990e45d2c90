import Engine
import Scripting
import Vocabulary

/// From a line of a session to its reply.
extension SessionRunner {
  /// A line for a session that does not wait.
  mutating func start(_ line: Session.Line, at index: Int) -> Reply {
    if let problem = problem(with: line.command, at: index) {
      return refusal(problem, line.text, in: sessions[index].name)
    }
    switch (sessions[index].state, line.command) {
    case (_, .retry): return retry(line, at: index)
    case (_, .begin): return begin(line, at: index)
    case (.aborted, .commit), (.aborted, .rollback): return acknowledge(line, at: index)
    case (.aborted, _):
      remember(line, at: index)
      return reply(stepped(line), at: index, .skipped(.aborted))
    default: return execute(line, at: index, from: [])
    }
  }

  /// A line for a session that waits: only ROLLBACK acts, if nothing is held before it.
  mutating func startWhileWaiting(_ line: Session.Line, at index: Int) -> Reply {
    if line.command == .rollback, sessions[index].held.isEmpty,
      let id = sessions[index].transaction
    {
      withdraw(index, id)
      if sessions[index].state == .idle {
        return reply(stepped(line), at: index, .rolledBack(insteadOfCommit: false))
      }
      return execute(line, at: index, from: [])
    }
    if manner == .interactive, let id = sessions[index].transaction,
      let waiting = sessions[index].waitingCommand
    {
      return refusal(
        .waiting(database.openTransaction(id)?.waits ?? [], since: waiting.step), line.text,
        in: sessions[index].name)
    }
    return hold(line, at: index)
  }

  private mutating func hold(_ line: Session.Line, at index: Int) -> Reply {
    let line = stepped(line)
    sessions[index].held.append(line)
    return reply(line, at: index, .held)
  }

  /// The line with its step, taken now unless it has one.
  private mutating func stepped(_ line: Session.Line) -> Session.Line {
    var line = line
    line.step = line.step ?? takeStep()
    return line
  }

  /// Adds the line to what RETRY gives again.
  private mutating func remember(_ line: Session.Line, at index: Int) {
    if !line.isRepeated { sessions[index].program.append(line) }
  }

  /// Why the session cannot act upon the command; nil if it can.
  private func problem(with command: Command, at index: Int) -> CommandProblem? {
    switch (sessions[index].state, command) {
    case (.idle, .begin), (.aborted, .begin): return nil
    case (.open(let id), .begin): return .inTransaction(id)
    case (_, .retry):
      return sessions[index].canRetry || manner == .replay ? nil : .nothingToRetry
    case (.idle, _): return .noTransaction
    case (.aborted, .commit), (.aborted, .rollback): return nil
    case (.aborted(let id), _): return manner == .interactive ? .aborted(id) : nil
    case (.open(let id), _), (.waiting(let id), _):
      return records[id.number - 1].readOnly && command.writes ? .readOnly(id) : nil
    }
  }

  // MARK: Beginning

  private mutating func begin(_ line: Session.Line, at index: Int) -> Reply {
    guard case .begin(let named, let readOnly, let deferrable) = line.command else {
      preconditionFailure("only BEGIN begins")
    }
    let line = stepped(line)
    let step = line.step ?? nextStep
    let mode = named ?? self.mode
    let (id, begun) = database.begin(
      mode, conflicts: conflicts, readOnly: readOnly, deferrable: deferrable, step: step)
    history += begun.events
    records.append(
      TransactionRecord(
        id: id, session: sessions[index].name, mode: mode, readOnly: readOnly, begun: step))
    sessions[index].memory = Memory()
    sessions[index].program = [line]
    sessions[index].canRetry = false
    guard case .began(let snapshot) = begun.answer else {
      sessions[index].state = .waiting(id)
      sessions[index].pending = Session.Pending(line: line, step: step, answers: [])
      return reply(line, at: index, .waits(database.openTransaction(id)?.waits ?? []))
    }
    let outcome = began(id, snapshot, at: index)
    return reply(line, at: index, outcome)
  }

  private mutating func began(
    _ id: TransactionID, _ snapshot: Timestamp?, at index: Int
  ) -> Outcome {
    records[id.number - 1].snapshot = snapshot
    sessions[index].state = .open(id)
    return .begun(snapshot: snapshot)
  }

  /// RETRY: BEGIN and the commands of the aborted transaction again, each a step of its own.
  private mutating func retry(_ line: Session.Line, at index: Int) -> Reply {
    let program = sessions[index].program
    guard sessions[index].canRetry, let first = program.first else {
      return reply(stepped(line), at: index, .skipped(.nothingToRetry))
    }
    var outcome = begin(Session.Line(command: first.command, text: first.text), at: index)
    for next in program.dropFirst() {
      let again = Session.Line(command: next.command, text: next.text, isRepeated: true)
      if sessions[index].pending != nil {
        outcome.retried.append(hold(again, at: index))
      } else if case .open = sessions[index].state {
        outcome.retried.append(start(again, at: index))
      } else {
        break
      }
    }
    sessions[index].program = program
    return Reply(
      step: outcome.step, session: outcome.session, transaction: outcome.transaction,
      text: line.text, outcome: outcome.outcome, retried: outcome.retried)
  }

  /// COMMIT or ROLLBACK after an abort.
  private mutating func acknowledge(_ line: Session.Line, at index: Int) -> Reply {
    let isCommit = line.command == .commit
    if isCommit { remember(line, at: index) }
    let answer = reply(stepped(line), at: index, .rolledBack(insteadOfCommit: isCommit))
    sessions[index].state = .idle
    return answer
  }

  // MARK: Carrying out

  /// Runs a command in the session's open transaction, with the answers it has got already.
  mutating func execute(_ line: Session.Line, at index: Int, from answers: [Answer]) -> Reply {
    guard let id = sessions[index].transaction else { preconditionFailure("no transaction") }
    let step = line.step ?? nextStep
    let checkpoint = answers.isEmpty && line.command.canFail ? database : nil
    var execution = Execution(
      database, transaction: id, mode: records[id.number - 1].mode, step: step,
      memory: sessions[index].memory, answers: answers)
    database = Database()
    let result: Result<Outcome, Interruption>
    do throws(Interruption) {
      result = .success(try execution.carryOut(line.command))
    } catch {
      result = .failure(error)
    }
    database = execution.database
    if case .failure(.failed(let problem)) = result, let checkpoint {
      database = checkpoint
      return line.step == nil
        ? refusal(problem, line.text, in: sessions[index].name)
        : reply(line, at: index, .failed(problem))
    }
    let line = stepped(line)
    history += execution.events
    var reply = settle(result, of: line, execution, at: index)
    reply.notices = execution.notices
    return reply
  }

  private mutating func settle(
    _ result: Result<Outcome, Interruption>, of line: Session.Line, _ execution: Execution,
    at index: Int
  ) -> Reply {
    let id = execution.transaction
    if sessions[index].pending == nil, line.command != .rollback { remember(line, at: index) }
    sessions[index].pending = nil
    sessions[index].state = .open(id)
    switch result {
    case .success(let outcome):
      sessions[index].memory = execution.memory
      note(outcome, of: id, at: index, step: line.step)
      return reply(line, transaction: id, at: index, outcome)
    case .failure(.waits):
      sessions[index].pending = Session.Pending(
        line: line, step: execution.step, answers: execution.answers)
      sessions[index].state = .waiting(id)
      let waits = database.openTransaction(id)?.waits ?? []
      return reply(line, at: index, .waits(waits))
    case .failure(.aborted(let abort)):
      finish(abort, at: index)
      return reply(line, at: index, .aborted(abort))
    case .failure(.failed(let problem)):
      return reply(line, at: index, .failed(problem))
    }
  }

  /// Ends the transaction in the books, where the outcome ended it.
  private mutating func note(
    _ outcome: Outcome, of id: TransactionID, at index: Int, step: StepNumber?
  ) {
    switch outcome {
    case .committed(let state, _): records[id.number - 1].status = .committed(state)
    case .rolledBack: records[id.number - 1].status = .rolledBack
    default: return
    }
    records[id.number - 1].ended = step
    sessions[index].state = .idle
    if case .committed = outcome { ruleChanges += examineRules() }
  }

  private mutating func finish(_ abort: Abort, at index: Int) {
    sessions[index].pending = nil
    sessions[index].state = .aborted(abort.transaction)
    sessions[index].canRetry = true
    records[abort.transaction.number - 1].status = .aborted(abort)
    records[abort.transaction.number - 1].ended = nextStep - 1
  }

  // MARK: Going on

  /// Lets every request go on that can, first come first served, each followed by the commands
  /// that its session held back.
  mutating func resumeOthers() -> [Reply] {
    var replies: [Reply] = []
    while let (id, step) = database.resume() {
      history += step.events
      guard let index = sessions.firstIndex(where: { $0.transaction == id }),
        let pending = sessions[index].pending
      else { preconditionFailure("\(id) waits in no session") }
      var reply = goOn(pending, with: step.answer, id, at: index)
      reply.notices = step.notices + reply.notices
      replies.append(reply)
      replies += runHeld(index)
    }
    return replies
  }

  private mutating func goOn(
    _ pending: Session.Pending, with answer: Answer, _ id: TransactionID, at index: Int
  ) -> Reply {
    switch answer {
    case .began(let snapshot):
      sessions[index].pending = nil
      let outcome = began(id, snapshot, at: index)
      return reply(pending.line, at: index, outcome)
    case .aborted(let abort):
      finish(abort, at: index)
      return reply(pending.line, at: index, .aborted(abort))
    case .waits:
      preconditionFailure("a resumed request does not wait")
    case .value, .rows, .done, .committed:
      return execute(pending.line, at: index, from: pending.answers + [answer])
    }
  }

  mutating func runHeld(_ index: Int) -> [Reply] {
    var replies: [Reply] = []
    while sessions[index].pending == nil, !sessions[index].held.isEmpty {
      let line = sessions[index].held.removeFirst()
      replies.append(start(line, at: index))
    }
    return replies
  }

  func reply(
    _ line: Session.Line, transaction: TransactionID? = nil, at index: Int, _ outcome: Outcome
  ) -> Reply {
    Reply(
      step: line.step, session: sessions[index].name,
      transaction: transaction ?? sessions[index].transaction, text: line.text, outcome: outcome)
  }
}

extension Command {
  /// Whether it writes or claims; not allowed in a READ ONLY transaction.
  var writes: Bool {
    switch self {
    case .put, .delete, .updateRange, .deleteRange: true
    case .get(_, let forUpdate, _): forUpdate
    case .when(_, let command): command.writes
    case .begin, .scan, .count, .sum, .commit, .rollback, .retry: false
    }
  }

  /// Whether it computes something and so may fail after its first read.
  var canFail: Bool {
    switch self {
    case .put(_, let formula):
      if case .literal = formula.node { false } else { true }
    case .sum, .updateRange, .when: true
    case .scan(let selection, _), .count(let selection, _), .deleteRange(let selection):
      selection.filter != nil
    case .get, .delete, .begin, .commit, .rollback, .retry: false
    }
  }
}
