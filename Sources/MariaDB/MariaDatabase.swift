#if MariaDB
  import Connecting
  import Stores

  /// The database that contains everything that a store makes on a server.
  ///
  /// Its comment says that isolab made it. While the store is open, its keepers, one on each node,
  /// hold a lock of the same name; so a database with such a comment but without the lock is left
  /// over from a program that has ended. MySQL has no comments on databases, so isolab removes no
  /// leftovers there.
  struct MariaDatabase: ServerSite {
    let name: String
    let place: MariaPlace
    let server: MariaServer
    /// One connection to each node: they make and remove the database, and end sessions.
    private let keepers: [MariaConnection]

    /// Connects, removes leftovers, and makes the database.
    init(_ name: String, _ place: MariaPlace) throws(StoreFailure) {
      let deadline = ServerDeadline(place)
      (self.name, self.place) = (name, place)
      (keepers, server) = try Self.reach(place, deadline)
      // A node that the URL does not name may hold the lock of a database that is in use.
      if place.nodes.count >= server.clusterSize ?? 1 { try dropLeftovers(deadline) }
      try make(deadline)
    }

    /// A database that another store has made.
    private init(_ name: String, like other: MariaDatabase) {
      (self.name, place, server, keepers) = (name, other.place, other.server, other.keepers)
    }

    /// Connects to each node, and makes sure that the nodes form one cluster.
    private static func reach(
      _ place: MariaPlace, _ deadline: ServerDeadline
    ) throws(StoreFailure) -> ([MariaConnection], MariaServer) {
      var (keepers, servers): ([MariaConnection], [MariaServer]) = ([], [])
      for node in place.nodes.indices {
        let keeper = try MariaConnection(place, node: node)
        try keeper.order("SET SESSION lock_wait_timeout = 5", by: deadline)
        servers.append(try MariaServer(keeper, deadline))
        keepers.append(keeper)
      }
      let first = servers[0]
      guard
        place.nodes.count == 1
          || servers.allSatisfy({ $0.clusterSize != nil && $0.cluster == first.cluster })
      else { throw place.failure("names servers that are not nodes of one Galera cluster") }
      guard place.snapshotIsolation == nil || first.knowsSnapshotIsolation else {
        throw place.failure("does not know innodb_snapshot_isolation, which the URL sets")
      }
      return (keepers, first)
    }

    func makeTable(_ number: Int) throws(StoreFailure) -> MariaTable {
      try MariaTable(number, in: name, server, place)
    }

    /// Makes the database.
    ///
    /// The lock is taken first; otherwise another isolab could remove the database at once.
    private func make(_ deadline: ServerDeadline) throws(StoreFailure) {
      for keeper in keepers {
        try keeper.order("SELECT GET_LOCK('\(raw: name)', 5)", by: deadline)
      }
      let reply = try keepers[0].ask(
        "CREATE DATABASE \(raw: name) /*M!100500 COMMENT '\(raw: ServerMaker.remark)' */",
        by: deadline)
      guard let error = reply.error else { return }
      throw switch error.code {
      case "1007":
        place.failure("has a database \(name) that this isolab did not create", error)
      case "1290", "1836": place.failure("lets isolab read but not write", error)
      case "1044": place.failure("does not let this user create databases", error)
      default: place.failure("cannot create a database", error)
      }
    }

    func drop(_ deadline: ServerDeadline) throws(StoreFailure) {
      for keeper in keepers {
        let rows = try keeper.order(
          "SELECT id FROM information_schema.processlist WHERE db = '\(raw: name)'"
            + " AND user = SUBSTRING_INDEX(USER(), '@', 1)", by: deadline)
        for row in rows.compactMap(\.first) { try end(UInt(row) ?? 0, by: keeper, deadline) }
      }
      _ = try keepers[0].ask("DROP DATABASE IF EXISTS \(raw: name)", by: deadline)
    }

    func endSessions(
      of table: MariaTable, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      for (node, thread) in table.threads { try? end(thread, by: keepers[node], deadline) }
    }

    /// Ends a session, which may be over already.
    private func end(
      _ thread: UInt, by keeper: MariaConnection, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      _ = try keeper.ask("KILL CONNECTION \(raw: String(thread))", by: deadline)
    }

    /// Removes what programs that have ended left behind.
    private func dropLeftovers(_ deadline: ServerDeadline) throws(StoreFailure) {
      let reply = try keepers[0].ask(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'isolab\\_%'"
          + " AND schema_comment LIKE '\(raw: ServerMaker.sign)%'", by: deadline)
      let names = reply.rows.compactMap(\.first).filter {
        $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      }
      for database in names.map({ MariaDatabase($0, like: self) }) {
        guard try database.isLeft(deadline) else { continue }
        try database.drop(deadline)
        try release(database.name, by: keepers, deadline)
      }
    }

    /// Whether nobody holds its lock; if so, the keepers hold it now.
    private func isLeft(_ deadline: ServerDeadline) throws(StoreFailure) -> Bool {
      for (index, keeper) in keepers.enumerated() {
        let rows = try keeper.order("SELECT GET_LOCK('\(raw: name)', 0)", by: deadline)
        if rows == [["1"]] { continue }
        try release(name, by: keepers[..<index], deadline)
        return false
      }
      return true
    }

    private func release(
      _ lock: String, by keepers: some Collection<MariaConnection>, _ deadline: ServerDeadline
    ) throws(StoreFailure) {
      for keeper in keepers {
        try keeper.order("SELECT RELEASE_LOCK('\(raw: lock)')", by: deadline)
      }
    }
  }
#endif
