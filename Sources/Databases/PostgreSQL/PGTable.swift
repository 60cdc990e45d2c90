#if PostgreSQL
  import Stores
  import Vocabulary

  /// A table, and the connections that work on it.
  ///
  /// One run at a time uses it, and so one thread.
  final class PGTable {
    let number: Int
    let name: String
    /// Watches the waits of the sessions, and cleans the table between runs.
    let control: PGConnection
    private let schema: PGSchema
    /// Whether a session that waits reports that the server has looked for a cycle.
    private(set) var reportsChecks = false
    private var idleSessions: [PGConnection] = []
    /// Roughly how many bytes of deleted and replaced rows a run leaves.
    var bytesWritten = 0

    /// This is well below a page (8192 bytes), so a run never finds its rows or its index spread
    /// over more pages than on a new table.
    ///
    /// PostgreSQL tracks the reads of SERIALIZABLE by page.
    private static let bytesBeforeVacuum = 3000

    init(_ number: Int, _ schema: PGSchema, _ place: PGPlace) throws(StoreFailure) {
      (self.number, self.schema) = (number, schema)
      name = number == 1 ? "isolab" : "isolab_\(number)"
      control = try PGConnection(place, name: schema.sessionName(number))
      let deadline = SQLDeadline(place)
      try Self.set(
        [
          "search_path = \(schema.name)", "lock_timeout = '5s'", "statement_timeout = 0",
          "synchronous_commit = off",
        ], control)
      try control.order(
        PGStatement(
          "CREATE TABLE \(name)"
            + " (k text COLLATE \"C\" PRIMARY KEY, v text NOT NULL, w text NOT NULL)"
            + " WITH (autovacuum_enabled = off)"), by: deadline)
    }

    /// A connection that no session of the run uses.
    func takeSession() throws(StoreFailure) -> PGConnection {
      if let session = idleSessions.popLast() { return session }
      let session = try PGConnection(control.place, name: schema.sessionName(number))
      try Self.set(
        [
          "search_path = \(schema.name)", "enable_seqscan = off", "enable_bitmapscan = off",
          "enable_indexonlyscan = off", "jit = off", "synchronous_commit = off",
          "lock_timeout = 0", "statement_timeout = 0", "idle_in_transaction_session_timeout = 0",
          "max_parallel_workers_per_gather = 0",
        ], session)
      try quickenDeadlocks(session)
      return session
    }

    /// Makes the server look for a cycle of waits at once, and report that it has looked.
    ///
    /// The session that closes a cycle is then the victim, because the others have been looked at
    /// before. Only some users may set this. For others, the server looks after its own time.
    private func quickenDeadlocks(_ session: PGConnection) throws(StoreFailure) {
      let deadline = SQLDeadline(control.place)
      guard try session.ask(PGStatement("SET deadlock_timeout = '1ms'"), by: deadline).error == nil
      else { return }
      try session.send(
        script: "SET log_lock_waits = on; SET log_min_messages = fatal; SET lc_messages = 'C';"
          + " SET client_min_messages = log")
      reportsChecks = try session.finish(by: deadline).error == nil
    }

    /// Takes back a connection that is outside of transactions.
    func putBack(_ session: PGConnection) { idleSessions.append(session) }

    /// Begins to remove the rows of the previous run; `fill` waits until that is done.
    func empty() throws(StoreFailure) {
      if bytesWritten > 0 { try control.send(PGStatement("DELETE FROM \(name)")) }
    }

    /// Writes the initial rows.
    func fill(_ rows: [Key: Value]) throws(StoreFailure) {
      let deadline = SQLDeadline(control.place)
      if control.isBusy { try control.complete(by: deadline) }
      if bytesWritten > Self.bytesBeforeVacuum {
        try control.order(PGStatement("VACUUM \(name)"), by: deadline)
        bytesWritten = 0
      }
      guard !rows.isEmpty else { return }
      let ordered = rows.sorted { $0.key < $1.key }
      for (key, value) in ordered { willWrite(key, value) }
      let insert = PGStatement(
        "INSERT INTO \(name) (k, v, w)"
          + " SELECT k, v, '0.1' FROM unnest($1::text[], $2::text[]) AS new (k, v)",
        [
          .text(ordered.map(\.key.text).arrayLiteral),
          .text(ordered.map(\.value.text).arrayLiteral),
        ])
      guard !insert.hasNUL else {
        throw control.place.failure("cannot store the character NUL, which an initial row contains")
      }
      try control.order(insert, by: deadline)
    }

    /// Counts what a write adds to the table.
    func willWrite(_ key: Key, _ value: Value) {
      bytesWritten += 48 + key.text.utf8.count + value.text.utf8.count
    }

    private static func set(
      _ settings: [String], _ connection: PGConnection
    ) throws(StoreFailure) {
      try connection.send(script: settings.map { "SET \($0)" }.joined(separator: "; "))
      if let error = try connection.finish(by: SQLDeadline(connection.place)).error {
        throw connection.place.failure("refuses a command from isolab", error)
      }
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
