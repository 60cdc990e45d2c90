#if MariaDB
  import Stores

  /// The database that contains everything that a store makes on a server.
  ///
  /// Its comment says that isolab made it. While the store is open, its keepers, one on each node,
  /// hold a lock of the same name; so a database with such a comment but without the lock is left
  /// over from a program that has ended. MySQL has no comments on databases, so isolab removes no
  /// leftovers there.
  struct MariaDatabase {
    let name: String

    /// - Parameter name: for tests; by default, a name that no other store has.
    init(_ name: String? = nil) { self.name = name ?? SQLMaker.newName }

    /// Makes the database.
    ///
    /// The lock is taken first; otherwise another isolab could remove the database at once.
    func make(by keepers: [MariaConnection], _ deadline: SQLDeadline) throws(StoreFailure) {
      for keeper in keepers { try keeper.order("SELECT GET_LOCK('\(name)', 5)", by: deadline) }
      let keeper = keepers[0]
      let creation = "CREATE DATABASE \(name) /*M!100500 COMMENT '\(SQLMaker.remark)' */"
      guard let error = try keeper.ask([MariaStatement(creation)], by: deadline).error else {
        return
      }
      throw switch error.code {
      case 1007:
        keeper.place.failure("has a database \(name) that this isolab did not create", error)
      case 1290, 1836: keeper.place.failure("lets isolab read but not write", error)
      case 1044: keeper.place.failure("does not let this user create databases", error)
      default: keeper.place.failure("cannot create a database", error)
      }
    }

    /// Removes the database and everything in it, if that is possible now.
    ///
    /// Sessions in it are ended first.
    func drop(by keepers: [MariaConnection], _ deadline: SQLDeadline) throws(StoreFailure) {
      for keeper in keepers {
        let rows = try keeper.order(
          "SELECT id FROM information_schema.processlist WHERE db = '\(name)'"
            + " AND user = SUBSTRING_INDEX(USER(), '@', 1)", by: deadline)
        for row in rows.compactMap(\.first) { try end(UInt(row) ?? 0, by: keeper, deadline) }
      }
      _ = try keepers[0].ask([MariaStatement("DROP DATABASE IF EXISTS \(name)")], by: deadline)
    }

    /// Ends a session, which may be over already.
    func end(
      _ thread: UInt, by keeper: MariaConnection, _ deadline: SQLDeadline
    ) throws(StoreFailure) {
      _ = try keeper.ask([MariaStatement("KILL CONNECTION \(thread)")], by: deadline)
    }

    /// Removes what programs that have ended left behind.
    static func dropLeftovers(
      by keepers: [MariaConnection], _ deadline: SQLDeadline
    ) throws(StoreFailure) {
      let question = MariaStatement(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'isolab\\_%'"
          + " AND schema_comment LIKE '\(SQLMaker.sign)%'")
      let reply = try keepers[0].ask([question], by: deadline)
      let names = reply.rows.compactMap(\.first).filter {
        $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      }
      for database in names.map({ MariaDatabase($0) }) {
        guard try database.isLeft(by: keepers, deadline) else { continue }
        try database.drop(by: keepers, deadline)
        for keeper in keepers {
          try keeper.order("SELECT RELEASE_LOCK('\(database.name)')", by: deadline)
        }
      }
    }

    /// Whether nobody holds its lock; if so, the keepers hold it now.
    private func isLeft(
      by keepers: [MariaConnection], _ deadline: SQLDeadline
    ) throws(StoreFailure) -> Bool {
      for (index, keeper) in keepers.enumerated() {
        let rows = try keeper.order("SELECT GET_LOCK('\(name)', 0)", by: deadline)
        if rows == [["1"]] { continue }
        for keeper in keepers[..<index] {
          try keeper.order("SELECT RELEASE_LOCK('\(name)')", by: deadline)
        }
        return false
      }
      return true
    }
  }
#endif
