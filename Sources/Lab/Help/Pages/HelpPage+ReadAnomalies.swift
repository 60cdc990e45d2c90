import Checking

/// Anomalies that show in what somebody reads.
extension HelpPage {
  static let readAnomalies: [HelpPage] = [
    anomalies, anomalyLine, dirtyRead, intermediateRead, circularFlow, observedVanishes, fuzzyRead,
    phantom,
    readSkew, longFork,
  ]

  private static let anomalies = HelpPage(
    "anomalies", also: "phenomena, phenomenon, adya, berenson",
    "cycles of committed transactions, or reads of what never was",
    """
    dirty-write           writes over what is not committed
    aborted-read          reads what is then rolled back (help dirty-read)
    fuzzy-read            one key read twice, two values
    phantom               one range read twice, other keys
    read-skew             two keys read from different states
    lost-update           two read and write one key; one write is lost
    write-skew            each reads what the other writes
    predicate-write-skew  the same with a range
    read-only-anomaly     a reader sees a state that cannot have been
    Rarer ones: intermediate-read, circular-information-flow, long-fork,
    observed-transaction-vanishes, cursor-lost-update; all others: cycle.
    Each page names a lesson, and tells what each mode does: possible means
    that it happens; not visible, that reads do not see it; else somebody
    waits or is aborted. The shell names each that happens (help anomaly).
    No anomalies, but worth knowing: deadlock, blind-write, needless-abort.
    """,
    see: "anomaly, modes, serializable, dirty-read")

  private static let anomalyLine = HelpPage(
    "anomaly", also: "anomaly line, finding, not serializable",
    "ANOMALY NAME T1 T2 names a cycle or a dirty read",
    """
    It stands under the COMMIT that makes it certain; of a dirty read it may
    be a ROLLBACK, and names the writer and the reader. Else each transaction
    named comes before the next one, and the last before the first. Nobody is
    aborted: the mode allows it. A COMMIT can have several, the worst first.
    By versions, behind a comma: the cycle is there, but the values happen to
    fit a serial order. Somebody has written what was there, for instance.
    .why serializable tells the reasons, .graph draws them, help NAME explains
    the name.
    """,
    example: HelpExample(
      """
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
        ok
        ANOMALY write-skew T1 T2
      """),
    see: "anomalies, cycle, .why, .graph, needed")

  private static let dirtyRead = HelpPage(
    "dirty-read", also: "aborted read, G1a, P1, A1, dirty reads",
    "reading what has not been committed",
    """
    Bob writes, alice reads it and acts on it, and bob rolls back. What alice
    has read never was. It counts once she has committed; ANOMALY then says
    aborted-read.
    """,
    about: .abortedRead,
    example: HelpExample(
      """
      1 alice> .mode read-uncommitted
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT paid yes
        ok
      4 alice*> GET paid
        paid=yes
      5 alice*> bob: ROLLBACK
        ok
      6 alice*> COMMIT
        ok
        ANOMALY aborted-read T2 T1
      """),
    byMode: .anomaly(
      "aborted read (G1a)", ["possible": "ru", "not visible": "rc si wsi ssi sgt", "waits": "2pl"]),
    see: "read-uncommitted, intermediate-read")

  private static let intermediateRead = HelpPage(
    "intermediate-read", also: "G1b, G1",
    "reading what its writer then overwrites",
    """
    Bob writes 80 and then 95, and commits. Alice reads the 80 in between: a
    value that was never in any state.
    """,
    about: .intermediateRead,
    example: HelpExample(
      """
      1 alice> .mode read-uncommitted
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT price 80
        ok
      4 alice*> GET price
        price=80
      5 alice*> bob: PUT price 95
        ok
      6 alice*> bob: COMMIT
        ok
      7 alice*> COMMIT
        ok
        ANOMALY intermediate-read T2 T1
      """),
    byMode: .anomaly(
      "intermediate read (G1b)",
      ["possible": "ru", "not visible": "rc si wsi ssi sgt", "waits": "2pl"]),
    see: "dirty-read, read-uncommitted")

