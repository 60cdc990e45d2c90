#if PostgreSQL
  import Connecting

  /// The sessions that wait, as the server shows them.
  struct PGPicture: ServerPicture {
    private var rows: [[String]] = []

    init() {}

    mutating func add(_ reply: ServerReply, of node: Int) { rows = reply.rows }

    /// Asks what blocks processes: locks, or the safe snapshot of a DEFERRABLE BEGIN.
    static func question(_ processes: [Int32]) -> SQLStatement {
      "SELECT p, array_to_string("
        + "pg_blocking_pids(p) || pg_safe_snapshot_blocking_pids(p), ',')"
        + ", cardinality(pg_blocking_pids(p)) > 0"
        + ", (SELECT wait_event FROM pg_stat_activity WHERE pid = p) = 'SafeSnapshot'"
        + " FROM unnest(string_to_array("
        + "\(processes.map(String.init).joined(separator: ",")), ',')::int[]) AS p"
    }

    /// For each process of the question, the processes that block it.
    ///
    /// PostgreSQL 15 does not report who blocks a safe snapshot if it still remembers an earlier
    /// transaction of the waiting process, because it looks at that transaction. Then all open
    /// transactions that may write, the `writers`, block it.
    func blockers(writers: [Int32]) -> [Int32: [Int32]] {
      rows.reduce(into: [:]) { result, row in
        guard let process = Int32(row[0]) else { return }
        let told = row[1].split(separator: ",").compactMap { Int32($0) }
        result[process] = told.isEmpty && row[3] == "t" ? writers : told
      }
    }

    /// The processes that wait for a lock, rather than for a safe snapshot.
    var locked: Set<Int32> {
      Set(rows.filter { $0[2] == "t" }.compactMap { Int32($0[0]) })
    }
  }
#endif
