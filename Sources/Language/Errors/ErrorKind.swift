/// The kinds of error, as answers (`error waiting`) and `--json` name them.
package enum ErrorKind: String, CaseIterable, Hashable, Sendable {
  /// The session waits and accepts no command except ROLLBACK.
  case waiting
  /// The session's transaction was aborted and must be ended first.
  case aborted
  /// The command needs an open transaction.
  case noTransaction = "no-transaction"
  /// The command requires that no transaction is open.
  case inTransaction = "in-transaction"
  /// A write in a READ ONLY transaction.
  case readOnly = "read-only"
  /// The line is not in the language.
  case syntax
  /// A formula has no value: overflow, division by zero, arithmetic on text or none.
  case arithmetic
  /// Something is larger than the laboratory accepts.
  case limit
  /// No session has that name.
  case unknownSession = "unknown-session"
  /// There is no such thing here: no such branch or lesson, or nothing to undo.
  case unavailable
  /// A file cannot be read or written.
  case file
  /// A real database refused a statement, or can no longer be asked.
  case store
  /// The user broke it off.
  case cancelled
}

extension ScriptError {
  /// The kind: limit or syntax.
  package var kind: ErrorKind {
    if case .limit = problem { .limit } else { .syntax }
  }
}
