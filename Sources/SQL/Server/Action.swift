package import Language

/// An action of a person in a window of psql.
package enum Action: Hashable, Sendable {
  /// BEGIN at that level; with a first query that only takes the snapshot, or without one.
  case begin(Level, readOnly: Bool, deferrable: Bool, takesSnapshot: Bool)
  /// A command on data, COMMIT, or ROLLBACK, which may follow IF.
  case run(Command)
  /// ROLLBACK before something else begins.
  case clearAway
  /// Ctrl-C, if the window hangs.
  case interrupt
  /// A statement that fails, in place of a timeout that ends the transaction.
  case fail
  /// The level of single statements from now on.
  case level(Level)
}
