import Checking
import Vocabulary

/// Who comes before whom.
extension HelpPage {
  static let dependencies: [HelpPage] = [
    isolation, serializable, dependency, antidependency, repeatableRead,
  ]

  private static let isolation = HelpPage(
    "isolation", also: "isolation level, isolation levels, levels, concurrency control",
    "how far transactions are kept apart",
    """
    If one transaction runs after the other, each starts from a finished
    state. Together they are faster, but may see and spoil each other's work.
    A mode is a set of rules about that: what a read sees, who waits, who is
    aborted. Stricter rules forbid more anomalies, and cost more waits or
    aborts. A program that is right alone is right under a serializable mode,
    whatever runs beside it. isolab has \(IsolationMode.allCases.inWords) modes.
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
      """),
    byMode: .lastAnswer(["x=1": "ru", "(none)": "rc si wsi ssi sgt", "WAITS alice": "2pl"]),
    see: "modes, anomalies, serializable, transaction")

  private static let serializable = HelpPage(
    "serializable", also: "serializability, serial, serial order, serialisable",
    "as if the transactions had run one after the other",
    """
    A result is serializable if some serial order of the same transactions
    gives it too: the same reads, and the same state at the end. Here
    \(Promise.pl3.modes.inWords) modes promise that: \(Promise.pl3.modes.listed { $0.shortName }).
    As the name of a mode, serializable means serializable-snapshot.
    Serializable is not the same as "all rules hold": see help rule.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN serializable
        ok
      2 alice*> .transactions
        ; id  session  mode  sees     begun  status
        ; T1  alice    ssi   state 0  1      open
      """),
    see: "isolation, anomalies, dependency, modes")

  private static let dependency = HelpPage(
    "dependency",
    also: """
      dependencies, wr, ww, arrow, arrows, edge
      """,
    "one transaction comes before another",
    """
    ww  it wrote a version of a key, and the other wrote the next one
    wr  it wrote what the other one read
    rw  it read what the other one replaced: an antidependency
    A DELETE that removes nothing makes no version. An arrow goes from the one
    that comes before. If the arrows make a circle, no serial order has these
    versions: an anomaly. If they make none, the result is serializable.
    .graph shows all of them, .why those behind an abort, .why serializable
    those of each anomaly.
    """,
    see: "cycle, antidependency, dangerous-structure, serializable")

  private static let antidependency = HelpPage(
    "antidependency",
    also: """
      antidependencies, rw, stale read, write after read, \
      read-write conflict, siread, siread lock, read mark, read set, write set
      """,
    "one read what another replaces, so it comes before",
    """
    serializable-snapshot notes who has read what, and looks for these arrows:
    stale read        a read passes over a newer write of another
    write after read  a write replaces what another has read
    The prose of an answer tells of each. One arrow is harmless alone; two in
    a row can be a dangerous structure. Below, bob's PUT is a write after
    read (alice before bob), and his GET a stale read (bob before alice).
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
      4 alice*> bob: PUT y 1
        ok
      5 alice*> PUT x 1
        ok
      6 alice*> bob: GET x
        (none)
      7 alice*> COMMIT
        ok
      8 alice> bob: COMMIT
        ABORTED dangerous-structure, needed
      """),
    see: "dependency, dangerous-structure, serializable-snapshot")

  private static let repeatableRead = HelpPage(
    "repeatable-read",
    also: "repeatable, rr, repeatable reads, ansi, sql levels, oracle serializable",
    "a level of the SQL standard; PostgreSQL's is snapshot here",
    """
    The SQL standard has four names. Databases mean different things by them.
    READ UNCOMMITTED  read-uncommitted; PostgreSQL: as READ COMMITTED
    READ COMMITTED    read-committed
    REPEATABLE READ   PostgreSQL: snapshot. In the standard: as serializable,
                      but phantoms may appear.
    SERIALIZABLE      serializable-snapshot, by PostgreSQL's rules;
                      two-phase-locking is the older way
    """,
    example: HelpExample(
      """
      1 alice> BEGIN repeatable-read
        error syntax
      1 alice> BEGIN snapshot
        ok
      """),
    see: "modes, sql, isolation")
}
