#if PostgreSQL
  import CPostgreSQL
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// One session of a server, used through libpq, which never blocks on the server.
  final class PGConnection {
    let place: PGPlace
    /// The server's process for this session.
    let process: Int32
    private let raw: OpaquePointer
    private let notices: PGNotices
    private var reply = PGReply()
    /// Whether a request was sent whose answer is not complete.
    private(set) var isBusy = false

    /// Connects; the server's list of sessions shows the session under that name.
    init(_ place: PGPlace, name: String) throws(StoreFailure) {
      let names = ["dbname", "application_name", "client_encoding"]
      let values = [place.secretURL, name, "UTF8"]
      let raw = names.withCStrings { names in
        values.withCStrings { PQconnectStartParams(names, $0, 1) }
      }
      guard let raw else { throw place.failure("cannot be reached: no memory is left") }
      (self.raw, self.place) = (raw, place)
      do throws(StoreFailure) {
        try Self.complete(raw, place)
      } catch {
        PQfinish(raw)
        throw error
      }
      process = PQbackendPID(raw)
      PQsetnonblocking(raw, 1)
      notices = PGNotices(of: process)
      // By default, libpq writes notices to the standard error.
      _ = PQsetNoticeReceiver(raw, PGNotices.receive, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit { PQfinish(raw) }

    private static func complete(
      _ raw: OpaquePointer, _ place: PGPlace
    ) throws(StoreFailure) {
      let deadline = SQLDeadline(place)
      var state = PGRES_POLLING_WRITING
      while state != PGRES_POLLING_OK {
        guard state != PGRES_POLLING_FAILED, PQstatus(raw) != CONNECTION_BAD else {
          throw place.failure("cannot be reached: \(String(cString: PQerrorMessage(raw)))")
        }
        let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
        let isReady = try deadline.wait(
          for: [pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)], atMost: 50)
        if isReady { state = PQconnectPoll(raw) }
      }
    }

    /// Whether the session is in a transaction, even a failed one.
    var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

    /// The server's number, such as `15.18`.
    var version: String {
      guard let text = PQparameterStatus(raw, "server_version") else { return "" }
      return String(String(cString: text).prefix { $0 != " " })
    }

    /// Whether the server has looked for a cycle of waits since the request began to wait, and has
    /// found none.
    ///
    /// After that, it does not look again.
    var isCheckedWait: Bool { notices.isCheckedWait }

    /// The events that `poll` has to look for on its socket.
    var interest: pollfd {
      let writes = PQflush(raw) == 1 ? POLLOUT : 0
      return pollfd(fd: PQsocket(raw), events: Int16(POLLIN | writes), revents: 0)
    }

    func send(_ statement: PGStatement) throws(StoreFailure) {
      let texts = statement.arguments.map(\.text)
      let isSent = texts.withCStrings {
        PQsendQueryParams(raw, statement.sql, Int32(texts.count), nil, $0, nil, nil, 0)
      }
      try begin(isSent)
    }

    /// Sends several statements without parameters at once.
    func send(script: String) throws(StoreFailure) { try begin(PQsendQuery(raw, script)) }

    private func begin(_ isSent: Int32) throws(StoreFailure) {
      guard isSent == 1, PQflush(raw) >= 0 else { throw lost(nil) }
      (isBusy, reply) = (true, PGReply())
      notices.isCheckedWait = false
    }

    /// The answer, once it is complete; nil before that.
    ///
    /// It does not wait.
    func takeReply() throws(StoreFailure) -> PGReply? {
      guard PQflush(raw) >= 0, PQconsumeInput(raw) == 1 else { throw lost(reply.error) }
      while PQisBusy(raw) == 0 {
        guard let result = PQgetResult(raw) else {
          isBusy = false
          guard PQstatus(raw) != CONNECTION_BAD else { throw lost(reply.error) }
          return reply
        }
        reply.take(result)
      }
      return nil
    }

    /// Waits for the answer to what was sent.
    func finish(by deadline: SQLDeadline) throws(StoreFailure) -> PGReply {
      while true {
        if let reply = try takeReply() { return reply }
        try deadline.wait(for: [interest], atMost: 50)
      }
    }

    /// Sends a statement and waits for the answer.
    ///
    /// It drops an earlier answer that is under way.
    func ask(_ statement: PGStatement, by deadline: SQLDeadline) throws(StoreFailure) -> PGReply {
      if isBusy { _ = try finish(by: deadline) }
      try send(statement)
      return try finish(by: deadline)
    }

    /// Like `ask`, for a statement that has to succeed.
    @discardableResult
    func order(
      _ statement: PGStatement, by deadline: SQLDeadline
    ) throws(StoreFailure) -> [[String]] {
      try rows(of: ask(statement, by: deadline))
    }

    /// Like `finish`, for a statement that has to succeed.
    @discardableResult
    func complete(by deadline: SQLDeadline) throws(StoreFailure) -> [[String]] {
      try rows(of: finish(by: deadline))
    }

    private func rows(of reply: PGReply) throws(StoreFailure) -> [[String]] {
      if let error = reply.error { throw place.failure("refuses a command from isolab", error) }
      return reply.rows
    }

    private func lost(_ error: PGError?) -> StoreFailure {
      let reason = error?.report ?? String(cString: PQerrorMessage(raw))
      return place.failure("ended the session: \(reason)")
    }
  }

  extension [String] {
    /// The texts as C has them.
    ///
    /// None of them contains a NUL.
    fileprivate func withCStrings<R>(_ body: ([UnsafePointer<CChar>?]) -> R) -> R {
      let copies = map { strdup($0) }
      defer { for copy in copies { free(copy) } }
      return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
    }
  }
#endif
