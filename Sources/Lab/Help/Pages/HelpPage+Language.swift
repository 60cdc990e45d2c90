/// What lines are made of.
extension HelpPage {
  static let language: [HelpPage] = [
    line, command, prompt, transaction, readOnly, deferrable, step, state, sql,
  ]

  private static let line = HelpPage(
    "line", also: "comment, #, semicolon, paste, transcript, syntax of a line",
    "what can be typed; one line is one command",
    """
    COMMAND          for the session in the prompt
    bob: COMMAND     for bob; the prompt stays where it is
    bob:             from now on the prompt is bob's
    .WORD ...        a word of the lab, such as .why; it starts with a dot
    # ...            a comment; # is the first character of the line
    3 bob> COMMAND   a pasted prompt: goes to bob and runs the command. Its
                     number counts for nothing, so a transcript can be pasted.
    Words may be in any case. A semicolon at the end is ignored.
    """,
    example: HelpExample(
      """
      1 alice> begin;
        ok
      2 alice*> bob: Begin
        ok
      3 alice*> bob:
      3 bob*> PUT x 1
        ok
      """),
    see: "command, prompt, sessions, quoting")

  private static let command = HelpPage(
    "command", also: "word, request, language, syntax, grammar, usage",
    "what a session is told to do",
    """
    BEGIN COMMIT ROLLBACK RETRY           begin and end a transaction
    GET SCAN COUNT SUM                    read
    PUT DELETE UPDATE                     write
    IF ... THEN ...                       decide
    Each takes a step, and has one answer at least. A command that is refused
    (error) takes no step and changes nothing. Words with a dot are about the
    lab and not about the data: they take no step, except .cancel.
    All of them: help. One of them: help get. Tab completes words and shows
    their form.
    """,
    see: "line, answers, errors, step, sql")

  private static let prompt = HelpPage(
    "prompt", also: "sign, signs, *, ~, !, star, tilde",
    "3 alice*> is the next step, the session, and its transaction",
    """
    3 alice>     no transaction is open in this session
    3 alice*>    a transaction is open
    3 alice~>    it waits: only ROLLBACK and .cancel act
    3 alice!>    it was aborted: ROLLBACK, COMMIT, RETRY or BEGIN go on
    bob: GET x runs one command as bob; bob: alone makes bob the current one.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> bob:
      3 bob> BEGIN
        ok
      4 bob*> PUT x 2
        WAITS alice
      5 bob~> alice: COMMIT
        ok
        RESUMED bob ABORTED concurrent-update, not needed
      6 bob!> ROLLBACK
        ok
      """),
    see: "step, sessions, waits, aborts")

  private static let transaction = HelpPage(
    "transaction", also: "T1, T2, tx, acid, atomic, atomicity, concurrent, open transaction",
    "commands that take effect together or not at all",
    """
    It begins with BEGIN and ends with COMMIT or ROLLBACK, or its mode aborts
    it. T1 is the first of the lab, T2 the second; T0 stands for .seed. A
    session has one at a time. Two are concurrent if neither had ended when
    the other began: only then can they be in conflict.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> bob: BEGIN
        ok
      4 alice*> bob: GET x
        (none)
      5 alice*> COMMIT
        ok
      """),
    see: "BEGIN, COMMIT, isolation, .transactions, .autocommit")

  private static let readOnly = HelpPage(
    "read-only", also: "read only transaction, begin read only, error read-only",
    "BEGIN READ ONLY, a transaction that may not write",
    """
    A write in it is an error and changes nothing; so is GET FOR UPDATE, but
    not in write-snapshot, where it is a plain GET. In snapshot and
    write-snapshot who only reads is never aborted, said or not. In
    serializable-snapshot it pays to say so: some reads that would lead to an
    abort then do not (help deferrable). Other modes only forbid the writes.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN READ ONLY
        ok
      2 alice*> PUT x 1
        error read-only
      2 alice*> GET x
        (none)
      3 alice*> COMMIT
        ok
      """),
    see: "BEGIN, deferrable, read-only-anomaly")

  private static let deferrable = HelpPage(
    "deferrable", also: "safe snapshot, begin read only deferrable, read only deferrable, deferred",
    "BEGIN READ ONLY DEFERRABLE waits for a safe snapshot",
    """
    In serializable-snapshot a reader too can take part in an abort. A
    snapshot is safe if nothing of that kind can happen any more: the reader
    is not aborted, and nobody is because of it. DEFERRABLE waits at BEGIN
    until there is one. In the other modes it changes nothing.
    """,
    example: HelpExample(
      """
      1 alice> .mode ssi
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> bob: BEGIN READ ONLY DEFERRABLE
        WAITS alice
      4 alice*> COMMIT
        ok
        RESUMED bob ok
      """),
    see: "read-only, read-only-anomaly, serializable-snapshot")

  private static let step = HelpPage(
    "step", also: "steps, clock, logical time",
    "the number of a command",
    """
    The prompt shows the number of the next step. BEGIN and COMMIT are steps
    too. A refused command takes none, and the words of the lab take none,
    except .cancel. Explanations give steps in parentheses: alice wrote x (3).
    RETRY takes a step for each command that it gives again.
    """,
    example: HelpExample(
      """
      1 alice> .mode rc
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x
        error syntax
      2 alice*> PUT x 1
        ok
      3 alice*> COMMIT
        ok
      """),
    see: "prompt, state, .why, .timeline")

  private static let state = HelpPage(
    "state", also: "states, committed state, database state",
    "the committed data after a number of commits",
    """
    State 0 is what .seed made. Each COMMIT makes the next state, even if
    nothing was written. The answer to BEGIN tells which state a transaction
    sees, in the modes that take a snapshot: "T2 sees state 0". .versions
    tells from which state on a value can be seen.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x 2
        ok
      3 alice*> COMMIT
        ok
      4 alice> .versions
        ; key  value  state  created_by  deleted_by  fate
        ; x    1      0      T0          T1 alice    removable
        ; x    2      1      T1 alice    -           live
      """),
    see: "snapshot, COMMIT, .versions, step")

  private static let sql = HelpPage(
    "sql",
    also: """
      select, insert, insert into, create, create table, table, where, from, into, values clause, \
      drop, savepoint, lock table, postgresql, postgres, mysql, oracle, database
      """,
    "there is none here; what to type instead",
    """
    There are no tables and no types: keys and values, one line a command.
    SELECT * FROM t              SCAN
    SELECT v WHERE k = 'x'       GET x
    SELECT count(*) ... v = 'on' COUNT = on
    SELECT ... FOR UPDATE        GET x FOR UPDATE
    INSERT, or UPDATE one row    PUT x 1
    UPDATE t SET v = v + 1       UPDATE * SET $value + 1
    DELETE ... WHERE k = 'x'     DELETE x
    BEGIN ISOLATION LEVEL ...    BEGIN serializable-snapshot
    A table can be a prefix of keys: acct/ann, acct/ben, and acct/* is all.
    """,
    example: HelpExample(
      """
      1 alice> SELECT * FROM accounts
        error syntax
      1 alice> BEGIN
        ok
      2 alice*> UPDATE * SET $value + 1
        ok
      """),
    see: "command, ranges, values, repeatable-read")
}
