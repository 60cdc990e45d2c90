#if MariaDB
  import Stores

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// The tables of a store, lent to one run each.
  ///
  /// Any thread may ask it; a mutex keeps them apart.
  final class MariaPool: @unchecked Sendable {
    let place: MariaPlace
    let server: MariaServer
    let database: MariaDatabase
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// One connection to each node: they make and remove the database, and end sessions; empty
    /// after `close`.
    private var keepers: [MariaConnection]
    private var idle: [MariaTable] = []
    private var made = 0

    init(_ place: MariaPlace, _ database: MariaDatabase) throws(StoreFailure) {
      let deadline = SQLDeadline(place)
      (keepers, server) = try Self.reach(place, deadline)
      (self.place, self.database) = (place, database)
      mutex.initialize(to: pthread_mutex_t())
      pthread_mutex_init(mutex, nil)
      // A node that the URL does not name may hold the lock of a database that is in use.
      if place.nodes.count >= server.clusterSize ?? 1 {
        try MariaDatabase.dropLeftovers(by: keepers, deadline)
      }
      do throws(StoreFailure) {
        try database.make(by: keepers, deadline)
      } catch {
        keepers = []
        throw error
      }
    }

    /// Connects to each node, and makes sure that the nodes form one cluster.
    private static func reach(
      _ place: MariaPlace, _ deadline: SQLDeadline
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

    deinit {
      close()
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    /// A table that no other run has.
    func lend() throws(StoreFailure) -> MariaTable {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      guard !keepers.isEmpty else { throw place.failure("is closed") }
      if let table = idle.popLast() { return table }
      made += 1
      return try MariaTable(made, database, server, place)
    }

    /// Takes a table back; all of its transactions have ended.
    func takeBack(_ table: MariaTable) {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      if !keepers.isEmpty { idle.append(table) }
    }

    /// Ends the sessions of a table that cannot be reused.
    func discard(_ table: MariaTable) {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      let deadline = SQLDeadline(tidying: place)
      for (node, thread) in table.threads where keepers.indices.contains(node) {
        try? database.end(thread, by: keepers[node], deadline)
      }
    }

    /// Removes everything that was made, as far as the server still answers.
    func close() {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      guard !keepers.isEmpty else { return }
      idle = []
      try? database.drop(by: keepers, SQLDeadline(tidying: place))
      keepers = []
    }
  }
#endif
