import Engine
import Language
import Vocabulary

/// Carrying commands out, and going on with those that waited.
extension SessionRunner {
  /// Runs a command in the session's open transaction, with the answers that it already has.
  mutating func execute(_ line: Session.Line, at index: Int, from answers: [Answer]) -> Reply {
    guard let id = sessions[index].transaction else { preconditionFailure("no transaction") }
    let step = line.step ?? nextStep
    var checkpoint =
      answers.isEmpty && line.command.canFail && place.store == nil ? place : nil
    var execution = Execution(
      place, records[id.number - 1], step: step, memory: sessions[index].memory,
      answers: answers)
    execution.changes = sessions[index].pending?.changes
    if checkpoint != nil { execution.isCancelled = isCancelled }
    place = Place(on: nil)
    let result: Result<Outcome, Interruption>
    do throws(Interruption) {
      result = .success(try execution.carryOut(line.command))
    } catch {
      result = .failure(error)
    }
    // A second copy would make the next change copy everything.
    swap(&place, &execution.place)
    if case .failure(.failed(let problem)) = result, let before = checkpoint {
      place = before
      guard line.step != nil else {
        return refusal(problem, line.text, in: sessions[index].name)
      }
      let reply = reply(line, at: index, .failed(problem))
      giveUpAlone(id, at: index)
      return reply
    }
    checkpoint = nil
    let line = stepped(line)
    history += completed(execution.events, of: line, execution.answers, at: index)
    var reply = settle(result, of: line, execution, at: index)
    reply.notices = execution.notices
    return reply
  }

  mutating func settle(
    _ result: Result<Outcome, Interruption>, of line: Session.Line, _ execution: Execution,
    at index: Int
  ) -> Reply {
    let id = execution.transaction
    if sessions[index].pending == nil, line.command != .rollback { remember(line, at: index) }
    sessions[index].pending = nil
    sessions[index].state = .open(id)
    sessions[index].times.acted = now
    sessions[index].times.lastStep = line.step ?? execution.step
    switch result {
    case .success(let outcome):
      sessions[index].memory = execution.memory
      note(outcome, of: id, at: index)
      return reply(line, transaction: id, at: index, outcome)
    case .failure(.waits):
      sessions[index].pending = Session.Pending(
        line: line, step: execution.step, answers: execution.answers,
        changes: execution.changes)
      sessions[index].state = .waiting(id)
      let waits = database.openTransaction(id)?.waits ?? []
      return reply(line, at: index, .waits(waits))
    case .failure(.aborted(let abort)):
      finish(abort, at: index)
      return reply(line, transaction: id, at: index, .aborted(abort))
    case .failure(.failed(let problem)):
      let reply = reply(line, at: index, .failed(problem))
      giveUpAlone(id, at: index)
      return reply
    }
  }

  /// Resumes every request that can go on, first come, first served.
  mutating func resumeOthers() -> [Reply] {
    var replies: [Reply] = []
    while let next = place.resume() { replies += goOn(with: next) }
    return replies
  }

  /// Goes on with a command whose request has ended its wait, and then with those that its session
  /// held back.
  mutating func goOn(with next: Place.Continuation) -> [Reply] {
    let (id, step) = (next.id, next.step)
    guard let index = sessions.firstIndex(where: { $0.transaction == id }),
      let pending = sessions[index].pending
    else { preconditionFailure("\(id) waits in no session") }
    history += completed(step.events, of: pending.line, pending.answers, at: index)
    var reply =
      next.problem.map { fail(pending, $0, id, at: index) }
      ?? goOn(pending, with: step.answer, id, at: index)
    reply.notices = step.notices + reply.notices
    let held = runHeld(index, after: &reply)
    return [reply] + held
  }

  mutating func goOn(
    _ pending: Session.Pending, with answer: Answer, _ id: TransactionID, at index: Int
  ) -> Reply {
    switch answer {
    case .began(let snapshot) where sessions[index].isAlone:
      _ = began(id, snapshot, at: index)
      return commitIfAlone(after: execute(pending.line, at: index, from: []), at: index)
    case .committed where sessions[index].isAlone:
      sessions[index].pending = nil
      var reply = reply(
        pending.line, transaction: id, at: index, pending.done ?? .changed(0))
      settleAlone(answer, changes: pending.changes ?? [], id, at: index, in: &reply)
      return reply
    case .began(let snapshot):
      sessions[index].pending = nil
      let outcome = began(id, snapshot, at: index)
      return reply(pending.line, at: index, outcome)
    case .aborted(let abort):
      finish(abort, at: index)
      return reply(pending.line, transaction: id, at: index, .aborted(abort))
    case .waits:
      preconditionFailure("a resumed request does not wait")
    case .value, .rows, .done, .committed:
      let reply = execute(pending.line, at: index, from: pending.answers + [answer])
      return commitIfAlone(after: reply, at: index)
    }
  }

  /// Ends a wait with a statement that the store has refused; the transaction goes on.
  private mutating func fail(
    _ pending: Session.Pending, _ problem: CommandProblem, _ id: TransactionID, at index: Int
  ) -> Reply {
    sessions[index].pending = nil
    sessions[index].state = .open(id)
    sessions[index].times.acted = now
    let reply = reply(pending.line, at: index, .failed(problem))
    giveUpAlone(id, at: index)
    return reply
  }

  /// Runs what the session held, up to the next that waits, once that reply has ended its wait.
  ///
  /// If RETRY was held, its commands have taken later steps than the lines after it. Such a line
  /// takes a new step, because the steps of a transaction never go back.
  mutating func runHeld(_ index: Int, after reply: inout Reply) -> [Reply] {
    stopRetry(at: index, with: &reply)
    var replies: [Reply] = []
    while sessions[index].pending == nil, !sessions[index].held.isEmpty {
      var line = sessions[index].held.removeFirst()
      let done = sessions[index].transaction.flatMap { database.lastStep(of: $0) } ?? 0
      let last = max(done, sessions[index].program.last?.step ?? 0)
      if let step = line.step, step < last { line.step = nil }
      var next = start(line, at: index)
      stopRetry(at: index, with: &next)
      replies.append(next)
    }
    return replies
  }

  /// Drops what RETRY still holds in the session, if RETRY ends with that reply.
  private mutating func stopRetry(at index: Int, with reply: inout Reply) {
    if stopsRetry(reply, at: index) { dropRetried(at: index, in: &reply) }
  }

  /// Drops what RETRY still holds in the session, and says so in the reply that ends it.
  mutating func dropRetried(at index: Int, in reply: inout Reply) {
    let rest = sessions[index].held.filter { $0.isRetried }
    guard !rest.isEmpty else { return }
    sessions[index].held.removeAll { $0.isRetried }
    abandon(rest, at: index, in: &reply)
  }

  func reply(
    _ line: Session.Line, transaction: TransactionID? = nil, at index: Int, _ outcome: Outcome
  ) -> Reply {
    Reply(
      step: line.step, session: sessions[index].name,
      transaction: transaction ?? sessions[index].transaction, text: line.text, outcome: outcome)
  }
}
