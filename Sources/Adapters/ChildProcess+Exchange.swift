import Connecting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One line in, one line out.
extension ChildProcess {
  /// Why there is no answer.
  enum Fault: Error {
    /// It wrote this before any request.
    case early([UInt8])
    /// It wrote this, perhaps followed by more, after its answer.
    case second([UInt8])
    case tooLong
    case silent
    case interrupted
    /// It ended, or closed its standard output; nil if it has not ended.
    case closed(Ending?)
  }

  /// How long an answer may be.
  static var longestLine: Int { 16 << 20 }
  /// How often the flag for an interruption is checked, in milliseconds.
  private static var attention: Int { 50 }
  /// How much of the standard error is kept.
  private static var errorsKept: Int { 4096 }

  /// Sends the line and waits for the line that answers it.
  func exchange(
    _ line: String, patience: Double, isCancelled: () -> Bool
  ) throws(Fault) -> [UInt8] {
    let isOpen = receive()
    if !inbox.isEmpty { throw .early(inbox) }
    guard isOpen else { throw .closed(endingAfterClose()) }
    var outbox = Array((line + "\n").utf8)[...]
    var searched = 0
    let deadline = ContinuousClock.now + .seconds(patience)
    while true {
      if let end = inbox[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let answer = Array(inbox[..<end])
        let rest = Array(inbox[(end + 1)...])
        inbox = []
        if !rest.isEmpty { throw .second(rest) }
        return answer
      }
      searched = inbox.count
      if searched > Self.longestLine { throw .tooLong }
      if isCancelled() { throw .interrupted }
      guard ContinuousClock.now < deadline else { throw .silent }
      let isQuiet = !wait(toWrite: !outbox.isEmpty, until: deadline)
      // Asked before its last words are read. Another process may still hold its end of the pipe.
      let ending = isQuiet ? self.ending : nil
      send(&outbox)
      receiveErrors()
      guard receive() else { throw .closed(endingAfterClose()) }
      if let ending, inbox.count == searched { throw .closed(ending) }
    }
  }

  /// Until something can be read or written (true), or it is time to look at the flag (false).
  private func wait(toWrite: Bool, until deadline: ContinuousClock.Instant) -> Bool {
    let left = (deadline - .now) / .milliseconds(1)
    var polled = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: toWrite ? input ?? -1 : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let time = Int32(max(1, min(Double(Self.attention), left)))
    return poll(&polled, nfds_t(polled.count), time) > 0
  }

  /// Sends what the pipe accepts now; drops everything if nobody reads it any longer.
  private func send(_ outbox: inout ArraySlice<UInt8>) {
    guard let input, !outbox.isEmpty else { return }
    let (count, error) = SilentPipe.write(outbox, to: input)
    if count > 0 {
      outbox = outbox.dropFirst(count)
    } else if error != EAGAIN, error != EINTR {
      outbox = []
      closeInput()
    }
  }

  /// Takes what it has written to its standard output; false if that is closed.
  private func receive() -> Bool {
    while inbox.count <= Self.longestLine {
      switch Self.read(output) {
      case .bytes(let bytes): inbox += bytes
      case .nothing: return true
      case .end: return false
      }
    }
    return true
  }

  private func receiveErrors() {
    // Bounded, so that a flood of output does not keep isolab here.
    for _ in 0..<64 {
      guard let descriptor = errors else { return }
      switch Self.read(descriptor) {
      case .bytes(let bytes):
        errorTail = Array((errorTail + bytes).suffix(Self.errorsKept))
      case .nothing: return
      case .end:
        close(descriptor)
        errors = nil
      }
    }
  }

  /// How it ended, once its standard output is closed; usually it ends at the same time.
  private func endingAfterClose() -> Ending? {
    let ending = waitForEnd(milliseconds: 500)
    receiveErrors()
    return ending
  }

  private enum Taken {
    case bytes([UInt8])
    case nothing
    case end
  }

  private static func read(_ descriptor: Int32) -> Taken {
    var isEnd = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = descriptorRead(descriptor, buffer)
      isEnd = result == 0 || result < 0 && errno != EAGAIN && errno != EINTR
      count = max(0, result)
    }
    return isEnd ? .end : bytes.isEmpty ? .nothing : .bytes(bytes)
  }
}

private func descriptorRead(
  _ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>
) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

/// Writing to a pipe that perhaps nobody reads any longer.
private enum SilentPipe {
  /// Writes without raising SIGPIPE; returns the number of bytes, and the error if there are none.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> (Int, Int32) {
    var broken = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    let wasPending = isPending
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &broken, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let count = bytes.withUnsafeBytes { write(descriptor, $0) }
    let error = errno
    if count < 0, error == EPIPE, !wasPending, isPending {
      var signal: Int32 = 0
      sigwait(&broken, &signal)
    }
    return (count, error)
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static var isPending: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return sigismember(&pending, SIGPIPE) == 1
  }
}
