#if PostgreSQL
  import Connecting
  import Stores

  /// The schema that contains everything that a store makes on a server.
  ///
  /// Its comment says that isolab made it. While the store is open, its keeper holds an advisory
  /// lock; so a schema with such a comment but without the lock is left over from a program that
  /// has ended. Every session has the schema's name in its `application_name`.
  struct PGSchema: ServerSite {
    let name: String

    /// Makes and removes the schema, and ends sessions.
    let keeper: PGConnection

    /// Connects, removes leftovers, and makes the schema.
    init(_ name: String, _ place: PGPlace) throws(StoreFailure) {
      let keeper = try PGConnection(place, name: Self.sessionName(name, 0))
      (self.name, self.keeper) = (name, keeper)
      let deadline = ServerDeadline(place)
      try keeper.order("SET lock_timeout = '5s'", by: deadline)
      try dropLeftovers(deadline)
      try make(deadline)
    }

    /// A schema that another store has made.
    private init(_ name: String, by keeper: PGConnection) {
      (self.name, self.keeper) = (name, keeper)
    }

    var place: PGPlace { keeper.place }

    /// The space of isolab's advisory locks.
    private static let space = "1769172844"

    /// The application name of the sessions of a table; table 0 is the keeper.
    static func sessionName(_ schema: String, _ table: Int) -> String { "\(schema)/\(table)" }

    func makeTable(_ number: Int) throws(StoreFailure) -> PGTable {
      try PGTable(number, in: name, place)
    }

    /// Makes the schema.
    ///
    /// The lock is taken first; otherwise another isolab could remove the schema at once.
    private func make(_ deadline: ServerDeadline) throws(StoreFailure) {
      try keeper.order(lock, by: deadline)
      let reply = try keeper.ask(
        "CREATE SCHEMA \(raw: name)",
        "COMMENT ON SCHEMA \(raw: name) IS '\(raw: ServerMaker.remark)'", by: deadline)
      guard let error = reply.error else { return }
      throw switch error.code {
      case "42P06":
        place.failure("has a schema \(name) that this isolab did not create", error)
      case "25006": place.failure("lets isolab read but not write", error)
      case "42501": place.failure("does not let this user create schemas", error)
      default: place.failure("cannot create a schema", error)
      }
    }

    func endSessions(of table: PGTable, _ deadline: ServerDeadline) throws(StoreFailure) {
      let name = Self.sessionName(name, table.number)
      try endSessions(where: "application_name = \(name)", deadline)
    }

    func drop(_ deadline: ServerDeadline) throws(StoreFailure) {
      try endSessions(where: "starts_with(application_name, \(name + "/"))", deadline)
      _ = try keeper.ask("DROP SCHEMA IF EXISTS \(raw: name) CASCADE", by: deadline)
    }

    private func endSessions(
      where test: SQLStatement, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      try keeper.order(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE \(test) AND pid <> pg_backend_pid() AND usename = current_user", by: deadline)
    }

    /// Removes what programs that have ended left behind.
    private func dropLeftovers(_ deadline: ServerDeadline) throws(StoreFailure) {
      let rows = try keeper.order(
        "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'isolab_')"
          + " AND nspname ~ '^[a-z0-9_]+$' AND pg_get_userbyid(nspowner) = current_user"
          + " AND starts_with(obj_description(oid, 'pg_namespace'), \(ServerMaker.sign))",
        by: deadline)
      for schema in rows.map({ PGSchema($0[0], by: keeper) }) {
        guard try keeper.order(schema.tryLock, by: deadline) == [["t"]] else { continue }
        try schema.drop(deadline)
        try keeper.order(schema.unlock, by: deadline)
      }
    }

    private var lock: SQLStatement { locking("pg_advisory_lock") }
    private var tryLock: SQLStatement { locking("pg_try_advisory_lock") }
    private var unlock: SQLStatement { locking("pg_advisory_unlock") }

    private func locking(_ function: String) -> SQLStatement {
      "SELECT \(raw: function)(\(raw: Self.space), hashtext(\(name)))"
    }
  }
#endif
