/// What is answered.
extension HelpPage {
  static let answers: [HelpPage] = [answerForms, errors]

  private static let answerForms = HelpPage(
    "answers",
    also: "answer, ok, removed, ok rolled back, skipped, (none), output, prose, result, results",
    "a few fixed words; what follows ; is prose that explains",
    """
    ok                  done; ok rolled back: COMMIT after an abort
    x=1 y=2, (none)     of GET and SCAN; count N, sum N: of COUNT and SUM
    skipped             IF was false; in a file: also after an abort
    removed 3 pinned 1  of .vacuum
    WAITS alice         it has to wait until alice ends her transaction
    RESUMED bob ANSWER  bob's wait is over, and this is its answer
    HELD                in a file: bob waits, and this runs when that is over
    ABORTED KIND        the mode has ended the transaction (help aborts);
                        behind a comma: needed, not needed or not decided
    ANOMALY NAME T1 T2  a cycle, or a dirty read (help anomaly);
                        behind a comma: by versions
    RULE name broken    a rule has changed; or: RULE name holds
    error KIND          refused: no step, nothing changed (help errors)
    A line that starts with ; is only prose. Answers come in this order: that
    of the command, then RESUMED, then ANOMALY, then RULE.
    """,
    see: "waits, aborts, needed, anomaly, errors, .rule, IF")

  private static let errors = HelpPage(
    "errors",
    also: """
      error syntax, error arithmetic, error limit, limit, limits, no-transaction, in-transaction, \
      unknown-session, unavailable, cancelled, error no-transaction, error in-transaction, \
      error waiting, error aborted, error unknown-session, error unavailable, error file, \
      error cancelled, mistake, division by zero, overflow
      """,
    "error KIND means refused: no step, and nothing has changed",
    """
    syntax           the line is not in the language; the prose says why
    arithmetic       overflow, division by zero, arithmetic on text or none
    no-transaction   BEGIN first; or there is nothing to retry or cancel
    in-transaction   BEGIN inside of one; .seed after the first BEGIN
    read-only        a write in a READ ONLY transaction
    waiting          the session waits; the prose says for whom
    aborted          ROLLBACK, COMMIT, RETRY or BEGIN first
    unknown-session  no session has that name
    unavailable      no such branch or lesson, nothing to undo
    file             a file cannot be read or written
    limit            a line over 65,536 bytes, more than 100 levels deep
    cancelled        you broke it off with Ctrl-C
    """,
    example: HelpExample(
      """
      1 alice> GET x
        error no-transaction
      1 alice> PUTT x 1
        error syntax
      """),
    see: "answers, command, waits, aborts")
}
