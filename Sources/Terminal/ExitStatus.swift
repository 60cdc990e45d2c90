/// What the process tells its caller.
package enum ExitStatus: Int32, Error {
  case success = 0
  /// A check or an expectation failed.
  case failed = 1
  /// Usage, an unreadable file, or syntax.
  case usage = 2
  /// isolab's own fault, or output that cannot be written.
  case `internal` = 3
  /// Ctrl-C.
  case interrupted = 130
}