  private static let circularFlow = HelpPage(
    "circular-information-flow", also: "G1c, circular flow",
    "two transactions that each read from the other",
    """
    Each has read what the other one wrote, so each must come after the other.
    """,
    about: .circularInformationFlow,
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
      4 alice*> bob: PUT y 2
        ok
      5 alice*> GET y
        y=2
      6 alice*> bob: GET x
        x=1
      7 alice*> COMMIT
        ok
      8 alice> bob: COMMIT
        ok
        ANOMALY circular-information-flow T1 T2
      """),
    byMode: .anomaly(
      "circular information flow (G1c)",
      ["possible": "ru", "not visible": "rc si wsi ssi sgt", "deadlock": "2pl"]),
    see: "dirty-read, dependency, anomalies")

  private static let observedVanishes = HelpPage(
    "observed-transaction-vanishes", also: "OTV, observed transaction",
    "seen once, and then gone again",
    """
    Alice sees one write of a transaction, and afterwards an older version of
    another key that it wrote: as if it had not happened after all. Under
    read-committed only a command that has waited can see that.
    """,
    about: .observedTransactionVanishes,
    example: HelpExample(
      """
      1 alice> .mode read-uncommitted
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: PUT x 1
        ok
      4 alice*> GET x
        x=1
      5 alice*> GET y
        (none)
      6 alice*> bob: PUT y 1
        ok
      7 alice*> bob: COMMIT
        ok
      8 alice*> COMMIT
        ok
        ANOMALY observed-transaction-vanishes T1 T2
      """),
    byMode: .anomaly(
      "observed transaction vanishes (OTV)",
      ["possible": "ru", "not visible": "rc si wsi ssi sgt", "waits": "2pl"]),
    see: "read-uncommitted, dirty-read, read-skew")

  private static let fuzzyRead = HelpPage(
    "non-repeatable-read", also: "fuzzy read, unrepeatable read, P2, A2",
    "one key read twice, two values",
    """
    Between alice's two reads bob commits another value: a fuzzy read, and so
    ANOMALY names it.
    """,
    about: .fuzzyRead,
    example: HelpExample(
      """
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> GET x
        (none)
      3 alice*> bob: BEGIN
        ok
      4 alice*> bob: PUT x 1
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> GET x
        x=1
      7 alice*> COMMIT
        ok
        ANOMALY fuzzy-read T1 T2
      """),
    byMode: .anomaly(
      "fuzzy read (P2)",
      ["possible": "ru rc", "not visible": "si wsi ssi sgt", "waits": "2pl"]),
    see: "read-committed, read-skew, phantom")

  private static let phantom = HelpPage(
    "phantom", also: "phantom read, P3, A3, PMP, predicate-many-preceders",
    "one range read twice, other keys",
    """
    Between alice's two scans bob commits a key that falls into her range. No
    lock on the keys she got can prevent that: the new key was none of them.
    So isolab counts a range as read with all its gaps.
    """,
    about: .phantom,
    example: HelpExample(
      """
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> COUNT shift/*
        count 0
      3 alice*> bob: BEGIN
        ok
      4 alice*> bob: PUT shift/bob on
        ok
      5 alice*> bob: COMMIT
        ok
      6 alice*> COUNT shift/*
        count 1
      7 alice*> COMMIT
        ok
        ANOMALY phantom T1 T2
      """),
    byMode: .anomaly(
      "phantom (P3, PMP)",
      ["possible": "ru rc", "not visible": "si wsi ssi sgt", "waits": "2pl"]),
    see: "ranges, non-repeatable-read")

  private static let readSkew = HelpPage(
    "read-skew", also: "A5A, G-single, inconsistent analysis",
    "two keys read from different states",
    """
    Bob moves 20 from ann to ben. Alice reads ann before and ben after: she
    finds 120, which the bank never had.
    """,
    about: .readSkew,
    example: HelpExample(
      """
      1 alice> .seed ann=50 ben=50
        ok
      1 alice> .mode read-committed
        ok
      1 alice> BEGIN
        ok
      2 alice*> GET ann
        ann=50
      3 alice*> bob: BEGIN
        ok
      4 alice*> bob: PUT ann 30
        ok
      5 alice*> bob: PUT ben 70
        ok
      6 alice*> bob: COMMIT
        ok
      7 alice*> GET ben
        ben=70
      8 alice*> COMMIT
        ok
        ANOMALY read-skew T1 T2
      """),
    byMode: .anomaly(
      "read skew (A5A, G-single)",
      ["possible": "ru rc", "not visible": "si wsi ssi sgt", "waits": "2pl"]),
    see: "snapshot, SUM")

  private static let longFork = HelpPage(
    "long-fork", also: "G-nonadjacent, fork",
    "two readers see two writes in opposite orders",
    """
    One takes the write of x for the first, the other that of y. In one state
    there are both, one or none: so a snapshot rules it out.
    """,
    about: .longFork,
    example: HelpExample(
      """
      1 alice> .sessions carol dave
        ok
      1 alice> .autocommit on
        ok
      1 alice> carol: BEGIN rc
        ok
      2 alice> carol: GET y
        (none)
      3 alice> dave: BEGIN rc
        ok
      4 alice> dave: GET x
        (none)
      5 alice> PUT x 1
        ok
      6 alice> bob: PUT y 1
        ok
      7 alice> carol: GET x
        x=1
      8 alice> dave: GET y
        y=1
      9 alice> carol: COMMIT
        ok
      10 alice> dave: COMMIT
        ok
        ANOMALY long-fork T1 T4 T2 T3
      """),
    see: "read-skew, snapshot")
}
