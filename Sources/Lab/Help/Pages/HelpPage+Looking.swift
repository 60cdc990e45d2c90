/// The words that show what there is.
extension HelpPage {
  static let looking: [HelpPage] = [why, graph, versions, bloat, transactionList, locks, timeline]

  private static let why = HelpPage(
    word: ".why", also: "reason, explain, explanation",
    """
    Explains the last abort, wait or change of a rule, or that of a STEP: who
    did what to which key at which step, the rule, whether the abort was
    needed, and what to do next. .why serializable judges all that has been
    committed: each anomaly with the circle that proves it, or a serial order
    that explains every read.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT x 2
        WAITS alice
      5 alice*> .why
        ; bob waits since step 4 with PUT x 2.
        ;   why    bob wants x (4),  alice wrote it (3):  bob waits for alice
        ;   next   alice: COMMIT or ROLLBACK; or .cancel bob
      """),
    see: "aborts, needed, anomaly, waits, .graph, .locks")

  private static let graph = HelpPage(
    word: ".graph", also: "dsg, precedence graph",
    """
    Shows who comes before whom in every order of versions, by which keys: ww
    both wrote, wr the second read what the first wrote, rw the second
    replaced what the first read. Only what has committed counts. Lines with a
    star make a circle: then no order of versions fits. An exclamation mark:
    a dirty read, which is shown also where the writer was rolled back.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> IF value(y) = none THEN PUT x 1
        ok
      4 alice*> bob: IF value(x) = none THEN PUT y 1
        ok
      5 alice*> COMMIT
        ok
      6 alice> bob: COMMIT
        ok
        ANOMALY write-skew T1 T2
      7 alice> .graph
        ;    before    by    after
        ; *  T1 alice  rw y  T2 bob
        ; *  T2 bob    rw x  T1 alice
        ; * these close a circle: no serial order
      """),
    see: "dependency, cycle, .why, anomaly, .export")

  private static let versions = HelpPage(
    word: ".versions", also: "version, version chain, mvcc, multi-version, unborn, fate",
    """
    A COMMIT does not overwrite. It adds a version: a value, who wrote it, and
    the state from which on it can be seen. Old versions stay for those who
    read an older state (seen_by). Their fate: the live ones stay; of the dead
    a vacuum takes what is removable, and must leave what is pinned. Last, as
    "open", stands what is not committed. To programs (--json) it also gives
    the committed keys and values, for which no transaction is needed.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 2
        ok
      4 alice*> bob: COMMIT
        ok
      5 alice*> .versions x
        ; key  value  state  created_by  deleted_by  fate    seen_by
        ; x    1      0      T0          T2 bob      pinned  alice
        ; x    2      1      T2 bob      -           live    -
      """),
    see: "visibility, tombstone, .bloat, .vacuum, .lesson long-reader")

  private static let bloat = HelpPage(
    word: ".bloat", also: "bytes, oldest snapshot, marks, live, dead, removable, pinned, pin",
    """
    What is stored beyond the newest values, and for whose sake: versions and
    the bytes of their keys and values, who pins them, the longest chain, the
    oldest snapshot, how many versions a read has looked at on average since
    the last .bloat, and what modes remember of reads and writes to find
    conflicts (marks). Outside: isolab simulate bloat draws it over time.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 2
        ok
      4 alice*> bob: COMMIT
        ok
      5 alice*> .bloat
      """),
    see: ".vacuum, .versions, .lesson bloat-and-vacuum")

  private static let transactionList = HelpPage(
    word: ".transactions",
    """
    Lists every transaction of the lab: session, mode, what it sees, the step
    of its BEGIN, and what has become of it.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN rc
        ok
      3 alice*> COMMIT
        ok
      4 alice> .transactions
        ; id  session  mode  sees     begun  status
        ; T1  alice    si    state 0  1      committed, state 1
        ; T2  bob      rc    newest   2      open
      """),
    see: "transaction, state, .timeline, .locks")

  private static let locks = HelpPage(
    word: ".locks", also: "exclusive, shared, exclusive lock, shared lock, intent, claim, hold",
    """
    Lists who holds what, and who waits. A lock makes others wait until its
    transaction ends.
    write      a key was written; other writers wait
    intent     a key was written; nobody waits for it in this mode
    exclusive  GET FOR UPDATE; other writers wait
    shared     two-phase-locking has read it; writers of that mode wait
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT x 2
        WAITS alice
      5 alice*> .locks
        ; x             alice    write  3
        ; bob waits for alice on x since step 4
      """),
    see: "waits, deadlock, for-update, two-phase-locking")

  private static let timeline = HelpPage(
    word: ".timeline", also: "schedule, interleaving, lanes, picture, diagram, notation",
    """
    Draws what has happened: time runs down, a lane for each session, a row
    for each step. So you see which transactions were open at the same time,
    who waited for whom, and where somebody was aborted. .timeline rw writes
    it as textbooks do: R1(x) W2(x) C1 A2, a read, a write, commit, abort. To
    programs (--json) it also gives the history that isolab check judges.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> .timeline
      """),
    see: "step, .why, .transactions, .ascii")
}
