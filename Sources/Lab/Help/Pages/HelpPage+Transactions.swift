import Vocabulary

/// The words that begin and end transactions.
extension HelpPage {
  static let transactions: [HelpPage] = [begin, commit, rollback, abort, retry]

  private static let begin = HelpPage(
    word: "BEGIN", also: "start, start transaction, begin transaction",
    """
    Begins a transaction in the session of the prompt. With a MODE this one
    is in that mode; without, it is in the mode of the lab (help .mode).
    READ ONLY: it may not write (help read-only). DEFERRABLE: it waits for
    a snapshot with which nothing can go wrong (help deferrable).
    In \(IsolationMode.ofSnapshots.inWords) modes BEGIN takes a snapshot, and nothing newer is read:
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
      5 alice*> GET x
        x=1
      """),
    byMode: .lastAnswer(["x=1": "si wsi ssi sgt", "x=2": "ru rc 2pl"]),
    see: "transaction, modes, snapshot, .autocommit")

  private static let commit = HelpPage(
    word: "COMMIT", also: "end, commit order, commit timestamp",
    """
    Ends the transaction and makes all its writes visible at once, as a new
    state. Who waited for it goes on (RESUMED). The rules are looked at.
    The mode may answer ABORTED instead: then nothing was written. After
    an abort COMMIT answers "ok rolled back".
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
      6 alice> bob: COMMIT
        ok rolled back
      """),
    byMode: .lastAnswer([
      "ok": "ru rc wsi 2pl sgt", "ok rolled back": "si",
      "ABORTED first-committer, not needed": "ssi",
    ]),
    see: "aborts, waits, state, ROLLBACK")

  private static let rollback = HelpPage(
    word: "ROLLBACK",
    """
    Ends the transaction; nothing that it wrote stays. Who waited for it goes
    on. It always works: also while the session waits, and after an abort,
    where it says that you have seen it. ABORT is the same word.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x 2
        ok
      3 alice*> GET x
        x=2
      4 alice*> ROLLBACK
        ok
      5 alice> BEGIN
        ok
      6 alice*> GET x
        x=1
      """),
    see: "COMMIT, aborts, RETRY, .undo")

  private static let abort = HelpPage(
    word: "ABORT",
    """
    The same as ROLLBACK: you end the transaction, and nothing of it stays.
    The answer ABORTED is something else: there the mode has ended the
    transaction, by a rule of its own. help aborts tells of these rules.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> ABORT
        ok
      """),
    see: "ROLLBACK, aborts")

  private static let retry = HelpPage(
    word: "RETRY", also: "try again, run again",
    """
    After ABORTED: BEGIN and the same commands again, each a step of its own,
    on the newest state. Reads are read again and IF decides again. Attempts
    are counted. It stops at an error and at another abort, and a note says
    what it has not run. Where nothing was aborted it is an error in the
    shell, and skipped in a file, so that a lesson can say it.
    read-uncommitted, read-committed and two-phase-locking abort only for a
    deadlock or a timeout; the others also for conflicts.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 2
        ok
      4 alice*> bob: PUT x 3
        WAITS alice
      5 alice*> COMMIT
        ok
        RESUMED bob ABORTED concurrent-update, not needed
      6 alice> bob: RETRY
        ok
        ok
      8 alice> bob: COMMIT
        ok
      """),
    see: "aborts, IF, .retry, .lesson retry")
}
