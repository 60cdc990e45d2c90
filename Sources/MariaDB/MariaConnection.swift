#if MariaDB
  import CMariaDB
  import Connecting
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// One session of a server, used through libmariadb, which never blocks on the server.
  final class MariaConnection: ServerConnection {
    let place: MariaPlace
    let node: Int
    /// The server's number for this session: the number of its thread.
    let thread: UInt
    private let session: MariaSession
    private var work: MariaWork?

    init(_ place: MariaPlace, node: Int) throws(StoreFailure) {
      guard let session = MariaSession() else {
        throw place.failure("cannot be reached: out of memory")
      }
      (self.place, self.node, self.session) = (place, node, session)
      Self.set(session.raw)
      do throws(StoreFailure) {
        try Self.connect(session, place, place.nodes[node])
      } catch {
        session.breakOff()
        throw error
      }
      thread = mysql_thread_id(session.raw)
    }

    deinit { if isBusy { session.breakOff() } }

    private static func set(_ raw: UnsafeMutablePointer<MYSQL>) {
      // The library's calls have a stack of their own; encryption needs a larger one.
      withUnsafePointer(to: 256 << 10) { _ = mysql_options(raw, MYSQL_OPT_NONBLOCK, $0) }
      mysql_options(raw, MYSQL_READ_DEFAULT_GROUP, "client")
      mysql_options(raw, MYSQL_SET_CHARSET_NAME, "utf8mb4")
      mysql_options4(raw, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "isolab")
    }

    private static func connect(
      _ session: MariaSession, _ place: MariaPlace, _ node: MariaNode
    ) throws(StoreFailure) {
      let deadline = ServerDeadline(place)
      let texts = [node.host, place.user, place.password, place.database, place.socket]
      let copies = texts.map { $0.flatMap { strdup($0) } }
      defer { for copy in copies { free(copy) } }
      var result: UnsafeMutablePointer<MYSQL>?
      var awaited = mysql_real_connect_start(
        &result, session.raw, copies[0], copies[1], copies[2], copies[3], node.port, copies[4], 0)
      while awaited != 0 {
        try deadline.wait(for: [session.interest(in: awaited)], atMost: 50)
        let events = session.events(among: awaited)
        if events != 0 { awaited = mysql_real_connect_cont(&result, session.raw, events) }
      }
      guard result != nil else {
        throw place.failure("cannot be reached", ServerError(session.raw))
      }
    }

    var isBusy: Bool { work != nil }

    /// The server does not report it.
    var isCheckedWait: Bool { false }

    /// According to the server's last answer that was not an error.
    var isInTransaction: Bool { session.raw.pointee.server_status & 1 != 0 }

    /// Such as `10.11.19-MariaDB-0+deb12u1`.
    var version: String { mysql_get_server_info(session.raw).map { String(cString: $0) } ?? "" }

    var interest: pollfd { session.interest(in: work?.awaited ?? 0) }

    func send(_ script: [SQLStatement]) { work = MariaWork(script, in: session) }

    func takeReply() throws(StoreFailure) -> ServerReply? {
      guard let work else { return nil }
      if !work.isDone {
        let events = session.events(among: work.awaited)
        if events != 0 { work.advance(after: events) }
      }
      guard work.isDone else { return nil }
      self.work = nil
      if let error = work.reply.error, error.endsSession {
        throw place.failure("ended the session", error)
      }
      return work.reply
    }
  }

  extension ServerError {
    init(_ raw: UnsafeMutablePointer<MYSQL>) {
      self.init(code: String(mysql_errno(raw)), message: String(cString: mysql_error(raw)))
    }

    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
      self.init(
        code: String(mysql_stmt_errno(statement)),
        message: String(cString: mysql_stmt_error(statement)))
    }

    /// Whether the session is over: one of the library's own errors, a server that shuts down, or a
    /// session that was killed.
    fileprivate var endsSession: Bool {
      guard let number = Int(code) else { return false }
      return 2000..<3000 ~= number || number == 1053 || number == 1927
    }
  }
#endif
