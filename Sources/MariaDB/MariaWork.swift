#if MariaDB
  import CMariaDB
  import Connecting

  /// Statements that a session runs one after the other.
  ///
  /// Each statement takes several calls of libmariadb. Each call either ends, or says what it
  /// awaits from the socket and is then called again. A statement with parameters is prepared once
  /// in a session.
  final class MariaWork {
    /// The call that is under way.
    private enum Call { case query, result, prepare, execute, rows }

    private let session: MariaSession
    private var rest: ArraySlice<SQLStatement>
    private var call = Call.query
    private var text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 0)
    private var arguments: MariaArguments?
    private var statement: UnsafeMutablePointer<MYSQL_STMT>?
    private var code: Int32 = 0
    private var result: UnsafeMutablePointer<MYSQL_RES>?
    /// The events that libmariadb awaits, in its own bits; 0 for none.
    private(set) var awaited: Int32 = 0
    private(set) var reply = ServerReply()

    /// Sends the first statement.
    init(_ script: [SQLStatement], in session: MariaSession) {
      (self.session, rest) = (session, script[...])
      prepareNext()
      advance(after: nil)
    }

    deinit { text.deallocate() }

    var isDone: Bool { rest.isEmpty }

    /// Continues as far as possible.
    ///
    /// - Parameter events: the awaited events that have happened; nil for a new call.
    func advance(after events: Int32?) {
      var events = events
      while !isDone {
        awaited = run(events)
        guard awaited == 0 else { return }
        events = nil
        conclude()
      }
    }

    /// Begins or continues the call, and returns what it awaits.
    private func run(_ events: Int32?) -> Int32 {
      let raw = session.raw
      let count = UInt(text.count)
      return switch (call, events) {
      case (.query, nil): mysql_real_query_start(&code, raw, text.baseAddress, count)
      case (.query, let events?): mysql_real_query_cont(&code, raw, events)
      case (.result, nil): mysql_store_result_start(&result, raw)
      case (.result, let events?): mysql_store_result_cont(&result, raw, events)
      case (.prepare, nil): mysql_stmt_prepare_start(&code, statement, text.baseAddress, count)
      case (.prepare, let events?): mysql_stmt_prepare_cont(&code, statement, events)
      case (.execute, nil): mysql_stmt_execute_start(&code, statement)
      case (.execute, let events?): mysql_stmt_execute_cont(&code, statement, events)
      case (.rows, nil): mysql_stmt_store_result_start(&code, statement)
      case (.rows, let events?): mysql_stmt_store_result_cont(&code, statement, events)
      }
    }

    /// Decides what follows a call that has ended.
    private func conclude() {
      guard code == 0 else { return fail() }
      switch call {
      case .query: call = .result
      case .result: takeResult()
      case .prepare: execute()
      case .execute: takeCount()
      case .rows: takeRows()
      }
    }

    private func takeResult() {
      if let result {
        reply.rows = MariaRows.texts(result)
        mysql_free_result(result)
        self.result = nil
      } else if mysql_errno(session.raw) != 0 {
        return fail()
      }
      finishStatement()
    }

    private func execute() {
      guard let statement, let next = rest.first else { return }
      session.prepared[next.sql] = statement
      let arguments = MariaArguments(next.arguments)
      self.arguments = arguments
      guard arguments.bind(to: statement) else { return fail() }
      call = .execute
    }

    private func takeCount() {
      guard let statement else { return }
      reply.affected = Int(truncatingIfNeeded: mysql_stmt_affected_rows(statement))
      guard mysql_stmt_field_count(statement) == 0 else {
        call = .rows
        return
      }
      finishStatement()
    }

    private func takeRows() {
      guard let statement else { return }
      reply.rows = MariaRows.texts(statement)
      mysql_stmt_free_result(statement)
      finishStatement()
    }

    private func finishStatement() {
      rest.removeFirst()
      prepareNext()
    }

    /// Makes the next statement ready to be sent.
    private func prepareNext() {
      guard let next = rest.first else { return }
      text.deallocate()
      text = .allocate(capacity: next.sql.utf8.count)
      _ = text.initialize(from: next.sql.utf8.lazy.map { CChar(bitPattern: $0) })
      (code, statement, arguments) = (0, nil, nil)
      guard !next.arguments.isEmpty else {
        call = .query
        return
      }
      if let known = session.prepared[next.sql] {
        statement = known
        execute()
      } else {
        statement = mysql_stmt_init(session.raw)
        call = .prepare
      }
    }

    private func fail() {
      if let statement, call != .query, call != .result {
        reply.error = ServerError(statement)
        if call == .prepare { mysql_stmt_close(statement) }
      } else {
        reply.error = ServerError(session.raw)
      }
      rest = []
    }
  }
#endif
