#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// SIGTERM and SIGHUP, which end the process once it has cleaned up.
///
/// By themselves they end it at once. A shell that has something to leave in order catches them;
/// reading a line and long work then come to an end, and it obeys.
package enum Endings {
  private static let pipes: [(signal: Int32, pipe: SignalPipe)] = [
    (SIGTERM, .terminate), (SIGHUP, .hangUp),
  ]

  /// Whether they are caught; written by the thread that reads lines.
  nonisolated(unsafe) private(set) static var areCaught = false

  /// Catches both from now on.
  package static func install() {
    areCaught = true
    for (signal, _) in pipes { SignalPipe.watch(signal) }
  }

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
    let descriptors = [descriptor] + pipes.map(\.pipe.readEnd)
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&polled, nfds_t(polled.count), -1) < 0, errno == EINTR {}
    return polled.dropFirst().allSatisfy { $0.revents == 0 }
  }
}
