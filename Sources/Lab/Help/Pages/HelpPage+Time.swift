/// Limits in time, and the clock.
extension HelpPage {
  static let time: [HelpPage] = [timeout, advance, ofTime]

  private static let timeout = HelpPage(
    word: ".timeout", also: "time, timeouts, set timeout, time limit",
    """
    .timeout 30s       aborts a transaction once it has been open for 30s
    .timeout idle 30s  once it is open without a command for so long
    .timeout wait 5s   once a command of it has waited for so long
    .timeout off       no limits; .timeout idle off takes one away
    .timeout alone tells the limits, and whose time is over next.
    Time is that of the clock; in files only .advance moves it. EXPIRED takes
    a step. It is an abort like any other: .why tells more, RETRY tries again.
    A SPAN is a number with ms, s, m or h: 1.5m.
    """,
    example: HelpExample(
      """
      1 alice> .timeout idle 30s
        ok
      1 alice> BEGIN
        ok
      2 alice*> .advance 30s
        ok
        EXPIRED alice ABORTED timeout
      """),
    see: ".advance, aborts, RETRY, .lesson forgotten-transaction")

  private static let advance = HelpPage(
    word: ".advance", also: "virtual time, sleep, wait for time",
    """
    Lets so much time pass, at once. Transactions whose .timeout comes at that
    are aborted in the order of their times. In the shell real time passes
    too, while a timeout is set; in a file none does but this. It takes no
    step itself. SPAN is a number with ms, s, m or h: 500ms, 1.5m.
    """,
    example: HelpExample(
      """
      1 alice> .timeout 1m
        ok
      1 alice> BEGIN
        ok
      2 alice*> .advance 59s
        ok
      2 alice*> .advance 1s
        ok
        EXPIRED alice ABORTED timeout
      3 alice!> COMMIT
        ok rolled back
      """),
    see: ".timeout, step, .lesson forgotten-transaction")

  private static let ofTime = HelpPage(
    "timeout", also: "expired, aborted timeout, idle, idle in transaction",
    "a transaction has lasted longer than it was allowed to",
    """
    EXPIRED alice ABORTED timeout: alice has typed nothing; her time is over.
    .timeout sets what is allowed, of all transactions alike. What she has
    written is gone, and who waited for her goes on. The next word of hers is
    ROLLBACK, COMMIT (ok rolled back), RETRY or BEGIN. Nobody asks whether the
    abort was needed, for it has nothing to do with serial orders.
    """,
    example: HelpExample(
      """
      1 alice> .timeout idle 30s
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> bob: BEGIN
        ok
      4 alice*> bob: PUT x 2
        WAITS alice
      5 alice*> .advance 30s
        ok
        EXPIRED alice ABORTED timeout
        RESUMED bob ok
      """),
    see: ".timeout, .advance, aborts, .lesson forgotten-transaction")
}
