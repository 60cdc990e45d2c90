import Engine
import Language
package import Vocabulary

/// One named session: where it stands in its transaction.
package struct Session: Sendable {
  /// What the session's transaction is doing.
  package enum State: Hashable, Sendable {
    /// There is none.
    case idle
    case open(TransactionID)
    case waiting(TransactionID)
    /// Aborted by its mode; ROLLBACK, COMMIT, BEGIN or RETRY acknowledges it.
    case aborted(TransactionID)
  }

  package let name: SessionName
  package internal(set) var state: State = .idle
  /// The command that waits.
  var pending: Pending?
  /// Commands given while it waits, to be run when the wait is over.
  ///
  /// A slice, so that to take the first one costs the same however many there are.
  var held: ArraySlice<Line> = []
  var memory = Memory()
  /// The commands of the present or last transaction, its BEGIN first.
  var program: [Line] = []
  /// Whether the last transaction was aborted, so that RETRY can give its commands again.
  var canRetry = false
  /// Whether the transaction is that of a single command, by `.autocommit`.
  var isAlone = false
  /// The number of the try that the present or last transaction is; RETRY counts on.
  var attempt = 1
  /// Where the present transaction stands in time.
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
  package var heldSteps: [StepNumber] { held.compactMap(\.step) }

  struct Line: Hashable, Sendable {
    let command: Command
    let text: String
    /// Set once a step has been taken for it.
    var step: StepNumber?
    /// Whether RETRY gave it, rather than somebody typing it.
    var isRetried = false
  }

  /// When a transaction did what, by the lab's clock.
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
    /// What its commit will change, where it is a commit that waits.
    var changes: [Outcome.Change]?
    /// What became of the command itself, where the commit of its own transaction waits.
    var done: Outcome?
  }
}

/// What became of a transaction, for lists and for the last line of `--json`.
package struct TransactionRecord: Hashable, Sendable {
  /// How it stands.
  package enum Status: Hashable, Sendable {
    case open
    case committed(Timestamp)
    case aborted(Abort)
    case rolledBack
  }

  package let id: TransactionID
  package let session: SessionName
  package let mode: IsolationMode
  package let readOnly: Bool
  package let isDeferrable: Bool
  package let begun: StepNumber
  /// 1, or more for a transaction that RETRY has begun.
  package let attempt: Int
  /// Whether the mode is that of the lab, because no BEGIN names another.
  package let takesModeOfLab: Bool
  package internal(set) var snapshot: Timestamp?
  package internal(set) var status: Status = .open

  /// Why a READ ONLY transaction may not give the command; nil if it may.
  func refusal(of command: Command) -> CommandProblem? {
    guard readOnly, command.writes(in: mode) else { return nil }
    let locks = if case .get = command { true } else { false }
    return .readOnly(id, locks: locks)
  }
}
