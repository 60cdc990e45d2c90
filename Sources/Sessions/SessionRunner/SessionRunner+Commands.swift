import Engine
import Language
import Vocabulary

/// From a line of a session to its reply.
extension SessionRunner {
  /// A line for a session that does not wait.
  mutating func start(_ line: Session.Line, at index: Int) -> Reply {
    if let problem = problem(with: line.command, at: index) {
      // A line that was held already has its step.
      return line.step == nil
        ? refusal(problem, line.text, in: sessions[index].name)
        : reply(line, at: index, .failed(problem))
    }
    switch (sessions[index].state, line.command) {
    case (.idle, let command) where !command.isAboutTransactions: return alone(line, at: index)
    case (_, .retry): return retry(line, at: index)
    case (_, .begin): return begin(line, at: index)
    case (.aborted, .commit), (.aborted, .rollback): return acknowledge(line, at: index)
    case (.aborted, _):
      remember(line, at: index)
      return reply(stepped(line), at: index, .skipped(.aborted))
    default: return execute(line, at: index, from: [])
    }
  }

  /// A line for a session that waits: only ROLLBACK acts.
  ///
  /// ROLLBACK acts only if no typed line is held before it; it also ends what RETRY repeats.
  mutating func startWhileWaiting(_ line: Session.Line, at index: Int) -> Reply {
    let acts = sessions[index].held.allSatisfy { $0.isRetried }
    if line.command == .rollback, acts, let id = sessions[index].transaction {
      return rollBack(line, id, at: index)
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

  /// Ends the transaction of a session that waits, and RETRY with it.
  private mutating func rollBack(
    _ line: Session.Line, _ id: TransactionID, at index: Int
  ) -> Reply {
    let line = stepped(line)
    let outcome = giveUp(id, step: line.step ?? nextStep, at: index)
    forgetPending(at: index)
    var answer = reply(line, transaction: id, at: index, outcome)
    dropRetried(at: index, in: &answer)
    return answer
  }

  mutating func hold(_ line: Session.Line, at index: Int) -> Reply {
    let line = stepped(line)
    sessions[index].held.append(line)
    return reply(line, at: index, .held)
  }

  /// The line with its step, taken now unless it has one.
  mutating func stepped(_ line: Session.Line) -> Session.Line {
    var line = line
    line.step = line.step ?? takeStep()
    return line
  }

  /// Adds the line to those that RETRY repeats.
  mutating func remember(_ line: Session.Line, at index: Int) {
    sessions[index].program.append(line)
  }

  /// Why the session cannot carry out the command; nil if it can.
  func problem(with command: Command, at index: Int) -> CommandProblem? {
    switch (sessions[index].state, command) {
    case (.idle, .begin), (.aborted, .begin): return nil
    case (.open(let id), .begin): return .inTransaction(id)
    case (_, .retry):
      return sessions[index].canRetry || manner == .replay ? nil : .nothingToRetry
    case (.idle, _):
      let standsAlone = !command.endsTransaction
      return autocommit && standsAlone ? nil : .noTransaction(standsAlone: standsAlone)
    case (.aborted, .commit), (.aborted, .rollback): return nil
    case (.aborted(let id), _): return manner == .interactive ? .aborted(id) : nil
    case (.open(let id), _), (.waiting(let id), _):
      return records[id.number - 1].refusal(of: command)
    }
  }
}
