/// Waits, and the two policies about writers of a key.
extension HelpPage {
  static let waiting: [HelpPage] = [waits, deadlock, firstUpdater, firstCommitter]

  private static let waits = HelpPage(
    "waits",
    also: "waiting, blocked, block, held, resumed, resume a wait, queue, hang, hangs, stuck",
    "a command that cannot go on yet",
    """
    WAITS alice: alice has to end her transaction first. The prompt comes back
    at once; only bob is stuck. For bob ROLLBACK acts, and .cancel bob takes
    the command back; all else is an error (in a file: HELD, and it runs
    later). RESUMED bob says what his command answers in the end.
    Writers of a key wait in read-uncommitted, read-committed, snapshot and
    two-phase-locking; readers only in two-phase-locking. After the wait
    snapshot aborts bob if alice has committed x; other modes let him go on.
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
      5 alice*> ROLLBACK
        ok
        RESUMED bob ok
      """),
    see: "locks, deadlock, .conflicts, .cancel, .why")

  private static let deadlock = HelpPage(
    "deadlock", also: "ring of waits, deadlocked, aborted deadlock",
    "a ring of waits, which would never end",
    """
    Alice waits for bob, and bob would wait for alice. The request that would
    close the ring is not made to wait: its transaction is ABORTED deadlock,
    and the others go on. RETRY tries again. Locking keys in one order in all
    programs avoids it. Where nobody waits there is none.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT y 2
        ok
      5 alice*> PUT y 1
        WAITS bob
      6 alice~> bob: PUT x 2
        ABORTED deadlock
        RESUMED alice ok
      """),
    byMode: .lastAnswer(["ABORTED deadlock": "ru rc si 2pl", "ok": "wsi ssi sgt"]),
    see: "waits, locks, .lesson deadlock")

  private static let firstUpdater = HelpPage(
    "first-updater", also: "first updater wins, fuw",
    "the second writer of a key waits for the first",
    """
    If the first one commits, the second is aborted (concurrent-update): its
    snapshot is older than the new version. If the first one rolls back, the
    second goes on. So an abort comes early, at the price of a wait. It is
    what snapshot does; .conflicts first-updater makes serializable-snapshot
    do it too. The other modes do not know the choice.
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
      5 alice*> COMMIT
        ok
        RESUMED bob ABORTED concurrent-update, not needed
      """),
    see: "first-committer, concurrent-update, .conflicts, waits")

  private static let firstCommitter = HelpPage(
    "first-committer", also: "first committer wins, fcw, aborted first-committer, optimistic",
    "of two writers of a key the later committer is aborted",
    """
    Nobody waits: each writes for itself. Whoever reaches COMMIT second finds
    a version newer than its snapshot, and is ABORTED first-committer. It is
    what serializable-snapshot does; .conflicts first-committer makes snapshot
    do it too. The other modes do not know the choice.
    """,
    example: HelpExample(
      """
      1 alice> .mode serializable-snapshot
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT x 2
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> COMMIT
        ABORTED first-committer, not needed
      """),
    see: "first-updater, aborts, .conflicts, .lesson dirty-write")
}
