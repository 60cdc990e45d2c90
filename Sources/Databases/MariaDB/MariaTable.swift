#if MariaDB
  import Stores
  import Vocabulary

  /// A table, and the connections that work on it.
  ///
  /// One run at a time uses it, and so one thread.
  final class MariaTable {
    let form: MariaTableForm
    let server: MariaServer
    /// One connection to each node: they watch the waits of the sessions, and clean the table
    /// between runs.
    let controls: [MariaConnection]
    let database: MariaDatabase
    /// Of each node.
    private var idle: [Int: [MariaConnection]] = [:]
    /// The connections of all sessions that were opened.
    private(set) var threads: [(node: Int, thread: UInt)] = []
    /// About how many bytes a run has written.
    var bytesWritten = 0
    /// How many deadlocks each node of a cluster has counted.
    private var deadlocks: [Int: Int] = [:]

    /// More would not fit into one page of 16 KiB, and locks of gaps end with a page.
    private static let bytesBeforeRenewal = 7000
    /// How long the server may take to purge deleted rows before the table is recreated.
    private static let purgeTime = Duration.milliseconds(40)

    init(
      _ number: Int, _ database: MariaDatabase, _ server: MariaServer, _ place: MariaPlace
    ) throws(StoreFailure) {
      form = MariaTableForm(
        name: number == 1 ? "isolab" : "isolab_\(number)", keepsVersions: place.keepsVersions)
      (self.database, self.server) = (database, server)
      var controls: [MariaConnection] = []
      for node in place.nodes.indices {
        let control = try MariaConnection(place, node: node)
        controls.append(control)
      }
      self.controls = controls
      let deadline = SQLDeadline(place)
      for control in controls {
        try control.order("SET SESSION lock_wait_timeout = 5", by: deadline)
        if server.clusterSize != nil {
          try control.order("SET SESSION wsrep_sync_wait = 0", by: deadline)
          _ = try hasDeadlock(on: control.node, deadline)
        }
      }
      try controls[0].order("USE \(database.name)", form.creation.sql, by: deadline)
      try synchronize(deadline)
      for control in controls.dropFirst() {
        try control.order("USE \(database.name)", by: deadline)
      }
    }

    var place: MariaPlace { controls[0].place }

    /// A connection that no session of the run uses.
    func takeSession(on node: Int) throws(StoreFailure) -> MariaConnection {
      if let session = idle[node]?.popLast() { return session }
      let session = try MariaConnection(place, node: node)
      threads.append((node, session.thread))
      var settings = [
        "autocommit = 0", "sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO'",
        "innodb_lock_wait_timeout = 100000000", "lock_wait_timeout = 31536000",
        "wait_timeout = 86400",
      ]
      if server.knowsSnapshotIsolation {
        let isOn = place.snapshotIsolation ?? false
        settings.append("innodb_snapshot_isolation = \(isOn ? "ON" : "OFF")")
      }
      if server.isMariaDB {
        settings += ["max_statement_time = 0", "idle_transaction_timeout = 0"]
      }
      if server.clusterSize != nil { settings.append("wsrep_sync_wait = 0") }
      try session.order(
        "USE \(database.name)", "SET SESSION " + settings.joined(separator: ", "),
        by: SQLDeadline(place))
      return session
    }

    /// Takes back a connection that is outside of transactions.
    func putBack(_ session: MariaConnection) { idle[session.node, default: []].append(session) }

    /// Replaces the rows of the run before.
    func fill(_ rows: [Key: Value]) throws(StoreFailure) {
      let deadline = SQLDeadline(place)
      try empty(deadline)
      let ordered = rows.sorted { $0.key < $1.key }
      for start in stride(from: 0, to: ordered.count, by: 100) {
        let part = ordered[start..<min(start + 100, ordered.count)]
        if let error = try controls[0].ask([form.insert(part)], by: deadline).error {
          throw place.failure("cannot store an initial row", error)
        }
      }
      for (key, value) in ordered { willWrite(key, value) }
      try synchronize(deadline)
    }

    /// Removes all rows, and everything that could still be locked.
    private func empty(_ deadline: SQLDeadline) throws(StoreFailure) {
      guard bytesWritten > 0 else { return }
      if bytesWritten <= Self.bytesBeforeRenewal, server.showsStatus {
        try controls[0].order("DELETE FROM \(form.name)", by: deadline)
        try synchronize(deadline)
        bytesWritten = 0
        if try isPurged(deadline) { return }
      }
      try controls[0].order("TRUNCATE TABLE \(form.name)", by: deadline)
      bytesWritten = 0
      try synchronize(deadline)
    }

    /// Whether each node purges the rows soon enough.
    private func isPurged(_ deadline: SQLDeadline) throws(StoreFailure) -> Bool {
      let end = ContinuousClock.now + Self.purgeTime
      for control in controls {
        var target: UInt64?
        while true {
          let reply = try control.ask([MariaPicture.question], by: deadline)
          guard let purge = reply.rows.first.flatMap({ MariaPurge($0[2]) }) else { return false }
          target = target ?? purge.counter
          if let target, purge.hasPassed(target) { break }
          guard ContinuousClock.now < end else { return false }
          try deadline.wait(for: [], atMost: 1)
        }
      }
      return true
    }

    /// Waits until each node of a cluster has all that was committed.
    func synchronize(_ deadline: SQLDeadline) throws(StoreFailure) {
      guard server.clusterSize != nil else { return }
      for control in controls {
        control.send(
          [
            "SET SESSION wsrep_sync_wait = 7", "SELECT COUNT(*) FROM \(database.name).\(form.name)",
            "SET SESSION wsrep_sync_wait = 0",
          ].map { MariaStatement($0) })
      }
      for control in controls {
        if let error = try control.finish(by: deadline).error {
          throw place.failure("does not bring its nodes to the same state", error)
        }
      }
    }

    /// Whether a node has counted a deadlock since this was last asked.
    func hasDeadlock(on node: Int, _ deadline: SQLDeadline) throws(StoreFailure) -> Bool {
      let rows = try controls[node].order(
        "SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'", by: deadline)
      let count = rows.first.flatMap { Int($0[1]) } ?? 0
      defer { deadlocks[node] = count }
      return count > deadlocks[node] ?? count
    }

    /// Counts what a write adds to the table.
    func willWrite(_ key: Key, _ value: Value) {
      bytesWritten += 64 + key.text.utf8.count + value.text.utf8.count
    }
  }
#endif
