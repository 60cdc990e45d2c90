package import Language
package import Stores
package import Vocabulary

/// Why a command was refused, as data.
///
/// It changed nothing; `CommandProse.swift` words it.
package enum CommandProblem: Error, Hashable, Sendable {
  /// `standsAlone`: `.autocommit` would give the command a transaction of its own.
  case noTransaction(standsAlone: Bool)
  case inTransaction(TransactionID)
  /// The session waits; an edge to each transaction it waits for, and since when.
  case waiting([Conflict], since: StepNumber)
  case aborted(TransactionID)
  /// A write in a READ ONLY transaction; `locks`: a read FOR UPDATE, which counts as one.
  case readOnly(TransactionID, locks: Bool)
  case nothingToRetry
  case notWaiting(SessionName)
  case unknownSession(SessionName, known: [SessionName])
  case seedTooLate
  case arithmetic(Arithmetic)
  case cancelled
  case nothingToUndo
  case nothingToRedo
  case nothingToRerun
  case unknownBranch(Int)
  case unknownLesson(String, known: [String])
  /// The store has no level that is this mode's counterpart.
  case noSuchLevel(IsolationMode, StoreIdentity)
  /// The store refused the statement, which had no effect, in these words.
  case refusedByStore(String)
  /// The store can no longer be asked.
  case storeFailure(StoreFailure)
  /// The word, given with its dot, is about isolab's engine.
  case onlyInLab(String)
  /// The word, given with its dot, needs a shell.
  case onlyInShell(String)

  /// A file that is played on a fresh lab as one change must not go back by itself; the line, and
  /// its word with its dot.
  case goesBack(line: Int, word: String)
  /// A line of the file that was played is refused, by that message.
  case refusedInFile(String, line: Int, message: String)

  /// What cannot be computed.
  package enum Arithmetic: Hashable, Sendable {
    /// The operator needs integers, and its operand, as typed, is this.
    case notAnInteger(Value?, operand: String, operation: String)
    case overflow(String)
    case divisionByZero(String)
    /// A condition is needed, but the formula, as typed, is not one.
    case notACondition(String)
    /// A value is needed, but the formula, as typed, is a condition.
    case notAValue(String)
    case putNone(Key)
    case unsetVariable(String)
    /// SUM met a value that is not an integer.
    case sumOfText(Key, Value)
  }

  package var kind: ErrorKind {
    switch self {
    case .noTransaction, .nothingToRetry, .notWaiting: .noTransaction
    case .inTransaction, .seedTooLate: .inTransaction
    case .waiting: .waiting
    case .aborted: .aborted
    case .readOnly: .readOnly
    case .unknownSession: .unknownSession
    case .arithmetic: .arithmetic
    case .cancelled: .cancelled
    case .nothingToUndo, .nothingToRedo, .nothingToRerun, .unknownBranch, .unknownLesson,
      .onlyInShell, .onlyInLab, .noSuchLevel, .goesBack, .refusedInFile:
      .unavailable
    case .refusedByStore, .storeFailure: .store
    }
  }
}

/// Something that stops a command before its end.
package enum Interruption: Error {
  case waits
  case aborted(Abort)
  case failed(CommandProblem)
}
