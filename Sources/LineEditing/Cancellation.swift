#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What ends long work early: Ctrl-C, and the signals that end the process.
package enum Cancellation {
  /// Whether one of them has come.
  package static var pending: Bool { Interrupts.pending || Endings.pending }

  /// Waits for something to read; false if one of them comes first.
  package static func isReadable(_ descriptor: Int32) -> Bool {
    SignalPipe.isReadable(descriptor, before: [.interrupt] + Endings.pipes.map(\.pipe))
  }
}
