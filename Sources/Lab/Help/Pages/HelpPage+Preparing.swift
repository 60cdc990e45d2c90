import Vocabulary

/// The words that prepare a lab.
extension HelpPage {
  static let preparing: [HelpPage] = [
    seed, sessions, mode, conflicts, autocommit, rule, rules, modesOfLesson, expect, reset,
  ]

  private static let seed = HelpPage(
    word: ".seed", also: "initial state, initial data, state 0, T0",
    """
    Makes state 0, the data that is there before anybody begins. It has to
    come before the first BEGIN, takes no step, and may be given again.
    No blanks around the = sign. Afterwards only transactions change data;
    .reset starts a fresh lab.
    """,
    example: HelpExample(
      """
      1 alice> .seed acct/ann=50 note="two words"
        ok
      1 alice> BEGIN
        ok
      2 alice*> SCAN
        acct/ann=50 note="two words"
      3 alice*> .seed y=2
        error in-transaction
      """),
    see: "values, quoting, state, .reset")

  private static let sessions = HelpPage(
    word: ".sessions", also: "alice, bob, carol",
    """
    A session is a named place from which commands come, like a connection to
    a database. It has at most one transaction at a time. A lab starts with
    alice and bob; .sessions carol adds one, .sessions alone lists them.
    bob: COMMAND is a command for bob. bob: alone makes bob the current one.
    To an unknown name the shell asks whether it is a new session.
    """,
    example: HelpExample(
      """
      1 alice> .sessions carol
        ok
      1 alice> carol: BEGIN
        ok
      2 alice> bob:
      2 bob> BEGIN
        ok
      """),
    see: "prompt, transaction, line")

  private static let mode = HelpPage(
    word: ".mode", also: "set mode, default mode, set transaction, set isolation level",
    """
    Sets the isolation mode that a BEGIN without a mode uses from now on.
    Transactions that are open keep theirs, so modes can be mixed; but what a
    mode promises holds only among transactions of that mode.
    .mode alone lists the \(IsolationMode.allCases.inWords) modes and marks the one of the lab.
    """,
    example: HelpExample(
      """
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> .mode ssi
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> .mode
        ; * serializable-snapshot ssi the state at BEGIN; no dangerous structure
      """),
    see: "modes, BEGIN, .rerun, .modes")

  private static let conflicts = HelpPage(
    word: ".conflicts", also: "conflict policy, policy, write conflict, write-write conflict",
    """
    A conflict: two transactions want the same key, and cannot both have it.
    What snapshot and serializable-snapshot do about two writers of a key:
    first-updater    the second writer waits. If the first one commits, the
                     second is aborted. The choice of snapshot.
    first-committer  nobody waits. Whoever commits second is aborted. The
                     choice of serializable-snapshot.
    mode             what each mode chooses. .conflicts alone tells.
    """,
    example: HelpExample(
      """
      1 alice> .conflicts first-committer
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT x 2
        ok
      5 alice*> COMMIT
        ok
      6 alice> bob: COMMIT
        ABORTED first-committer, not needed
      """),
    see: "waits, aborts, first-updater, first-committer")

  private static let autocommit = HelpPage(
    word: ".autocommit", also: "implicit transaction",
    """
    A command on data needs a transaction: BEGIN first. With .autocommit on, a
    command outside of one is a transaction of its own, which begins, runs and
    commits in one step. BEGIN works as before.
    """,
    example: HelpExample(
      """
      1 alice> PUT x 1
        error no-transaction
      1 alice> .autocommit on
        ok
      1 alice> PUT x 1
        ok
      2 alice> GET x
        x=1
      3 alice> .autocommit off
        ok
      """),
    see: "BEGIN, COMMIT, transaction")

  private static let rule = HelpPage(
    word: ".rule", also: "invariant, invariants, business rule, constraint, check",
    """
    Names a rule of the business and watches it: now, and after every COMMIT,
    in the committed state. A line says when it breaks or holds again. It
    forbids nothing. It knows no $names. The same NAME replaces a rule.
    A broken rule is not always the mode's fault: a program can break its
    rule all alone. And a result can be wrong while every rule holds.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=5
        ok
      1 alice> .rule positive: value(x) >= 0
        RULE positive holds
      1 alice> BEGIN
        ok
      2 alice*> PUT x value(x) - 9
        ok
      3 alice*> COMMIT
        ok
        RULE positive broken
      """),
    see: ".rules, expressions, .why, write-skew")

  private static let rules = HelpPage(
    word: ".rules",
    """
    Lists the rules that are watched, and whether each holds in the committed
    state.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=5
        ok
      1 alice> .rule positive: value(x) >= 0
        RULE positive holds
      1 alice> .rules
        ; positive holds: value(x) >= 0
      """),
    see: ".rule, .why")

  private static let modesOfLesson = HelpPage(
    word: ".modes",
    """
    Stands in a lesson, on top of its commands: the modes in which isolab test
    replays it. Without the word these are read-committed, snapshot,
    write-snapshot and serializable-snapshot. In the shell it does nothing.
    """,
    example: HelpExample(
      """
      1 alice> .modes snapshot two-phase-locking
        ok
      """),
    see: "modes, files, .mode, .expect")

  private static let expect = HelpPage(
    word: ".expect", also: "expectation, expectations",
    """
    Stands in a lesson and speaks about all orders in which the steps of its
    part can follow one another. isolab test --explore FILE runs them all and
    shows the shortest one that is otherwise. Here it does nothing.
      never X    in no order; no X is the same
      some X     in one order at least
      rule NAME holds     never rule NAME broken
      serializable        never anomaly
      at the end E        E is true when all steps are taken, in every order
      some at the end E   in one order at least
    X is anomaly, or the name of one (help anomalies), abort, abort needed,
    abort not needed, abort not decided, deadlock, wait, error, or rule NAME
    broken. E is a condition as in .rule, and is about what is committed.
    MODE is a mode's long or short name; all is all modes of the lesson.
    A mode in which no transaction of the part ran proves nothing: it fails.
    """,
    example: HelpExample(
      """
      1 alice> .expect snapshot: some write-skew
      1 alice> .expect wsi,ssi: rule on-call holds
      1 alice> .expect all: at the end count(booking/* = 12) = 1
      """),
    see: ".explore, .modes, .rule, .reset, files")

  private static let reset = HelpPage(
    word: ".reset", also: "fresh lab, clear, start over",
    """
    Starts a fresh lab: no data, no transactions, no rules, step 1, the two
    sessions alice and bob, and the mode that the shell was opened in. .undo
    takes it back.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> .reset
        ok
      1 alice> BEGIN
        ok
      2 alice*> SCAN
        (none)
      """),
    see: ".seed, .undo, .quit")
}
