#if MariaDB
  import CMariaDB
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// One session of a server, used through libmariadb, which never blocks on the server.
  final class MariaConnection {
    let place: MariaPlace
    /// The number of its server among the place's servers.
    let node: Int
    /// The server's number for this session: the number of its thread.
    let thread: UInt
    private let session: MariaSession
    private var work: MariaWork?

    init(_ place: MariaPlace, node: Int) throws(StoreFailure) {
      guard let session = MariaSession() else {
        throw place.failure("cannot be reached: no memory is left")
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
      let deadline = SQLDeadline(place)
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
        throw place.failure("cannot be reached", MariaError(session.raw))
      }
    }

    /// Whether a request was sent whose answer is not complete.
    var isBusy: Bool { work != nil }

    /// According to the server's last answer that was not an error.
    var isInTransaction: Bool { session.raw.pointee.server_status & 1 != 0 }

    /// Such as `10.11.19-MariaDB-0+deb12u1`.
    var version: String { mysql_get_server_info(session.raw).map { String(cString: $0) } ?? "" }

    /// The events that `poll` waits for on its socket.
    var interest: pollfd { session.interest(in: work?.awaited ?? 0) }

    /// Sends statements; each follows when the one before it has succeeded.
    func send(_ script: [MariaStatement]) { work = MariaWork(script, in: session) }

    /// The answer, once all of it is here; nil before that.
    ///
    /// It does not wait.
    func takeReply() throws(StoreFailure) -> MariaReply? {
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

    /// Waits for the answer to what was sent.
    func finish(by deadline: SQLDeadline) throws(StoreFailure) -> MariaReply {
      while true {
        if let reply = try takeReply() { return reply }
        try deadline.wait(for: [interest], atMost: 50)
      }
    }

    /// Sends statements and waits for the answer.
    ///
    /// It drops an earlier answer that is under way.
    func ask(
      _ script: [MariaStatement], by deadline: SQLDeadline
    ) throws(StoreFailure) -> MariaReply {
      if isBusy { _ = try finish(by: deadline) }
      send(script)
      return try finish(by: deadline)
    }

    /// Like `ask`, for statements that have to succeed.
    @discardableResult
    func order(_ script: String..., by deadline: SQLDeadline) throws(StoreFailure) -> [[String]] {
      let reply = try ask(script.map { MariaStatement($0) }, by: deadline)
      if let error = reply.error { throw place.failure("refuses a command from isolab", error) }
      return reply.rows
    }
  }
#endif
