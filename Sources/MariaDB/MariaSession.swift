#if MariaDB
  import CMariaDB
  import Connecting

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// The part of a session that libmariadb keeps: the connection and its prepared statements.
  final class MariaSession {
    let raw: UnsafeMutablePointer<MYSQL>
    /// By their text.
    var prepared: [String: UnsafeMutablePointer<MYSQL_STMT>] = [:]

    /// Makes the library ready, which must happen only once.
    private static let isReady = mysql_server_init(0, nil, nil) == 0

    /// Nil if no memory is left.
    init?() {
      guard Self.isReady, let raw = mysql_init(nil) else { return nil }
      self.raw = raw
    }

    deinit {
      mysql_close(raw)
      for statement in prepared.values { mysql_stmt_close(statement) }
    }

    /// Abandons the current work, so that closing the connection does not wait for the server.
    func breakOff() {
      let socket = mysql_get_socket(raw)
      if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// The events to await on the socket, from the library's bits.
    func interest(in awaited: Int32) -> pollfd {
      var events: Int32 = 0
      if awaited & MYSQL_WAIT_READ != 0 { events |= POLLIN }
      if awaited & MYSQL_WAIT_WRITE != 0 { events |= POLLOUT }
      if awaited & MYSQL_WAIT_EXCEPT != 0 { events |= POLLPRI }
      return pollfd(fd: mysql_get_socket(raw), events: Int16(events), revents: 0)
    }

    /// Which of these events have happened, in the library's bits.
    func events(among awaited: Int32) -> Int32 {
      var socket = interest(in: awaited)
      guard poll(&socket, 1, 0) > 0 else { return 0 }
      let happened = Int32(socket.revents)
      // A broken connection is found by reading or writing.
      guard happened & (POLLHUP | POLLERR | POLLNVAL) == 0 else {
        return awaited & ~MYSQL_WAIT_TIMEOUT
      }
      var bits: Int32 = 0
      if happened & POLLIN != 0 { bits |= MYSQL_WAIT_READ }
      if happened & POLLOUT != 0 { bits |= MYSQL_WAIT_WRITE }
      if happened & POLLPRI != 0 { bits |= MYSQL_WAIT_EXCEPT }
      return bits
    }
  }
#endif
