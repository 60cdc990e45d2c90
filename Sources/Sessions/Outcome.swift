package import Engine
package import Vocabulary

/// What became of a command.
package enum Outcome: Hashable, Sendable {
  /// BEGIN; the state it reads, nil in modes without a snapshot.
  case begun(snapshot: Timestamp?)
  case found(Found)
  /// A key was written; `new` nil deletes.
  case wrote(Key, new: Value?, was: Knowledge)
  /// This number of keys of a range was written.
  case changed(Int)
  case skipped(Reason)
  /// Put off until the session's wait is over.
  case held
  /// One for each transaction it waits for.
  case waits([Conflict])
  case committed(Timestamp, changes: [Change])
  /// By ROLLBACK, or by COMMIT after an abort.
  case rolledBack(insteadOfCommit: Bool)
  /// `.cancel` withdrew the waiting command of this session.
  case cancelled(SessionName)
  case aborted(Abort)
  case failed(CommandProblem)

  /// What the transaction knows of a key because it has read it.
  package enum Knowledge: Hashable, Sendable {
    case unread
    case read(Value?)
  }

  /// A key and what it holds now; nil: it was deleted.
  package struct Change: Hashable, Sendable {
    package let key: Key
    package let value: Value?

    package init(key: Key, value: Value?) {
      self.key = key
      self.value = value
    }
  }

  /// Why a command was passed over.
  package enum Reason: Hashable, Sendable {
    /// The condition of an IF, as typed, was false.
    case condition(String)
    /// The transaction had been aborted.
    case aborted
    /// There is no aborted transaction to retry.
    case nothingToRetry
  }
}

/// What a command that reads has found; nil: the key is absent.
package enum Found: Hashable, Sendable {
  case value(Key, Value?)
  case rows(KeyRange, [Answer.Row])
  case count(KeyRange, Int)
  case sum(KeyRange, Int64)

  /// Nil for a number.
  package var rows: [Answer.Row]? {
    switch self {
    case .value(let key, let value): value.map { [Answer.Row(key, $0)] } ?? []
    case .rows(_, let rows): rows
    case .count, .sum: nil
    }
  }
}

extension Reply {
  /// A line that no session was asked to act upon.
  package init(refused problem: CommandProblem, session: SessionName, text: String) {
    self.init(
      step: nil, session: session, transaction: nil, text: text, outcome: .failed(problem))
  }
}

/// A command and what became of it, and of others because of it.
package struct Reply: Hashable, Sendable {
  /// Nil for an error, which takes no step.
  package let step: StepNumber?
  package let session: SessionName
  /// Nil outside a transaction.
  package let transaction: TransactionID?
  /// The command as typed.
  package let text: String
  package var outcome: Outcome
  /// What a student may want to know at this moment.
  package var notices: [Notice] = []
  /// After RETRY: the commands it gave again.
  package var retried: [Reply] = []
  /// Commands of RETRY, as typed, that are not run because RETRY ends here.
  package var notRun: [String] = []
  /// Commands of other sessions, or held ones, that this one let go on, in that order.
  package var resumed: [Reply] = []
  /// Rules that became true or false, in that order.
  package var rules: [RuleFinding] = []
  /// The commit of a command that was a transaction of its own; nil for all others.
  package var commit: Commit?
  /// The vacuum that ran by itself after the command; nil: none did.
  package var vacuum: VacuumReport?

  /// A state, and what differs in it from the one before.
  package struct Commit: Hashable, Sendable {
    package let state: Timestamp
    package let changes: [Outcome.Change]
  }

  /// The reply itself, those it retried and those it resumed.
  package var all: [Reply] { [self] + retried.flatMap(\.all) + resumed.flatMap(\.all) }
}

/// What a vacuum did, and for whose sake it left something.
package struct VacuumReport: Hashable, Sendable {
  package let vacuum: Vacuum
  /// The transactions whose snapshots keep dead versions, the oldest first.
  package let pins: [Pin]
}

extension Database {
  /// What the commit of the open transaction would change, in key order.
  ///
  /// Deleting what is not there changes nothing.
  func changes(of id: TransactionID) -> [Outcome.Change] {
    writes(of: id).filter { $0.value != nil || committedValue(of: $0.key) != nil }
      .map { Outcome.Change(key: $0.key, value: $0.value) }
  }
}

extension Reply {
  /// The transaction that the command belongs to, also where the session is rid of it by now.
  package var ownTransaction: TransactionID? {
    if case .aborted(let abort) = outcome { abort.transaction } else { transaction }
  }
}
