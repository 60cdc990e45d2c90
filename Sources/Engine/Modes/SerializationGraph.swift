import Vocabulary

/// Serialization graph testing: only a transaction that would close a cycle is aborted.
///
/// **Sees** the state that had been committed at BEGIN, and its own writes.
/// **Waits** never.
/// **Aborts** at COMMIT a transaction, also a READ ONLY one, through which a cycle would pass: a
/// cycle of ww, wr and rw dependencies, ranges and absences included, between transactions of this
/// mode that have committed and itself (Casanova 1981; Bernstein, Hadzilacos and Goodman 1987,
/// chapter 4). Over snapshots this is PSSI (Revilak, O'Neil and O'Neil 2011) without its rule on
/// two writers of a key: chains keep the order of commits. A version of a transaction of another
/// mode is a step on the way along its key's chain, and no more (`GraphEdges.swift`).
/// One abort is by request and not the graph's: where a key was read FOR UPDATE and somebody has
/// committed a version of it since BEGIN, the first committer wins. Otherwise a read FOR UPDATE
/// counts as writing back what was read.
/// **Forbids** everything among transactions of this mode.
/// **Allows** stale reads, blind overlaps and dangerous structures that are no cycle. Every abort
/// is needed, unless a deletion that removed nothing helped to close the cycle. The serial order
/// may differ from that of the clock: it may put a transaction before one that had ended when it
/// began.
/// **Lesson**: exact-test; write-skew shows what it forbids.
///
/// It must remember what every committed transaction has read and written that is concurrent with
/// an open one, and every one that can be reached from such: only there can a way back to the next
/// one to commit begin. That is little as a rule, but nothing bounds it: if each transaction reads
/// what the one before it is about to replace, the whole row stays until the mode is idle for a
/// moment. And each COMMIT pays for a search through what is remembered.
enum SerializationGraph: IsolationRules {
  static func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    .state(snapshot)
  }

  static func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    WriteSnapshot.didRead(slot, by: id, in: &database)
  }

  static func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? {
    WriteSnapshot.didScan(read, slots, by: id, in: &database)
  }

  static func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? {
    let writes = database[id].claims
    let promoted = writes.filter { database.keys.intent(of: id, on: $0)?.isPromotedRead == true }
    if !promoted.isEmpty {
      let edges = database.edges(of: id, writing: writes.filter { !promoted.contains($0) })
      let abort =
        cycle(closedBy: edges, by: id, in: database)
        ?? Snapshot.overtaken(promoted, by: id, in: database)
      if let abort { return abort }
    }
    let edges = database.edges(of: id, writing: writes)
    if let abort = cycle(closedBy: edges, by: id, in: database) { return abort }
    database.enterGraph(id, edges)
    return nil
  }

  private static func cycle(
    closedBy edges: CommittedGraph.Edges, by id: TransactionID, in database: Database
  ) -> Abort? {
    database.graph.shortestCycle(closedBy: edges).map { cycle in
      Abort(
        of: id, step: database[id].step, kind: .cycle,
        conflicts: cycle.flatMap(database.conflicts))
    }
  }
}
