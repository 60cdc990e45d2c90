import Checking
import Vocabulary

/// The isolation modes.
extension HelpPage {
  static let modes: [HelpPage] = [
    allModes, readUncommitted, readCommitted, snapshot, writeSnapshot, serializableSnapshot,
    twoPhaseLocking, serializationGraph,
  ]

  private static let allModes = HelpPage(
    "modes", also: "isolation mode, isolation modes",
    "\(IsolationMode.allCases.inWords) sets of rules that keep transactions apart",
    """
    read-uncommitted       ru   reads the newest write, committed or not
    read-committed         rc   each command reads what has been committed
    snapshot               si   reads the state at BEGIN; of two concurrent
                                writers of a key only one commits
    write-snapshot         wsi  reads the state at BEGIN; aborts a writer at
                                COMMIT if something it read was replaced
    serializable-snapshot  ssi  snapshot, and no dangerous structure commits
    two-phase-locking      2pl  locks what it reads and writes, to the end
    serialization-graph    sgt  reads the state at BEGIN; aborts at COMMIT
                                whoever would close a circle

    \(Promise.pl3.modes.listed { $0.shortName }) are serializable.
    Writers of a key wait in ru, rc, si and 2pl; readers wait in 2pl only.
    .mode NAME sets the mode of the lab, BEGIN NAME that of one transaction.
    .rerun NAME does the same commands in another mode. Each mode has a page:
    help snapshot, help rc, ...
    """,
    see: "isolation, anomalies, .mode, .rerun, serializable")

  private static let readUncommitted = HelpPage(
    "read-uncommitted", also: "ru, read uncommited, dirty",
    "the newest write counts, committed or not (ru)",
    """
    reads    the newest write of each key, whoever made it
    waits    to write a key that another open transaction has written
    aborts   only for a deadlock
    forbids  dirty writes
    allows   dirty reads, and all that read-committed allows
    """,
    example: HelpExample(
      """
      1 alice> .mode read-uncommitted
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 1
        ok
      4 alice*> GET x
        x=1
      5 alice*> bob: ROLLBACK
        ok
      6 alice*> GET x
        (none)
      """),
    see: "dirty-read, modes, .lesson dirty-read")

  private static let readCommitted = HelpPage(
    "read-committed", also: "rc, read commited",
    "each command sees what has been committed (rc)",
    """
    reads    what had been committed when the command began. So two commands
             of one transaction may see different states.
    waits    to write a key that another open transaction has written; goes
             on when that one ends, on the newest value
    aborts   only for a deadlock
    forbids  dirty writes and dirty reads
    allows   non-repeatable reads, phantoms, read skew, lost updates,
             write skew, the read-only anomaly
    """,
    example: HelpExample(
      """
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 1
        ok
      4 alice*> GET x
        (none)
      5 alice*> bob: COMMIT
        ok
      6 alice*> GET x
        x=1
      """),
    see: "modes, .lesson non-repeatable-read, .lesson lost-update")

  private static let snapshot = HelpPage(
    "snapshot", also: "si, snapshot isolation, snapshots",
    "one state from BEGIN to the end (si)",
    """
    A snapshot is a committed state that a transaction goes on reading.
    reads    the state at BEGIN, and its own writes
    waits    to write a key that another open transaction has written, unless
             the write is aborted at once
    aborts   a writer of a key that was committed by another since BEGIN: at
             once at the write, or when its wait ends (.conflicts can change
             that); and for a deadlock
    forbids  dirty and non-repeatable reads, phantoms, read skew, lost update
    allows   write skew and the read-only anomaly
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 1
        ok
      4 alice*> bob: COMMIT
        ok
      5 alice*> GET x
        (none)
      6 alice*> PUT x 2
        ABORTED concurrent-update, needed
      """),
    see: "modes, visibility, .conflicts, .lesson write-skew")

  private static let writeSnapshot = HelpPage(
    "write-snapshot", also: "wsi, write snapshot isolation",
    "what was read must still be true at COMMIT (wsi)",
    """
    reads    the state at BEGIN, and its own writes
    waits    never
    aborts   at COMMIT, a transaction that has written, if anything it read
             was replaced by a commit since its BEGIN (overwritten-read)
    forbids  all anomalies: it is serializable
    allows   two writers of a key that have not read it: both commit
    costs    needless aborts: one read that got old is enough
    """,
    example: HelpExample(
      """
      1 alice> .mode write-snapshot
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET x
        (none)
      4 alice*> bob: PUT x 1
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> PUT y 1
        ok
      7 alice*> COMMIT
        ABORTED overwritten-read, not needed
      """),
    see: "modes, needless-abort, .lesson inventory, .lesson blind-writes")

  private static let serializableSnapshot = HelpPage(
    "serializable-snapshot", also: "ssi, serializable snapshot isolation",
    "snapshot, and no dangerous structure commits (ssi)",
    """
    reads    the state at BEGIN, and its own writes
    waits    never (.conflicts first-updater: writers, as in snapshot)
    aborts   who would complete a dangerous structure, and the later of two
             committers of a key. Who is doomed learns it at the next command.
    forbids  all anomalies among transactions of this mode: serializable
    costs    needless aborts: not every such structure is a circle
    """,
    example: HelpExample(
      """
      1 alice> .mode serializable-snapshot
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET y
        (none)
      4 alice*> bob: GET x
        (none)
      5 alice*> PUT x 1
        ok
      6 alice*> COMMIT
        ok
      7 alice> bob: PUT y 1
        ABORTED dangerous-structure, needed
      """),
    see: "dangerous-structure, read-only, .lesson on-call-count")

  private static let twoPhaseLocking = HelpPage(
    "two-phase-locking", also: "2pl, s2pl, strict two-phase locking, locking",
    "locks what it reads and writes, to the end (2pl)",
    """
    reads    the newest commit; its locks keep it the newest
    waits    to read what another open transaction has written, and to write
             what another has read or written. Ranges are locked with gaps.
    aborts   only for a deadlock: whoever closes the ring
    forbids  all anomalies: it is serializable
    costs    waiting, for readers too
    """,
    example: HelpExample(
      """
      1 alice> .mode two-phase-locking
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> SCAN a*
        (none)
      4 alice*> bob: PUT a1 on
        WAITS alice
      5 alice*> COMMIT
        ok
        RESUMED bob ok
      """),
    see: "locks, deadlock, phantom, .lesson deadlock")

  private static let serializationGraph = HelpPage(
    "serialization-graph", also: "sgt, serialization graph testing, pssi",
    "nobody is aborted who does not close a circle (sgt)",
    """
    reads    the state at BEGIN, and its own writes
    waits    never
    aborts   at COMMIT, whoever would close a circle, readers too (cycle)
    forbids  all anomalies among transactions of this mode: serializable
    allows   old reads and blind writes that are no circle. An abort of kind
             cycle is needless only if a DELETE of nothing helped to close it.
             GET FOR UPDATE asks for more: see for-update.
    costs    memory: it keeps the graph of all who have committed while others
             were open; and a search through it at each COMMIT
    """,
    example: HelpExample(
      """
      1 alice> .mode serialization-graph
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET x
        (none)
      4 alice*> bob: PUT x 1
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> PUT x 2
        ok
      7 alice*> COMMIT
        ABORTED cycle, needed
      """),
    see: "cycle, .graph, modes, needless-abort, .lesson exact-test")
}
