import Engine
import Language
import Vocabulary

/// How a session's transactions begin and end.
extension SessionRunner {
  mutating func begin(_ line: Session.Line, at index: Int, attempt: Int = 1) -> Reply {
    guard case .begin(let named, let readOnly, let deferrable) = line.command else {
      preconditionFailure("only BEGIN begins")
    }
    let mode = named ?? self.mode
    let step = line.step ?? nextStep
    let (id, begun): (TransactionID, Step)
    do throws(CommandProblem) {
      (id, begun) = try place.begin(
        mode, conflicts: conflicts, readOnly: readOnly, deferrable: deferrable,
        session: sessions[index].name, step: step)
    } catch {
      return line.step == nil
        ? refusal(error, line.text, in: sessions[index].name)
        : reply(line, at: index, .failed(error))
    }
    let line = stepped(line)
    history += begun.events
    records.append(
      TransactionRecord(
        id: id, session: sessions[index].name, begun: step, attempt: attempt, mode: mode,
        readOnly: readOnly, isDeferrable: deferrable, takesModeOfLab: named == nil))
    sessions[index].attempt = attempt
    sessions[index].times = Session.Times(begun: now, acted: now, lastStep: step)
    sessions[index].memory = Memory()
    sessions[index].program = [line]
    sessions[index].canRetry = false
    sessions[index].isAlone = false
    guard case .began(let snapshot) = begun.answer else {
      sessions[index].state = .waiting(id)
      sessions[index].pending = Session.Pending(line: line, step: step, answers: [])
      return reply(line, at: index, .waits(database.openTransaction(id)?.waits ?? []))
    }
    let outcome = began(id, snapshot, at: index)
    return reply(line, at: index, outcome)
  }

  mutating func began(
    _ id: TransactionID, _ snapshot: Timestamp?, at index: Int
  ) -> Outcome {
    records[id.number - 1].snapshot = snapshot
    sessions[index].state = .open(id)
    sessions[index].times.acted = now
    return .begun(snapshot: snapshot)
  }

  /// RETRY: repeats BEGIN and the commands of the aborted transaction, each as a step of its own.
  ///
  /// Attempts are counted until a BEGIN starts something else. `stopsRetry` decides when RETRY
  /// stops.
  mutating func retry(_ line: Session.Line, at index: Int) -> Reply {
    let program = sessions[index].program
    guard sessions[index].canRetry, let first = program.first else {
      return reply(stepped(line), at: index, .skipped(.nothingToRetry))
    }
    let attempt = sessions[index].attempt + 1
    if sessions[index].isAlone {
      return alone(
        Session.Line(command: first.command, text: line.text), at: index, attempt: attempt)
    }
    let begun = begin(
      Session.Line(command: first.command, text: first.text, step: line.step), at: index,
      attempt: attempt)
    var retried: [Reply] = []
    var held: [Session.Line] = []
    var rest = program.dropFirst().map {
      Session.Line(command: $0.command, text: $0.text, isRetried: true)
    }[...]
    while let next = rest.popFirst() {
      if sessions[index].pending != nil {
        held.append(stepped(next))
        retried.append(reply(held[held.count - 1], at: index, .held))
      } else {
        var again = start(next, at: index)
        if stopsRetry(again, at: index) {
          abandon(Array(rest), at: index, in: &again)
          rest = []
        }
        retried.append(again)
      }
    }
    sessions[index].held = held[...] + sessions[index].held
    return Reply(
      step: begun.step, session: begun.session, transaction: begun.transaction,
      text: line.text, outcome: begun.outcome, retried: retried)
  }

  /// Whether RETRY ends with that reply to one of its commands: the command failed, or the
  /// transaction is over.
  ///
  /// Running the rest would carry out half a program, or acknowledge an abort for the user.
  func stopsRetry(_ reply: Reply, at index: Int) -> Bool {
    if case .failed = reply.outcome { return true }
    return switch sessions[index].state {
    case .open, .waiting: false
    case .idle, .aborted: true
    }
  }

  /// Reports commands of RETRY that are not run; after an abort, the next RETRY repeats them.
  mutating func abandon(_ rest: [Session.Line], at index: Int, in reply: inout Reply) {
    reply.notRun = rest.map { $0.text }
    if case .aborted = sessions[index].state { sessions[index].program += rest }
  }

  /// A command outside a transaction, with `.autocommit`: a transaction of its own, which begins
  /// and commits in the same step.
  mutating func alone(_ line: Session.Line, at index: Int, attempt: Int = 1) -> Reply {
    let reply = executeAlone(line, at: index, attempt: attempt)
    return commitIfAlone(after: reply, at: index)
  }

