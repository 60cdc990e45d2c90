import Engine
import Stores
import Vocabulary

/// How waits and transactions are ended from outside.
extension Place {
  /// What a withdrawal has found.
  enum Withdrawal {
    /// The request is withdrawn; a store may have aborted its transaction because of that.
    case withdrawn(Step)
    /// The request had just ended by itself.
    case tooLate(Continuation)
  }

  /// Withdraws a waiting request.
  mutating func cancel(_ id: TransactionID) -> Withdrawal {
    guard store != nil else { return .withdrawn(database.cancel(id)) }
    guard let (waiting, answer) = withdraw(id) else { preconditionFailure("\(id) does not wait") }
    if let answer {
      let next = continuation(of: id, waiting, answer)
      return answer.isAbort ? .withdrawn(next.step) : .tooLate(next)
    }
    var step = database.follow([.goesOn], by: id, step: waiting.step, answer: .done)
    step.events +=
      waiting.request == nil
      ? database.follow([.ended(nil)], by: id, step: waiting.step, answer: .done).events
      : undone(by: id, step: waiting.step).events
    return .withdrawn(step)
  }

  /// Ends a transaction, which may wait, because its session gives it up.
  mutating func giveUp(_ id: TransactionID, at step: StepNumber) -> [Event] {
    guard store != nil else {
      let waits = database.openTransaction(id)?.arrival != nil
      var events = waits ? database.cancel(id).events : []
      if database.openTransaction(id) != nil {
        events += database.perform(.rollback, by: id, step: step).events
      }
      return events
    }
    guard database.openTransaction(id) != nil else { return [] }
    let events = rollBack(id, at: step).events
    guard database.openTransaction(id) != nil else { return events }
    return events + database.follow([.ended(nil)], by: id, step: step, answer: .done).events
  }

  /// Aborts an open transaction from outside, because its time is over; it may wait.
  ///
  /// On a store, a COMMIT that waits can go through at that moment.
  mutating func expire(
    _ id: TransactionID, _ timeout: Abort.Timeout, step: StepNumber
  ) -> Step {
    guard store != nil else { return database.expire(id, timeout, step: step) }
    let rolledBack = rollBack(id, at: step)
    guard database.openTransaction(id) != nil else { return rolledBack }
    let abort = Abort(of: id, step: step, kind: .timeout, conflicts: [], timeout: timeout)
    var ended = end(id, abort, at: step)
    ended.events = rolledBack.events + ended.events
    return ended
  }

  /// Ends a transaction of the store, which may be waiting, and returns the end of its wait.
  private mutating func rollBack(_ id: TransactionID, at step: StepNumber) -> Step {
    var end: Step?
    if let (waiting, answer) = withdraw(id) {
      let own = answer.flatMap { $0.isAbort ? nil : $0 }
      let next =
        own.map { continuation(of: id, waiting, $0).step }
        ?? database.follow([.goesOn], by: id, step: waiting.step, answer: .done)
      if answer?.isAbort == true || database.openTransaction(id) == nil { return next }
      end = next
    }
    _ = try? ask(.rollback, by: id, at: step)
    return end ?? database.follow([], by: id, step: step, answer: .done)
  }

  /// Takes the waiting request of a transaction back from the store; nil if it does not wait.
  ///
  /// The answer is nil if the request is withdrawn, or if the store has failed.
  private mutating func withdraw(
    _ id: TransactionID
  ) -> (waiting: Remote.Waiting, answer: StoreAnswer?)? {
    guard let remote, let waiting = remote.waiting.removeValue(forKey: id) else { return nil }
    let answer = try? asking { run throws(StoreFailure) in try run.cancel(id) }
    if failure == nil {
      let hasEnded = answer.map { !$0.isAbort } ?? false
      remote.note(hasEnded ? .resumed(id) : .cancel(id), answer ?? .done, at: waiting.step)
    }
    return (waiting, answer)
  }
}
