#if MariaDB
  import Connecting
  import Stores

  /// What kind of server a place is.
  struct MariaServer {
    /// Such as `MariaDB 10.11.19`.
    let title: String
    let isMariaDB: Bool
    /// Whether it has the variable `innodb_snapshot_isolation`.
    let knowsSnapshotIsolation: Bool
    /// Whether this user may see InnoDB's status, which needs the PROCESS privilege.
    let showsStatus: Bool
    /// How many nodes its Galera cluster has; nil if it is in none.
    let clusterSize: Int?
    /// Which cluster that is.
    let cluster: String

    init(_ keeper: MariaConnection, _ deadline: ServerDeadline) throws(StoreFailure) {
      let version = keeper.version
      isMariaDB = version.contains("MariaDB")
      func value(_ show: SQLStatement) throws(StoreFailure) -> String? {
        let rows = try keeper.order(show, by: deadline)
        return rows.first.map { $0[1] }
      }
      let number = version.prefix { $0.isNumber || $0 == "." }
      knowsSnapshotIsolation =
        try value("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'") != nil
      let size = try value("SHOW STATUS LIKE 'wsrep_cluster_size'").flatMap { Int($0) } ?? 0
      clusterSize = size > 0 ? size : nil
      cluster = try value("SHOW STATUS LIKE 'wsrep_cluster_state_uuid'") ?? ""
      showsStatus = try keeper.ask(MariaPicture.question, by: deadline).error == nil
      let name = isMariaDB ? "MariaDB" : "MySQL"
      title = "\(name) \(number)" + (size > 0 ? ", Galera cluster of \(size)" : "")
    }
  }
#endif
