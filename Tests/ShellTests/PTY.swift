import CTestPTY

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A child process on a pseudo-terminal of its own, driven as a person would.
///
/// Wait for the prompt before sending a control key, and expect results rather than the echo of
/// what was sent. The child is killed when the object goes.
final class PTY {
  typealias Failure = ChildProcess.Failure

  private let process: ChildProcess
  private var master: Int32
  private var received = PlainText()
  private var seen = 0

  /// Every byte the child has written so far.
  private(set) var raw: [UInt8] = []

  /// Everything the child has written so far, escape sequences stripped.
  var plainText: String { String(decoding: received.bytes, as: UTF8.self) }

  /// Starts a program; `environment` is added to a small fixed one.
  init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    rows: UInt16 = 24, columns: UInt16 = 80
  ) throws {
    var master: Int32 = -1
    process = try ChildProcess(path, arguments, environment: environment) {
      ctestpty_spawn(path, $0, $1, rows, columns, &master)
    }
    self.master = master
  }

  deinit { closeMaster() }

  /// Types a text.
  func send(_ text: String) throws {
    try send(bytes: Array(text.utf8))
  }

  /// Types bytes, and reads meanwhile, so that neither side waits forever on a full terminal.
  func send(bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let ready = wait(for: POLLIN | POLLOUT, seconds: 30)
      if ready & POLLIN != 0 { drain() }
      guard ready & (POLLIN | POLLOUT) != 0 else { throw Failure("the terminal takes no more") }
      let count = write(master, Array(rest), min(1024, rest.count))
      guard count > 0 || errno == EAGAIN else { throw Failure("cannot type", errno) }
      rest.removeFirst(max(0, count))
    }
  }

  /// Waits until a text appears after the previous match; returns what stood between the two.
  @discardableResult
  func expect(_ text: String, seconds: Double = 30) throws -> String {
    let wanted = Array(text.utf8)
    return try expect(text.debugDescription, seconds: seconds) { $0.firstRange(of: wanted) }
  }

  /// Waits until `find` finds its match in all that came after the previous one; returns what
  /// stood between the two.
  func expect(
    _ what: String, seconds: Double = 30, find: (ArraySlice<UInt8>) -> Range<Int>?
  ) throws -> String {
    let end = now() + seconds
    while true {
      seen = min(seen, received.bytes.count)
      if let match = find(received.bytes[seen...]) {
        defer { seen = match.upperBound }
        return String(decoding: received.bytes[seen..<match.lowerBound], as: UTF8.self)
      }
      let left = end - now()
      guard left > 0, wait(for: POLLIN, seconds: left) != 0, drain() else {
        let unseen = String(decoding: received.bytes[seen...], as: UTF8.self)
        throw Failure("no \(what) in \(unseen.debugDescription)")
      }
    }
  }

  /// What the terminal does with keys by itself: echo, lines, signals.
  func modes() throws -> tcflag_t {
    var attributes = termios()
    guard tcgetattr(master, &attributes) == 0 else { throw Failure("tcgetattr", errno) }
    return attributes.c_lflag
  }

  /// Gives the terminal another size.
  func resize(rows: UInt16, columns: UInt16) throws {
    guard ctestpty_resize(master, rows, columns) == 0 else { throw Failure("resize", errno) }
  }

  /// Waits until the child has left the terminal to the system, whose Ctrl-C is then a signal.
  ///
  /// A shell does so while it works.
  func expectWork(seconds: Double = 30) throws {
    let end = now() + seconds
    var attributes = termios()
    while tcgetattr(master, &attributes) == 0, attributes.c_lflag & tcflag_t(ISIG) == 0 {
      guard now() < end else { throw Failure("still edited after \(seconds) s\n\(plainText)") }
      if wait(for: POLLIN, seconds: 0.005) != 0 { drain() }
    }
  }

  /// Waits until the child reads single keys.
  func expectSingleKeys(seconds: Double = 30) throws {
    let end = now() + seconds
    while try modes() & tcflag_t(ICANON) != 0 {
      guard now() < end else { throw Failure("no single keys after \(seconds) s\n\(plainText)") }
      if wait(for: POLLIN, seconds: 0.005) != 0 { drain() }
    }
  }

  /// Waits until the child has a handler of its own for a signal; where that can be seen, on Linux.
  func expectCaught(_ signal: Int32, seconds: Double = 30) throws {
    #if os(Linux)
      let end = now() + seconds
      while try !process.catches(signal) {
        guard now() < end else { throw Failure("signal \(signal) not caught after \(seconds) s") }
        usleep(5_000)
      }
    #endif
  }

  /// Takes the terminal away from the child: a hangup.
  func closeMaster() {
    if master >= 0 { close(master) }
    master = -1
  }

  /// Waits until the child has ended.
  @discardableResult
  func exitStatus(seconds: Double = 30) throws -> ChildProcess.Exit {
    let end = now() + seconds
    while process.exit == nil {
      if now() > end { throw Failure("still running after \(seconds) s\n\(plainText)") }
      if master < 0 || wait(for: POLLIN, seconds: 0.02) == 0 || !drain() { usleep(5_000) }
    }
    while master >= 0, wait(for: POLLIN, seconds: 0) != 0, drain() {}
    return process.exit ?? .code(0)
  }

  /// Sends the child a signal.
  func signal(_ number: Int32) {
    process.send(number)
  }

  /// Takes what the child has written; false when there is nothing more, ever.
  @discardableResult
  private func drain() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)  // EIO once the child has gone
    if count > 0 {
      raw += buffer[..<count]
      received.append(buffer[..<count])
    }
    return count > 0 || (count < 0 && errno == EAGAIN)
  }

  private func wait(for events: Int32, seconds: Double) -> Int32 {
    var polled = pollfd(fd: master, events: Int16(events), revents: 0)
    guard poll(&polled, 1, Int32(seconds * 1000)) > 0 else { return 0 }
    return Int32(polled.revents)
  }
}
