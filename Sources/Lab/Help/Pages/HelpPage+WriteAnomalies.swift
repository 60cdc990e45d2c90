import Checking

/// Anomalies that show in what is committed.
extension HelpPage {
  static let writeAnomalies: [HelpPage] = [
    dirtyWrite, lostUpdate, oneStatement, writeSkew, predicateWriteSkew, readOnlyAnomaly,
    cycle, blindWrite,
  ]

  private static let dirtyWrite = HelpPage(
    "dirty-write", also: "G0, P0, dirty writes",
    "writing over what has not been committed",
    """
    If bob could overwrite alice's x before she commits, and she his y, the
    two writes could end up mixed; and what should a rollback bring back? No
    mode here allows it: writers wait, or write for themselves until COMMIT.
    So there is never a line ANOMALY dirty-write; nor can isolab check find
    one, for a history has no other order of versions than that of COMMITs.
    """,
    about: .dirtyWrite,
    example: HelpExample(
      """
      1 alice> .mode read-uncommitted
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> bob: PUT x 2
        WAITS alice
      """),
    byMode: .anomaly(
      "dirty write (G0)",
      [
        "waits": "ru rc 2pl", "waits, abort": "si", "commit order": "wsi sgt",
        "abort at COMMIT": "ssi",
      ]),
    see: "locks, blind-write")

  private static let lostUpdate = HelpPage(
    "lost-update", also: "P4, lost write",
    "two read the same and both write; one write is lost",
    """
    Both read 1, and both write 2: two increments, and x is 2. Berenson's P4
    needs one read only (r1 w2 w1). There ANOMALY says cycle, as Elle would.
    """,
    about: .lostUpdate,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET x AS n
        x=1
      4 alice*> bob: GET x AS n
        x=1
      5 alice*> PUT x $n + 1
        ok
      6 alice*> COMMIT
        ok
      7 alice> bob: PUT x $n + 1
        ok
      8 alice> bob: COMMIT
        ok
        ANOMALY lost-update T1 T2
      """),
    byMode: .anomaly(
      "lost update (P4)",
      [
        "possible": "ru rc", "waits, abort": "si", "abort at COMMIT": "wsi ssi sgt",
        "deadlock": "2pl",
      ]),
    see: "cursor-lost-update, for-update")

  private static let oneStatement = HelpPage(
    "cursor-lost-update",
    also: "P4C, one-statement increment, increment, atomic increment, counter",
    "a lost update inside of one command",
    """
    PUT x value(x) + 1 reads and writes in one command. In modes whose writers
    wait, the lock comes first and the value is read after it, so nothing is
    lost. With GET x AS n and PUT x $n + 1 it is (help lost-update). P4C.
    """,
    example: HelpExample(
      """
      1 alice> .mode read-committed
        ok
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x value(x) + 1
        ok
      4 alice*> bob: PUT x value(x) + 1
        WAITS alice
      5 alice*> COMMIT
        ok
        RESUMED bob ok
      6 alice> bob: GET x
        x=3
      """),
    byMode: .anomaly(
      "one-statement increment (P4C)",
      ["waits": "ru rc 2pl", "waits, abort": "si", "abort at COMMIT": "wsi ssi sgt"]),
    see: "lost-update, PUT")

  private static let writeSkew = HelpPage(
    "write-skew", also: "A5B, G2-item, on call, doctors",
    "each of two reads what the other one writes",
    """
    Each decides by what it saw, and writes another key. No key has two
    writers, so snapshot notices nothing.
    """,
    about: .writeSkew,
    example: HelpExample(
      """
      1 alice> .seed a=on b=on
        ok
      1 alice> .rule on-call: count(* = on) >= 1
        RULE on-call holds
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> IF value(b) = on THEN PUT a off
        ok
      4 alice*> bob: IF value(a) = on THEN PUT b off
        ok
      5 alice*> COMMIT
        ok
      6 alice> bob: COMMIT
        ok
        ANOMALY write-skew T1 T2
        RULE on-call broken
      """),
    byMode: .anomaly(
      "write skew (A5B, G2-item)",
      ["possible": "ru rc si", "abort at COMMIT": "wsi ssi sgt", "deadlock": "2pl"]),
    see: "predicate-write-skew, dangerous-structure")

  private static let predicateWriteSkew = HelpPage(
    "predicate-write-skew", also: "G2, predicate skew",
    "write skew through a range",
    """
    Both find a range empty, and each inserts a key of its own into it. No key
    was read that the other one wrote; only the range tells.
    """,
    about: .predicateWriteSkew,
    example: HelpExample(
      """
      1 alice> .rule one: count(lead/*) <= 1
        RULE one holds
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> IF count(lead/*) = 0 THEN PUT lead/alice yes
        ok
      4 alice*> bob: IF count(lead/*) = 0 THEN PUT lead/bob yes
        ok
      5 alice*> COMMIT
        ok
      6 alice> bob: COMMIT
        ok
        ANOMALY predicate-write-skew T1 T2
        RULE one broken
      """),
    byMode: .anomaly(
      "predicate write skew (G2)",
      ["possible": "ru rc si", "abort at COMMIT": "wsi ssi sgt", "deadlock": "2pl"]),
    see: "phantom, write-skew")

  private static let readOnlyAnomaly = HelpPage(
    "read-only-anomaly", also: "read only transaction anomaly, fekete",
    "a reader sees a state that cannot have been",
    """
    Carol sees bob's 20 and not alice's -11. But alice took the 1 as a fee
    because she had not seen the 20: so she came before bob.
    """,
    about: .readOnlyAnomaly,
    example: HelpExample(
      """
      1 alice> .sessions carol
        ok
      1 alice> .autocommit on
        ok
      1 alice> BEGIN
        ok
      2 alice*> SUM *
        sum 0
      3 alice*> bob: PUT savings 20
        ok
      4 alice*> carol: SCAN
        savings=20
      5 alice*> PUT checking -11
        ok
      6 alice*> COMMIT
        ok
        ANOMALY read-only-anomaly T1 T2 T3
      """),
    byMode: .anomaly(
      "read-only anomaly",
      [
        "possible": "ru rc si", "abort at COMMIT": "wsi sgt", "abort at PUT": "ssi", "waits": "2pl",
      ]),
    see: "deferrable")

  private static let cycle = HelpPage(
    "cycle", also: "circle, anomaly cycle",
    "transactions each of which comes before the next, all around",
    """
    In a serial order nobody comes before himself: so with these versions, in
    this order, there is none (by values: help anomaly). Most circles have a
    name of their own (help anomalies); those that have none are called cycle.
    serialization-graph aborts who would close one: ABORTED cycle. Below alice
    reads what bob replaces, so she comes before him; then she writes over it:
    she comes after him.
    """,
    example: HelpExample(
      """
      1 alice> .mode read-committed
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
        ok
        ANOMALY cycle T1 T2
      """),
    see: "dependency, .graph, lost-update, .lesson inventory")

  private static let blindWrite = HelpPage(
    "blind-write", also: "blind, blind overlap, overwrite",
    "a write that does not read what it replaces",
    """
    Two transactions write the same key and have not read it. That is no
    anomaly: whoever commits later stands last, as in a serial order.
    write-snapshot and serialization-graph let both commit without a wait.
    The others wait or abort.
    """,
    example: HelpExample(
      """
      1 alice> .mode write-snapshot
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
        ok
      """),
    byMode: .anomaly(
      "none: blind overlap",
      ["waits": "ru rc 2pl", "waits, abort": "si", "commits": "wsi sgt", "abort at COMMIT": "ssi"]),
    see: "PUT, dirty-write, .lesson blind-writes")
}
