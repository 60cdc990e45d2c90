/// Why a mode ends a transaction.
extension HelpPage {
  static let aborts: [HelpPage] = [
    allAborts, concurrentUpdate, overwrittenRead, dangerousStructure, pivot, needed, needless,
  ]

  private static let allAborts = HelpPage(
    "aborts", also: "aborted, victim, rival, kinds of abort, serialization failure",
    "ABORTED KIND, the mode has ended the transaction",
    """
    concurrent-update    snapshot, at a write: another has committed the key
    first-committer      serializable-snapshot, at COMMIT: the same; in
                         serialization-graph of a key read FOR UPDATE
    overwritten-read     write-snapshot, at COMMIT: a read got old
    dangerous-structure  serializable-snapshot, at any command
    cycle                serialization-graph, at COMMIT
    deadlock             where somebody waits: a ring of waits
    timeout              by the clock, if .timeout sets a limit
    Nothing of the transaction stays, and what it had read is worth nothing
    any more. .why tells the reason. The session then takes ROLLBACK, COMMIT
    (ok rolled back), BEGIN, or RETRY, which does all of it again. Behind the
    comma stands whether the abort was needed, once that is certain.
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
      5 alice*> PUT x 2
        ABORTED concurrent-update, not needed
      """),
    see: ".why, RETRY, needed, waits, .lesson retry")

  private static let concurrentUpdate = HelpPage(
    "concurrent-update", also: "aborted concurrent-update, could not serialize access, superseded",
    "a key to be written has a version the snapshot lacks",
    """
    Another transaction has committed the key since this one's BEGIN. Who has
    not seen a version may not replace it, and is aborted at the write: at
    once, or when its wait ends. First updater wins.
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
      5 alice*> PUT x 2
        ABORTED concurrent-update, not needed
      """),
    byMode: .lastAnswer([
      "ABORTED concurrent-update, not needed": "si", "ok": "ru rc wsi ssi 2pl sgt",
    ]),
    see: "first-updater, snapshot, aborts, lost-update")

  private static let overwrittenRead = HelpPage(
    "overwritten-read", also: "aborted overwritten-read",
    "something that was read has been replaced since BEGIN",
    """
    write-snapshot asks at COMMIT of a transaction that has written: is all
    that it read still so? A key counts, an absence, and every key of a range
    that it scanned, also one that was not there. If not, it is aborted.
    """,
    example: HelpExample(
      """
      1 alice> .mode write-snapshot
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> COUNT a*
        count 0
      4 alice*> bob: PUT a1 on
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> PUT b yes
        ok
      7 alice*> COMMIT
        ABORTED overwritten-read, not needed
      """),
    see: "write-snapshot, aborts, needless-abort, .lesson inventory")

  private static let dangerousStructure = HelpPage(
    "dangerous-structure", also: "aborted dangerous-structure",
    "two antidependencies in a row",
    """
    in -> pivot -> out: each arrow says "comes before, because it has read
    what the next one replaces". The two ends may be one transaction. Every
    wrong result under snapshots contains such a row whose out was the first
    to commit. serializable-snapshot never lets one be completed.
    Here alice is in and out, and bob is the pivot.
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
      6 alice*> bob: PUT y 1
        ok
      7 alice*> COMMIT
        ok
      8 alice> bob: COMMIT
        ABORTED dangerous-structure, needed
      """),
    see: "pivot, antidependency, write-skew, .lesson write-skew")

  private static let pivot = HelpPage(
    "pivot", also: "doomed, in and out, role",
    "the one in the middle of a dangerous structure",
    """
    in -> pivot -> out. Nobody is aborted before out has committed: the others
    may still roll back. Then the pivot is the victim, or, if it has committed
    already, the one in front of it. Who can only be aborted any more is
    doomed: it learns so at its next command; ROLLBACK works.
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
      5 alice*> bob: PUT y 1
        ok
      6 alice*> PUT x 1
        ok
      7 alice*> COMMIT
        ok
      8 alice> bob: GET z
        ABORTED dangerous-structure, needed
      """),
    see: "dangerous-structure, antidependency, deferrable")

  private static let needed = HelpPage(
    "needed",
    also: "not needed, not decided, not so far, verdict, needed or not, ghost, judge, disturbed",
    "the verdict on an abort: was it right to send this one home?",
    """
    The judge lets the victim commit after all, as a ghost, with what it had
    done and the command that was refused, among all that commit in the run.
    needed       it lies on a circle; that is final
    not needed   it lies on none
    not decided  it lies on none, but somebody would have read otherwise
                 after the abort, and might have closed one
    While somebody is open who may still lead back to the victim, the last
    two may change: the answer has no verdict, and .why says: not so far.
    .why also names a serial order that the values happen to fit. Deadlocks
    are not judged. Below bob read x before alice wrote it, and would write
    it after her: a circle.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: GET x
        (none)
      4 alice*> PUT x 1
        ok
      5 alice*> COMMIT
        ok
      6 alice> bob: PUT x 2
        ABORTED concurrent-update, needed
      """),
    see: "needless-abort, aborts, cycle, .why")

  private static let needless = HelpPage(
    "needless-abort", also: "needless, false positive, one stale read",
    "the result would have been serializable without it",
    """
    The modes abort by simple signs. For write-snapshot one read that got old
    is enough; below, alice and then bob is a serial order all the same.
    serializable-snapshot wants two arrows in a row, which may be no circle
    either. serialization-graph looks for the circle itself. A needless abort
    costs a RETRY, and nothing else.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET x
        (none)
      4 alice*> bob: PUT x 5
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> PUT y 1
        ok
      7 alice*> COMMIT
        ok
      8 alice> .rerun wsi
        ; 7 alice: COMMIT           ABORTED overwritten-read, not needed
      """),
    byMode: .anomaly(
      "none: one stale read",
      ["commits": "ru rc si ssi sgt", "abort at COMMIT": "wsi", "waits": "2pl"]),
    see: "needed, aborts, .lesson needless-abort, .lesson exact-test")
}
