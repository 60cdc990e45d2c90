import Sessions
import Vocabulary

/// How an order of steps on a store compares with the same order on isolab's engine.
package enum Match: Hashable, Sendable {
  /// Every command was answered alike: values, waits and for whom, resumes, and kinds of aborts.
  case inEvents
  /// The same transactions committed, they read the same values, and the same rows are stored.
  case inOutcome
  /// They differ for these known reasons, each a short name.
  case explained([String])
  /// They differ, and nobody knows why.
  case unexplained

  /// How they match, without the reasons.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case events, outcome, explained, unexplained
  }

  package var kind: Kind {
    switch self {
    case .inEvents: .events
    case .inOutcome: .outcome
    case .explained: .explained
    case .unexplained: .unexplained
    }
  }

  /// Compares two courses of one order; `explain` names why they differ, where that is known.
  init(
    of theirs: Course, with own: Course, in program: ConcurrentProgram,
    explain: (_ own: Course, _ theirs: Course) -> [String]
  ) {
    if own.isPossible, theirs.isPossible {
      if own.events == theirs.events {
        self = .inEvents
        return
      }
      if own.hasOutcome(of: theirs, in: program) {
        self = .inOutcome
        return
      }
    }
    let reasons = explain(own, theirs)
    self = reasons.isEmpty ? .unexplained : .explained(reasons)
  }
}

extension Course {
  /// What each step was answered, with everything that it let go on.
  fileprivate var events: [[String]] {
    replies.map { reply in
      reply.all.map { "\($0.session.text) \($0.outcome.event)" }
    }
  }

  /// Whether the transactions ended alike, read the same values, and left the same rows.
  fileprivate func hasOutcome(of other: Course, in program: ConcurrentProgram) -> Bool {
    end.stored == other.end.stored
      && program.lanes.allSatisfy { lane in
        let own = outcomes(of: lane.session)
        let theirs = other.outcomes(of: lane.session)
        return own.count == theirs.count && zip(own, theirs).allSatisfy { $0.isLike($1) }
      }
  }

  /// The transactions of a session, in their order.
  private func outcomes(of session: SessionName) -> [TransactionOutcome] {
    end.records.filter { $0.session == session }.map { record in
      let answers = replies.flatMap { $0.all }.filter {
        $0.ownTransaction == record.id && !$0.isOnlyPutOff
      }
      return TransactionOutcome(
        status: record.status, answers: answers.compactMap { $0.outcome.read })
    }
  }
}

/// How a transaction ended, and what it had read by then.
private struct TransactionOutcome {
  let status: TransactionRecord.Status
  let answers: [String]

  /// An aborted transaction may have come further on one side than on the other.
  func isLike(_ other: TransactionOutcome) -> Bool {
    switch (status, other.status) {
    case (.aborted, .aborted): zip(answers, other.answers).allSatisfy { $0 == $1 }
    case (.committed, .committed), (.open, .open), (.rolledBack, .rolledBack):
      answers == other.answers
    default: false
    }
  }
}

extension Outcome {
  /// The answer, and what a wait is for.
  fileprivate var event: String {
    switch self {
    case .waits(let conflicts):
      "waits" + Set(conflicts.map { $0.second.transaction.number }).sorted().map { " \($0)" }.joined()
    case .held: "held"
    default: told
    }
  }

  /// What the command has found or could not find; nil if it is about something else.
  fileprivate var read: String? {
    switch self {
    case .found, .changed, .failed: told
    default: nil
    }
  }
}
