#if PostgreSQL
  import Stores

  /// The schema that contains everything that a store makes on a server.
  ///
  /// Its comment says that isolab made it. While the store is open, its keeper holds an advisory
  /// lock; so a schema with such a comment but without the lock is left over from a program that
  /// has ended. Every session has the schema's name in its `application_name`.
  struct PGSchema {
    let name: String

    /// Tests give a name; otherwise it is one that no other store has.
    init(_ name: String? = nil) {
      self.name = name ?? SQLMaker.newName
    }

    /// The space of isolab's advisory locks.
    private static let space = "1769172844"

    /// The application name of the sessions of a table; table 0 is the keeper.
    func sessionName(_ table: Int) -> String { "\(name)/\(table)" }

    /// Makes the schema.
    ///
    /// The lock is taken first; otherwise another isolab could remove the schema at once.
    func make(by keeper: PGConnection, _ deadline: SQLDeadline) throws(StoreFailure) {
      try keeper.order(lock, by: deadline)
      let script =
        "CREATE SCHEMA \(name);"
        + " COMMENT ON SCHEMA \(name) IS '\(SQLMaker.remark)'"
      try keeper.send(script: script)
      guard let error = try keeper.finish(by: deadline).error else { return }
      throw switch error.state {
      case "42P06":
        keeper.place.failure("has a schema \(name) that this isolab did not create", error)
      case "25006": keeper.place.failure("lets isolab read but not write", error)
      case "42501": keeper.place.failure("does not let this user create schemas", error)
      default: keeper.place.failure("cannot create a schema", error)
      }
    }

    /// Ends all other sessions of the store, or those of one table.
    func endSessions(
      of table: Int? = nil, by keeper: PGConnection, _ deadline: SQLDeadline
    ) throws(StoreFailure) {
      let pattern = table.map(sessionName) ?? "\(name)/"
      let test = table == nil ? "starts_with(application_name, $1)" : "application_name = $1"
      try keeper.order(
        PGStatement(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE \(test) AND pid <> pg_backend_pid() AND usename = current_user",
          [.text(pattern)]), by: deadline)
    }

    /// Removes the schema and everything in it, if that is possible now.
    func drop(by keeper: PGConnection, _ deadline: SQLDeadline) throws(StoreFailure) {
      try endSessions(by: keeper, deadline)
      _ = try keeper.ask(PGStatement("DROP SCHEMA IF EXISTS \(name) CASCADE"), by: deadline)
    }

    /// Removes what programs that have ended left behind.
    static func dropLeftovers(by keeper: PGConnection, _ deadline: SQLDeadline) throws(StoreFailure)
    {
      let rows = try keeper.order(
        PGStatement(
          "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'isolab_')"
            + " AND nspname ~ '^[a-z0-9_]+$' AND pg_get_userbyid(nspowner) = current_user"
            + " AND starts_with(obj_description(oid, 'pg_namespace'), $1)",
          [.text(SQLMaker.sign)]), by: deadline)
      for schema in rows.map({ PGSchema($0[0]) }) {
        guard try keeper.order(schema.tryLock, by: deadline) == [["t"]] else { continue }
        try schema.drop(by: keeper, deadline)
        try keeper.order(schema.unlock, by: deadline)
      }
    }

    private var lock: PGStatement { locking("pg_advisory_lock") }
    private var tryLock: PGStatement { locking("pg_try_advisory_lock") }
    private var unlock: PGStatement { locking("pg_advisory_unlock") }

    private func locking(_ function: String) -> PGStatement {
      PGStatement("SELECT \(function)(\(Self.space), hashtext($1))", [.text(name)])
    }
  }
#endif
