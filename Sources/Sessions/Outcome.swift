package import Engine
package import Vocabulary

/// The outcome of a command.
package enum Outcome: Hashable, Sendable {
  /// BEGIN, with the state that it reads; nil in modes without a snapshot.
  case begun(snapshot: Timestamp?)
  case found(Found)
  /// A key was written; if `new` is nil, it was deleted.
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

  /// The transaction's knowledge of a key that it has read.
  package enum Knowledge: Hashable, Sendable {
    case unread
    case read(Value?)
  }

  /// A key and its new value; nil if it was deleted.
  package struct Change: Hashable, Sendable {
    package let key: Key
    package let value: Value?

    package init(key: Key, value: Value?) {
      self.key = key
      self.value = value
    }
  }

  /// Why a command was skipped.
  package enum Reason: Hashable, Sendable {
    /// The condition of an IF, as typed, was false.
    case condition(String)
    /// The transaction had been aborted.
    case aborted
    /// There is no aborted transaction to retry.
    case nothingToRetry
  }
}

/// The result of a command that reads; nil if the key is absent.
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
  /// A line that no session was asked to carry out.
  package init(refused problem: CommandProblem, session: SessionName, text: String) {
    self.init(
      step: nil, session: session, transaction: nil, text: text, outcome: .failed(problem))
  }
}

/// A command, its outcome, and the outcomes of other commands because of it.
package struct Reply: Hashable, Sendable {
  /// Nil for an error, which takes no step.
  package let step: StepNumber?
  package let session: SessionName
  /// Nil outside a transaction.
  package let transaction: TransactionID?
  /// The command as typed.
  package let text: String
  package var outcome: Outcome
  /// Notes that may interest a student at this moment.
  package var notices: [Notice] = []
  /// After RETRY: the commands that it repeated.
  package var retried: [Reply] = []
  /// The commands of RETRY, as typed, that do not run because RETRY ends here.
  package var notRun: [String] = []
  /// Commands of other sessions, or held ones, that this one resumed, in that order.
  package var resumed: [Reply] = []
  /// Rules that became true or false, in that order.
  package var rules: [RuleFinding] = []
  /// The commit of a command that was a transaction of its own; nil for all other commands.
  package var commit: Commit?
  /// The vacuum that ran by itself after the command; nil if none did.
  package var vacuum: VacuumReport?

  /// A state, and its differences from the state before it.
  package struct Commit: Hashable, Sendable {
    package let state: Timestamp
    package let changes: [Outcome.Change]
  }

  /// The reply itself, and the replies that it retried or resumed.
  package var all: [Reply] { [self] + retried.flatMap { $0.all } + resumed.flatMap { $0.all } }
}

/// What a vacuum did, and which transactions kept it from removing more.
package struct VacuumReport: Hashable, Sendable {
  package let vacuum: Vacuum
  /// The transactions whose snapshots keep dead versions, the oldest first.
  package let pins: [Pin]
}

extension Database {
  /// The changes that the commit of the open transaction would make, in key order.
  ///
  /// Deleting an absent key changes nothing.
  func changes(of id: TransactionID) -> [Outcome.Change] {
    writes(of: id).filter { $0.value != nil || committedValue(of: $0.key) != nil }
      .map { Outcome.Change(key: $0.key, value: $0.value) }
  }
}

extension Reply {
  /// The transaction that the command belongs to, even if the session has left it by now.
  package var ownTransaction: TransactionID? {
    if case .aborted(let abort) = outcome { abort.transaction } else { transaction }
  }
}
