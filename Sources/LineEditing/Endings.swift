#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// SIGTERM, SIGHUP, and SIGPIPE, which end the process once it has cleaned up.
///
/// By themselves they end it at once. A program that has something to leave in order, such as a
/// schema on a server, catches them; reading a line and long work then come to an end, and it
/// obeys.
package enum Endings {
  static let pipes: [(signal: Int32, pipe: SignalPipe)] = [
    (SIGTERM, .terminate), (SIGHUP, .hangUp), (SIGPIPE, .brokenPipe),
  ]

  /// Whether they are caught; written by the thread that reads lines.
  nonisolated(unsafe) package private(set) static var areCaught = false

  /// Catches them from now on.
  package static func install() {
    areCaught = true
    for (signal, _) in pipes { SignalPipe.watch(signal) }
  }

  /// Notes that nobody reads the output, also if a library ignores the signal for that.
  package static func noteBrokenPipe() { SignalPipe.brokenPipe.wake() }

  /// Whether one of them has come.
  package static var pending: Bool { pipes.contains { $0.pipe.isAwake } }

  /// Lets the one that has come take its usual effect.
  package static func obey() {
    for (number, pipe) in pipes where pipe.isAwake {
      signal(number, SIG_DFL)
      raise(number)
    }
  }

  /// Waits for something to read; false if one of them comes first.
  package static func isReadable(_ descriptor: Int32) -> Bool {
    SignalPipe.isReadable(descriptor, before: pipes.map(\.pipe))
  }
}
