#if PostgreSQL
  import Connecting
  import Stores
  import Vocabulary

  /// A table, and the connections that work on it.
  ///
  /// One run at a time uses it, and so one thread.
  final class PGTable: ServerTable {
    typealias Picture = PGPicture
    let number: Int
    let name: String
    let controls: [PGConnection]
    private let schema: String
    private(set) var reportsChecks = false
    private var idleSessions: [PGConnection] = []
    /// Roughly how many bytes of deleted and replaced rows a run leaves.
    private var bytesWritten = 0

    /// This is well below a page (8192 bytes), so a run never finds its rows or its index spread
    /// over more pages than on a new table.
    ///
    /// PostgreSQL tracks the reads of SERIALIZABLE by page.
    private static let bytesBeforeVacuum = 3000

    init(_ number: Int, in schema: String, _ place: PGPlace) throws(StoreFailure) {
      (self.number, self.schema) = (number, schema)
      name = number == 1 ? "isolab" : "isolab_\(number)"
      let control = try PGConnection(place, name: PGSchema.sessionName(schema, number))
      controls = [control]
      try set(
        "lock_timeout = '5s'", "statement_timeout = 0", "synchronous_commit = off", in: control)
      try control.order(
        "CREATE TABLE \(raw: name)"
          + " (k text COLLATE \"C\" PRIMARY KEY, v text NOT NULL, w text NOT NULL)"
          + " WITH (autovacuum_enabled = off)", by: ServerDeadline(place))
    }

    private var control: PGConnection { controls[0] }

    func takeSession(_ number: Int) throws(StoreFailure) -> PGConnection {
      if let session = idleSessions.popLast() { return session }
      let session = try PGConnection(place, name: PGSchema.sessionName(schema, self.number))
      try set(
        "enable_seqscan = off", "enable_bitmapscan = off", "enable_indexonlyscan = off",
        "jit = off", "synchronous_commit = off", "lock_timeout = 0", "statement_timeout = 0",
        "idle_in_transaction_session_timeout = 0", "max_parallel_workers_per_gather = 0",
        in: session)
      try quickenDeadlocks(session)
      return session
    }

    /// Makes the server look for a cycle of waits at once, and report that it has looked.
    ///
    /// The session that closes a cycle is then the victim, because the others have been looked at
    /// before. Only some users may set this. For others, the server looks after its own time.
    private func quickenDeadlocks(_ session: PGConnection) throws(StoreFailure) {
      let deadline = ServerDeadline(place)
      guard try session.ask("SET deadlock_timeout = '1ms'", by: deadline).error == nil else {
        return
      }
      let reply = try session.ask(
        "SET log_lock_waits = on", "SET log_min_messages = fatal", "SET lc_messages = 'C'",
        "SET client_min_messages = log", by: deadline)
      reportsChecks = reply.error == nil
    }

    /// Begins to remove the rows, too; `fill` waits until that is done.
    func takeBack(_ sessions: some Collection<PGConnection>) throws(StoreFailure) {
      idleSessions += sessions
      if bytesWritten > 0 { try control.send(["DELETE FROM \(raw: name)"]) }
    }

    func fill(_ rows: [Key: Value]) throws(StoreFailure) {
      let deadline = ServerDeadline(place)
      if control.isBusy { try control.complete(by: deadline) }
      if bytesWritten > Self.bytesBeforeVacuum {
        try control.order("VACUUM \(raw: name)", by: deadline)
        bytesWritten = 0
      }
      guard !rows.isEmpty else { return }
      let ordered = rows.sorted { $0.key < $1.key }
      for (key, value) in ordered { willWrite(key, value) }
      let (keys, values) = (ordered.map(\.key.text), ordered.map(\.value.text))
      let insert: SQLStatement =
        "INSERT INTO \(raw: name) (k, v, w) SELECT k, v, '0.1'"
        + " FROM unnest(\(keys.arrayLiteral)::text[], \(values.arrayLiteral)::text[]) AS new (k, v)"
      guard !insert.hasNUL else {
        throw place.failure("cannot store the character NUL, which an initial row contains")
      }
      try control.order(insert, by: deadline)
    }

    func willWrite(_ key: Key, _ value: Value) {
      bytesWritten += 48 + key.text.utf8.count + value.text.utf8.count
    }

    func script(_ transaction: StoreTransaction, takesSnapshot: Bool) -> [SQLStatement] {
      PGStatements.script(transaction, takesSnapshot: takesSnapshot)
    }

    func script(_ request: StoreRequest) throws(SQLFormula.Refusal) -> [SQLStatement] {
      [try PGStatements.statement(request, on: name)]
    }

    func withdraw(_ session: PGConnection, _ deadline: ServerDeadline) throws(StoreFailure) {
      try control.order(
        "SELECT pg_cancel_backend(\(SQLArgument.integer(Int64(session.process))))", by: deadline)
    }

    func question(about sessions: [PGConnection]) -> SQLStatement {
      PGPicture.question(sessions.map(\.process))
    }

    /// A negative number is quoted because a cast binds tighter than the sign.
    static func literal(_ argument: SQLArgument) -> String {
      switch argument {
      case .integer(let number) where number >= 0: String(number)
      case .integer(let number): "'\(number)'"
      case .text(let text): "'" + text.replacing("'", with: "''") + "'"
      }
    }

    private func set(
      _ settings: String..., in connection: PGConnection
    ) throws(StoreFailure) {
      try connection.send(
        (["search_path = \(schema)"] + settings).map { "SET \(raw: $0)" })
      try connection.complete(by: ServerDeadline(place))
    }
  }

  extension [String] {
    /// As PostgreSQL writes an array of texts, for a parameter.
    fileprivate var arrayLiteral: String {
      let quoted = map {
        "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      return "{" + quoted.joined(separator: ",") + "}"
    }
  }
#endif
