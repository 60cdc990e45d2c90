#if MariaDB
  import Connecting
  import Stores
  import Vocabulary

  /// A table, and the connections that work on it.
  ///
  /// One run at a time uses it, and so one thread.
  final class MariaTable: ServerTable {
    typealias Picture = MariaPicture
    let form: MariaTableForm
    let server: MariaServer
    /// They also clean the table between runs.
    let controls: [MariaConnection]
    let database: String
    let reportsChecks = false
    /// Of each node.
    private var idle: [Int: [MariaConnection]] = [:]
    /// The connections of all sessions that were opened.
    private(set) var threads: [(node: Int, thread: UInt)] = []
    /// About how many bytes a run has written.
    private var bytesWritten = 0
    /// How many deadlocks each node of a cluster has counted.
    private var deadlocks: [Int: Int] = [:]

    /// More would not fit into one page of 16 KiB, and locks of gaps end with a page.
    private static let bytesBeforeRenewal = 7000
    /// How long the server may take to purge deleted rows before the table is recreated.
    private static let purgeTime = Duration.milliseconds(40)

    init(
      _ number: Int, in database: String, _ server: MariaServer, _ place: MariaPlace
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
      let deadline = ServerDeadline(place)
      for control in controls {
        try control.order("SET SESSION lock_wait_timeout = 5", by: deadline)
        if server.clusterSize != nil {
          try control.order("SET SESSION wsrep_sync_wait = 0", by: deadline)
          _ = try hasDeadlock(on: control.node, deadline)
        }
      }
      try controls[0].order("USE \(raw: database)", form.creation, by: deadline)
      try synchronize(deadline)
      for control in controls.dropFirst() {
        try control.order("USE \(raw: database)", by: deadline)
      }
    }

    func takeSession(_ number: Int) throws(StoreFailure) -> MariaConnection {
      let node = number % place.nodes.count
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
        "USE \(raw: database)", "SET SESSION \(raw: settings.joined(separator: ", "))",
        by: ServerDeadline(place))
      return session
    }

    func takeBack(_ sessions: some Collection<MariaConnection>) {
      for session in sessions { idle[session.node, default: []].append(session) }
    }

    func fill(_ rows: [Key: Value]) throws(StoreFailure) {
      let deadline = ServerDeadline(place)
      try empty(deadline)
      let ordered = rows.sorted { $0.key < $1.key }
      for start in stride(from: 0, to: ordered.count, by: 100) {
        let part = ordered[start..<min(start + 100, ordered.count)]
        if let error = try controls[0].ask(form.insert(part), by: deadline).error {
          throw place.failure("cannot store an initial row", error)
        }
      }
      for (key, value) in ordered { willWrite(key, value) }
      try synchronize(deadline)
    }

    /// Removes all rows, and everything that could still be locked.
    private func empty(_ deadline: ServerDeadline) throws(StoreFailure) {
      guard bytesWritten > 0 else { return }
      if bytesWritten <= Self.bytesBeforeRenewal, server.showsStatus {
        try controls[0].order("DELETE FROM \(raw: form.name)", by: deadline)
        try synchronize(deadline)
        bytesWritten = 0
        if try isPurged(deadline) { return }
      }
      try controls[0].order("TRUNCATE TABLE \(raw: form.name)", by: deadline)
      bytesWritten = 0
      try synchronize(deadline)
    }

    /// Whether each node purges the rows soon enough.
    private func isPurged(_ deadline: ServerDeadline) throws(StoreFailure) -> Bool {
      let end = ContinuousClock.now + Self.purgeTime
      for control in controls {
        var target: UInt64?
        while true {
          let reply = try control.ask(MariaPicture.question, by: deadline)
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
    func synchronize(_ deadline: ServerDeadline) throws(StoreFailure) {
      guard server.clusterSize != nil else { return }
      for control in controls {
        control.send([
          "SET SESSION wsrep_sync_wait = 7",
          "SELECT COUNT(*) FROM \(raw: database).\(raw: form.name)",
          "SET SESSION wsrep_sync_wait = 0",
        ])
      }
      for control in controls {
        if let error = try control.finish(by: deadline).error {
          throw place.failure("does not bring its nodes to the same state", error)
        }
      }
    }

    /// Whether a node has counted a deadlock since this was last asked.
    func hasDeadlock(on node: Int, _ deadline: ServerDeadline) throws(StoreFailure) -> Bool {
      let rows = try controls[node].order(
        "SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'", by: deadline)
      let count = rows.first.flatMap { Int($0[1]) } ?? 0
      defer { deadlocks[node] = count }
      return count > deadlocks[node] ?? count
    }

    func willWrite(_ key: Key, _ value: Value) {
      bytesWritten += 64 + key.text.utf8.count + value.text.utf8.count
    }

    func script(_ transaction: StoreTransaction, takesSnapshot: Bool) -> [SQLStatement] {
      MariaTableForm.script(transaction, takesSnapshot: takesSnapshot)
    }

    func script(_ request: StoreRequest) throws(SQLFormula.Refusal) -> [SQLStatement] {
      try form.script(request)
    }

    func withdraw(_ session: MariaConnection, _ deadline: ServerDeadline) throws(StoreFailure) {
      _ = try controls[session.node].ask(
        "KILL QUERY \(raw: String(session.thread))", by: deadline)
    }

    func question(about sessions: [MariaConnection]) -> SQLStatement {
      server.showsStatus ? MariaPicture.question : MariaPicture.count
    }

    static func literal(_ argument: SQLArgument) -> String {
      switch argument {
      case .integer(let number): String(number)
      case .text(let text):
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
      }
    }
  }
#endif
