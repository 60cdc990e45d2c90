#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C while a command runs: noted, never acted upon by itself.
///
/// Between two calls of `LineEditor.readLine()` the terminal is cooked, so Ctrl-C is a SIGINT.
/// Long work asks `pending` now and then (a system call: every thousand steps, not every step)
/// and ends early. While a line is read, Ctrl-C is a key and a SIGINT from elsewhere acts like it.
package enum Interrupts {
  /// Catches SIGINT from now on.
  package static func install() {
    SignalPipe.watch(SIGINT)
  }

  /// Whether a SIGINT came since `clear()`.
  package static var pending: Bool { SignalPipe.interrupt.isAwake }

  /// Forgets the SIGINTs that came.
  package static func clear() {
    SignalPipe.interrupt.take()
  }
}
