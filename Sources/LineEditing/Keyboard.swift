#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the keyboard reports.
enum KeyboardEvent {
  case scalar(Unicode.Scalar)
  /// SIGINT: Ctrl-C where the terminal is not in raw mode, or a signal from elsewhere.
  case interrupted
  /// The terminal has another size.
  case resized
  /// The process was stopped and goes on; the terminal's mode may be anyone's.
  case resumed
  /// Nothing was typed for the time asked for.
  case idle
  /// End of input, or the terminal is gone.
  case closed
  /// A signal asks the process to end; it stays so.
  case ending
  case failed(Int32)
}

/// The terminal's input and the signals that concern it, as one queue of events.
final class Keyboard {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var taken = 0
  private var decoder = ScalarDecoder()

  init(descriptor: Int32) {
    self.descriptor = descriptor
    SignalPipe.watch(SIGWINCH)
    SignalPipe.watch(SIGCONT)
  }

  /// Waits for the next event; `.idle` after that number of milliseconds, never when negative.
  func next(idleAfter milliseconds: Int32) -> KeyboardEvent {
    while true {
      while taken < bytes.count {
        taken += 1
        guard let scalar = decoder.feed(bytes[taken - 1]) else { continue }
        if scalar == "\r" || scalar == "\n" { takeAll() }
        return .scalar(scalar)
      }
      if let event = wait(milliseconds) { return event }
    }
  }

  /// Forgets the signals that came while no line was read: they concern none.
  func forgetSignals() {
    for pipe in [SignalPipe.interrupt, .resize, .resume] { pipe.take() }
  }

  /// Whether the terminal is gone.
  var isHungUp: Bool {
    var attributes = termios()
    return tcgetattr(descriptor, &attributes) != 0
  }

  /// Drops what was typed ahead and already taken from the terminal.
  func discard() {
    (bytes, taken) = ([], 0)
  }

  /// Whether something has been typed that nobody has read yet.
  var hasMore: Bool {
    var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return taken < bytes.count || poll(&readable, 1, 0) > 0
  }

  /// Takes all pending input from the terminal before a command runs in cooked mode.
  ///
  /// A cooked terminal cuts a line at 4,095 bytes and gives control keys another meaning, so the
  /// rest of a paste must not stay there.
  private func takeAll() {
    var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while bytes.count - taken < 1 << 20, poll(&readable, 1, 0) > 0, fill() == nil {}
  }

  /// Waits once; nil when there is nothing to report but perhaps more bytes.
  private func wait(_ milliseconds: Int32) -> KeyboardEvent? {
    let signals = [SignalPipe.interrupt, .resize, .resume, .terminate, .hangUp]
    var polled = ([descriptor] + signals.map(\.readEnd)).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = poll(&polled, nfds_t(polled.count), milliseconds)
    if count == 0 { return .idle }
    if count < 0 { return errno == EINTR ? nil : .failed(errno) }
    if Endings.pending { return .ending }
    if SignalPipe.interrupt.take() { return .interrupted }
    if SignalPipe.resize.take() { return .resized }
    if SignalPipe.resume.take() { return .resumed }
    return polled[0].revents == 0 ? nil : fill()
  }

  /// Reads once; nil when bytes came.
  private func fill() -> KeyboardEvent? {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes = Array(bytes[taken...]) + chunk[..<count]
      taken = 0
      return nil
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    return count == 0 || errno == EIO ? .closed : .failed(errno)
  }
}
