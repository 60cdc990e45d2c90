#if PostgreSQL
  import CPostgreSQL
  import Connecting
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// One session of a server, used through libpq, which never blocks on the server.
  final class PGConnection: ServerConnection {
    let place: PGPlace
    let node = 0
    /// The server's process for this session.
    let process: Int32
    private let raw: OpaquePointer
    private let notices: PGNotices
    private var reply = ServerReply()
    private(set) var isBusy = false

    /// Connects; the server's list of sessions shows the session under that name.
    init(_ place: PGPlace, name: String) throws(StoreFailure) {
      let names = ["dbname", "application_name", "client_encoding"]
      let values = [place.secretURL, name, "UTF8"]
      let raw = names.withCStrings { names in
        values.withCStrings { PQconnectStartParams(names, $0, 1) }
      }
      guard let raw else { throw place.failure("cannot be reached: out of memory") }
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
      let deadline = ServerDeadline(place)
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

    var isCheckedWait: Bool { notices.isCheckedWait }

    var interest: pollfd {
      let writes = PQflush(raw) == 1 ? POLLOUT : 0
      return pollfd(fd: PQsocket(raw), events: Int16(POLLIN | writes), revents: 0)
    }

    /// Several statements are sent at once; they have no parameters.
    func send(_ script: [SQLStatement]) throws(StoreFailure) {
      let texts = script.flatMap(\.arguments).map(\.text)
      let sql = script.map { $0.filled(with: texts.indices.map { "$\($0 + 1)" }) }
        .joined(separator: "; ")
      let isSent =
        texts.isEmpty
        ? PQsendQuery(raw, sql)
        : texts.withCStrings {
          PQsendQueryParams(raw, sql, Int32(texts.count), nil, $0, nil, nil, 0)
        }
      guard isSent == 1, PQflush(raw) >= 0 else { throw lost(nil) }
      (isBusy, reply) = (true, ServerReply())
      notices.isCheckedWait = false
    }

    func takeReply() throws(StoreFailure) -> ServerReply? {
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

    private func lost(_ error: ServerError?) -> StoreFailure {
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

  extension ServerReply {
    /// Adds the result of one statement, and frees it.
    fileprivate mutating func take(_ result: OpaquePointer) {
      defer { PQclear(result) }
      let status = PQresultStatus(result)
      guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
        error = error ?? ServerError(result)
        return
      }
      tag = String(cString: PQcmdStatus(result))
      affected = Int(String(cString: PQcmdTuples(result))) ?? 0
      for row in 0..<PQntuples(result) {
        rows.append((0..<PQnfields(result)).map { Self.text(result, row, $0) })
      }
    }

    private static func text(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> String {
      let bytes = UnsafeRawBufferPointer(
        start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  extension ServerError {
    init(_ result: OpaquePointer) {
      func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
      }
      // The letters are PG_DIAG_SQLSTATE and its kin, which are characters in C.
      self.init(
        code: field("C") ?? "",
        message: field("M") ?? String(cString: PQresultErrorMessage(result)),
        source: field("F") ?? "")
    }
  }
#endif