  /// Carries the command out in a transaction of its own, which stays open.
  ///
  /// The checkpoint is gone before the commit, which would have to copy what it keeps.
  private mutating func executeAlone(
    _ line: Session.Line, at index: Int, attempt: Int
  ) -> Reply {
    let before =
      line.command.canFail && place.store == nil ? Checkpoint(of: self, at: index) : nil
    let (id, begun): (TransactionID, Step)
    do throws(CommandProblem) {
      (id, begun) = try place.begin(
        mode, conflicts: conflicts, readOnly: false, deferrable: false,
        session: sessions[index].name, step: line.step ?? nextStep)
    } catch {
      return refusal(error, line.text, in: sessions[index].name)
    }
    history += begun.events
    records.append(
      TransactionRecord(
        id: id, session: sessions[index].name, begun: line.step ?? nextStep, attempt: attempt,
        mode: mode, readOnly: false, isDeferrable: false, takesModeOfLab: true))
    sessions[index].attempt = attempt
    sessions[index].times = Session.Times(
      begun: now, acted: now, lastStep: line.step ?? nextStep)
    sessions[index].memory = Memory()
    sessions[index].program = []
    sessions[index].canRetry = false
    sessions[index].isAlone = true
    guard case .began(let snapshot) = begun.answer else {
      let line = stepped(line)
      sessions[index].state = .waiting(id)
      sessions[index].pending = Session.Pending(
        line: line, step: line.step ?? nextStep, answers: [])
      return reply(line, at: index, .waits(database.openTransaction(id)?.waits ?? []))
    }
    _ = began(id, snapshot, at: index)
    let reply = execute(line, at: index, from: [])
    if reply.step == nil, let before, case .failed(let problem) = reply.outcome {
      goBack(to: before, at: index)
      return refusal(problem, line.text, in: sessions[index].name)
    }
    return reply
  }

  /// What a refused single command has changed by its BEGIN, which is little compared with the
  /// whole.
  private struct Checkpoint {
    let place: Place
    let session: Session
    let events: Int
    let transactions: Int

    init(of runner: SessionRunner, at index: Int) {
      (place, session) = (runner.place, runner.sessions[index])
      (events, transactions) = (runner.history.count, runner.records.count)
    }
  }

  private mutating func goBack(to checkpoint: Checkpoint, at index: Int) {
    (place, sessions[index]) = (checkpoint.place, checkpoint.session)
    history.cut(to: checkpoint.events)
    records.removeSubrange(checkpoint.transactions...)
  }

  /// Commits the transaction of a single command, if it has been carried out.
  mutating func commitIfAlone(after reply: Reply, at index: Int) -> Reply {
    guard sessions[index].isAlone, case .open(let id) = sessions[index].state else { return reply }
    let changes = database.changes(of: id)
    var reply = reply
    do throws(CommandProblem) {
      let step = try place.perform(.commit, by: id, step: nextStep - 1)
      history += step.events
      settleAlone(step.answer, changes: changes, id, at: index, in: &reply)
    } catch {
      reply.outcome = .failed(error)
      giveUpAlone(id, at: index)
    }
    return reply
  }

  /// Ends a single command whose commit has this answer, or lets it wait.
  mutating func settleAlone(
    _ answer: Answer, changes: [Outcome.Change], _ id: TransactionID, at index: Int,
    in reply: inout Reply
  ) {
    switch answer {
    case .aborted(let abort):
      reply.outcome = .aborted(abort)
      finish(abort, at: index)
    case .committed(let state):
      reply.commit = Reply.Commit(state: state, changes: changes)
      note(.committed(state, changes: changes), of: id, at: index)
    case .waits:
      guard let line = sessions[index].program.last else { return }
      sessions[index].pending = Session.Pending(
        line: line, step: line.step ?? nextStep - 1, answers: [], changes: changes,
        done: reply.outcome)
      sessions[index].state = .waiting(id)
      reply.outcome = .waits(database.openTransaction(id)?.waits ?? [])
    default: preconditionFailure("a commit goes through, waits, or is aborted")
    }
  }

  /// Rolls back the transaction of a single command that could not be carried out.
  mutating func giveUpAlone(_ id: TransactionID, at index: Int) {
    guard sessions[index].isAlone else { return }
    _ = giveUp(id, step: nextStep - 1, at: index)
  }

  /// Rolls back a transaction, which may wait; a COMMIT that waits in a store can go through at
  /// that moment.
  mutating func giveUp(_ id: TransactionID, step: StepNumber, at index: Int) -> Outcome {
    let events = place.giveUp(id, at: step)
    history += events
    var outcome = Outcome.rolledBack(insteadOfCommit: false)
    for case .commit(id, _, let state) in events {
      outcome = .committed(state, changes: sessions[index].pending?.changes ?? [])
    }
    note(outcome, of: id, at: index)
    return outcome
  }

  /// COMMIT or ROLLBACK after an abort.
  mutating func acknowledge(_ line: Session.Line, at index: Int) -> Reply {
    let isCommit = line.command == .commit
    if isCommit { remember(line, at: index) }
    let answer = reply(stepped(line), at: index, .rolledBack(insteadOfCommit: isCommit))
    sessions[index].state = .idle
    return answer
  }

  /// Records the end of the transaction, if the outcome ended it.
  mutating func note(_ outcome: Outcome, of id: TransactionID, at index: Int) {
    switch outcome {
    case .committed(let state, _): records[id.number - 1].status = .committed(state)
    case .rolledBack: records[id.number - 1].status = .rolledBack
    default: return
    }
    sessions[index].state = .idle
    if case .committed = outcome { ruleChanges += examineRules() }
  }

  mutating func finish(_ abort: Abort, at index: Int) {
    sessions[index].pending = nil
    sessions[index].state = sessions[index].isAlone ? .idle : .aborted(abort.transaction)
    sessions[index].canRetry = true
    records[abort.transaction.number - 1].status = .aborted(abort)
  }
}
