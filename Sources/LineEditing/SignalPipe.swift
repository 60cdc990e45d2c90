import CEditline

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A signal as a readable descriptor, so that waiting for keys and for signals is one poll(2).
///
/// A flag alone would be lost if the signal arrived between the check of the flag and poll. The
/// handler only writes one byte. If no pipe can be created, the signal is caught and ignored.
final class SignalPipe: Sendable {
  static let interrupt = SignalPipe()
  static let resize = SignalPipe()
  static let resume = SignalPipe()
  static let terminate = SignalPipe()
  static let hangUp = SignalPipe()
  static let brokenPipe = SignalPipe()

  /// Becomes readable when the signal arrives.
  let readEnd: Int32
  private let writeEnd: Int32

  private init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  /// Sends a signal that has a pipe into it from now on.
  static func watch(_ signal: Int32) {
    _ = of(signal)  // created here, never first inside the handler
    _ = editline_catch(signal) { signal in
      let before = errno
      SignalPipe.of(signal)?.wake()
      errno = before
    }
  }

  private static func of(_ signal: Int32) -> SignalPipe? {
    switch signal {
    case SIGINT: interrupt
    case SIGWINCH: resize
    case SIGCONT: resume
    case SIGTERM: terminate
    case SIGHUP: hangUp
    case SIGPIPE: brokenPipe
    default: nil
    }
  }

  func wake() {
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// Whether the signal came and was not taken yet; one system call.
  var isAwake: Bool {
    var readable = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    return poll(&readable, 1, 0) > 0
  }

  /// Waits for something to read; false if one of the signals comes first.
  static func isReadable(_ descriptor: Int32, before pipes: [SignalPipe]) -> Bool {
    let descriptors = [descriptor] + pipes.map(\.readEnd)
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&polled, nfds_t(polled.count), -1) < 0, errno == EINTR {}
    return polled.dropFirst().allSatisfy { $0.revents == 0 }
  }

  /// Forgets that the signal came; whether it had come.
  @discardableResult
  func take() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    var came = false
    while read(readEnd, &bytes, bytes.count) > 0 { came = true }
    return came
  }
}
