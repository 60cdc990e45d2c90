/// What `help` alone says.
extension Help {
  /// The form of a line, the words, how to leave, and where to go on.
  package static let overview: [String] = """
    Type a command for the session in the prompt, or bob: COMMAND for bob.
    New here? Type help tutorial, or .lesson write-skew. Tab completes words.

      BEGIN [MODE] [READ ONLY [DEFERRABLE]]
      COMMIT    ROLLBACK or ABORT    RETRY, after an abort
      GET key [FOR UPDATE] [AS name]           PUT key expression
      SCAN [range] [= value] [AS name]         DELETE key or range [= value]
      COUNT [range] [= value] [AS name]        SUM [range] [AS name]
      IF expression THEN command    UPDATE range [= value] SET expression

      .seed .sessions .mode .conflicts .autocommit .rule .rules      prepare
      .why .timeline .graph .versions .transactions .locks .compare  look
      .vacuum .autovacuum .bloat                                     clean up
      .undo .redo .branches .rerun .explore .reset .cancel .retry    try again
      .lesson .play .open .save .export .once .resume .modes .expect files
      .timeout .advance .timing .ascii .help .quit                   time, shell

    help WORD tells more: help get. Examples start on a fresh lab: .reset.
    Topics: help tutorial, prompt, waits, aborts, modes, anomalies, ranges,
    expressions, errors, keys, files, sql; all of them: help topics.
    To leave: quit, exit or Ctrl-D.
    """
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
