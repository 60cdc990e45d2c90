import Engine
import Language
package import Vocabulary

/// Time, which passes only by command, and the transactions that it ends.
extension SessionRunner {
  /// An abort that comes if nobody does anything.
  package struct Expiry: Hashable, Sendable {
    package let transaction: TransactionID
    package let session: SessionName
    package let limit: TimeLimit
    /// By the lab's clock; the time may already be over if a limit was set late.
    package let due: TimeSpan
  }

  /// Sets one limit from now on, also for the transactions that are open; nil removes it.
  package mutating func limit(_ limit: TimeLimit, to span: TimeSpan?) { timeouts[limit] = span }

  /// The abort that time brings first; nil if it brings none.
  package var nextExpiry: Expiry? {
    sessions.compactMap(expiry).min { ($0.due, $0.transaction) < ($1.due, $1.transaction) }
  }

  /// Lets time pass until the first abort that it brings or, if it brings none, until the given
  /// time.
  package mutating func pass(until end: TimeSpan) -> Reply? {
    guard let expiry = nextExpiry, expiry.due <= end,
      let index = sessions.firstIndex(where: { $0.name == expiry.session }),
      let allowed = timeouts[expiry.limit]
    else {
      now = max(now, end)
      return nil
    }
    now = max(now, expiry.due)
    return expire(expiry, allowed, at: index)
  }

  private func expiry(of session: Session) -> Expiry? {
    let (id, isWaiting): (TransactionID, Bool)
    switch session.state {
    case .idle, .aborted: return nil
    case .open(let open): (id, isWaiting) = (open, false)
    case .waiting(let waiting): (id, isWaiting) = (waiting, true)
    }
    let starts: [TimeLimit: TimeSpan] = [
      .total: session.times.begun, isWaiting ? .wait : .idle: session.times.acted,
    ]
    // At the same time, the first of all cases is reported.
    let ends = TimeLimit.allCases.compactMap { limit in
      starts[limit].flatMap { start in timeouts[limit].map { (limit: limit, due: start + $0) } }
    }
    return ends.min { $0.due < $1.due }.map {
      Expiry(transaction: id, session: session.name, limit: $0.limit, due: $0.due)
    }
  }

  private mutating func expire(
    _ expiry: Expiry, _ allowed: TimeSpan, at index: Int
  ) -> Reply {
    let id = expiry.transaction
    let step = takeStep()
    let times = sessions[index].times
    let timeout = Abort.Timeout(
      limit: expiry.limit, allowed: allowed, open: now - times.begun,
      begun: records[id.number - 1].begun, idle: now - times.acted, last: times.lastStep,
      wasWaiting: sessions[index].pending != nil)
    let ended = place.expire(id, timeout, step: step)
    history += ended.events
    let outcome: Outcome
    switch ended.answer {
    case .aborted(let abort):
      outcome = .aborted(abort)
      finish(abort, at: index)
    case .committed(let state):
      outcome = .committed(state, changes: sessions[index].pending?.changes ?? [])
      sessions[index].pending = nil
      note(outcome, of: id, at: index)
    default: preconditionFailure("an expired transaction is over")
    }
    var reply = Reply(
      step: step, session: expiry.session, transaction: id,
      text: expiry.limit.word(for: allowed),
      outcome: outcome, notices: ended.notices)
    reply.resumed = runHeld(index, after: &reply) + resumeOthers()
    return closing(reply)
  }
}
