import Layout
import LineEditing
package import Stores

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

extension ExitStatus {
  /// Says that the user has ended the work; the status.
  ///
  /// A signal ends the process without words.
  package static func toldInterrupted() -> ExitStatus {
    if !Endings.pending { Output.error.line("isolab: interrupted") }
    return .interrupted
  }

  /// Says why a store can no longer be asked, which the user may have wanted; the status.
  package static func told(_ failure: StoreFailure) -> ExitStatus {
    guard !Cancellation.pending else { return toldInterrupted() }
    Output.error.line("isolab: \(printable(failure.message))")
    return .usage
  }
}
