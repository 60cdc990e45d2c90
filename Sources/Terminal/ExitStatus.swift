/// The exit status of the process.
package enum ExitStatus: Int32, Error {
  case success = 0
  /// A check or an expectation failed.
  case failed = 1
  /// Usage, an unreadable file, or syntax.
  case usage = 2
  /// A fault of isolab itself, or output that cannot be written.
  case `internal` = 3
  /// Ctrl-C.
  case interrupted = 130
}
