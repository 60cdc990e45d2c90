import Engine
import Language
package import Vocabulary

/// One named session, and its place in its transaction.
package struct Session: Sendable {
  /// What the session's transaction is doing.
  package enum State: Hashable, Sendable {
    /// There is none.
    case idle
    case open(TransactionID)
    case waiting(TransactionID)
    /// Aborted by its mode; ROLLBACK, COMMIT, BEGIN, or RETRY acknowledges the abort.
    case aborted(TransactionID)
  }

  package let name: SessionName
  package internal(set) var state: State = .idle
  /// The command that waits.
  var pending: Pending?
  /// Commands typed while it waits, which run when the wait is over.
  ///
  /// A slice, so that taking the first one costs the same however many there are.
  var held: ArraySlice<Line> = []
  var memory = Memory()
  /// The commands of the current or last transaction, its BEGIN first.
  var program: [Line] = []
  /// Whether the last transaction was aborted, so that RETRY can repeat its commands.
  var canRetry = false
  /// Whether the transaction is that of a single command, by `.autocommit`.
  var isAlone = false
  /// The number of the current or last attempt; RETRY increases it.
  var attempt = 1
  /// The times of the current transaction.
  var times = Times()

  package init(_ name: SessionName) { self.name = name }

  package var transaction: TransactionID? {
    switch state {
    case .idle: nil
    case .open(let id), .waiting(let id), .aborted(let id): id
    }
  }

  /// The sign of the state in a prompt.
  package var sign: String {
    switch state {
    case .idle: ""
    case .open: "*"
    case .waiting: "~"
    case .aborted: "!"
    }
  }

  /// The waiting command as typed, and its step; nil if nothing waits.
  package var waitingCommand: (text: String, step: StepNumber)? {
    pending.map { ($0.line.text, $0.step) }
  }

  /// The steps of the commands that are put off until its wait is over.
  package var heldSteps: [StepNumber] { held.compactMap { $0.step } }

  struct Line: Hashable, Sendable {
    let command: Command
    let text: String
    /// Set once the command has taken a step.
    var step: StepNumber?
    /// Whether it comes from RETRY, rather than from a person who typed it.
    var isRetried = false
  }

  /// The times of a transaction, by the lab's clock.
  struct Times: Hashable, Sendable {
    /// Its BEGIN was given.
    var begun = TimeSpan.zero
    /// Its last command was carried out or refused in its place, or began to wait.
    var acted = TimeSpan.zero
    /// The step at which that command was given.
    var lastStep: StepNumber = 0
  }

  struct Pending: Sendable {
    let line: Line
    let step: StepNumber
    var answers: [Answer]
    /// The changes of its commit, if it is a commit that waits.
    var changes: [Outcome.Change]?
    /// The outcome of the command itself, if the commit of its own transaction waits.
    var done: Outcome?
  }
}

/// The record of a transaction, for lists and for the last line of `--json`.
package struct TransactionRecord: Hashable, Sendable {
  /// How it stands.
  package enum Status: Hashable, Sendable {
    case open
    case committed(Timestamp)
    indirect case aborted(Abort)
    case rolledBack
  }

  package let id: TransactionID
  package let session: SessionName
  package let begun: StepNumber
  /// 1, or more if RETRY has begun the transaction.
  package let attempt: Int
  package internal(set) var snapshot: Timestamp?
  // These take one byte each, in the word that the snapshot has begun.
  package let mode: IsolationMode
  package let readOnly: Bool
  package let isDeferrable: Bool
  /// Whether the mode is the lab's, because BEGIN names no other.
  package let takesModeOfLab: Bool
  package internal(set) var status: Status = .open

  /// Why a READ ONLY transaction may not run the command; nil if it may.
  func refusal(of command: Command) -> CommandProblem? {
    guard readOnly, command.writes(in: mode) else { return nil }
    let locks = if case .get = command { true } else { false }
    return .readOnly(id, locks: locks)
  }
}
