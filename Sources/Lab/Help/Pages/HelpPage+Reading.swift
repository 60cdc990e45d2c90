/// The words that read, and what they do on request.
extension HelpPage {
  static let reading: [HelpPage] = [get, scan, count, sum, forUpdate]

  private static let get = HelpPage(
    word: "GET", also: "read, reads",
    """
    Reads the value of a key; (none) where there is none. A transaction sees
    its own writes first. AS name keeps the value as $name (help variables).
    FOR UPDATE locks the key as a write would (help for-update).
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
      4 alice*> GET x
        x=1
      """),
    byMode: .lastAnswer(["x=2": "ru", "x=1": "rc si wsi ssi sgt", "WAITS bob": "2pl"]),
    see: "SCAN, visibility, values, modes")

  private static let scan = HelpPage(
    word: "SCAN", also: "list, show, predicate read",
    """
    Shows keys and values in key order, or (none). Without a range: all keys.
    = value shows only keys with that value. AS name keeps how many as $name.
    What SCAN sees in each mode is what GET sees. The whole range counts as
    read, also where there is no key, and also what = value filters out.
    """,
    example: HelpExample(
      """
      1 alice> .seed a1=on a2=off b=on
        ok
      1 alice> BEGIN
        ok
      2 alice*> SCAN
        a1=on a2=off b=on
      3 alice*> SCAN a*
        a1=on a2=off
      4 alice*> SCAN a2..c
        a2=off b=on
      5 alice*> SCAN a* = on
        a1=on
      """),
    see: "ranges, phantom, COUNT, SUM, GET")

  private static let count = HelpPage(
    word: "COUNT",
    """
    Counts the keys of a range, or those that have the value. AS name keeps
    the number as $name. It reads as SCAN does. count(range) is the same
    inside of an expression.
    """,
    example: HelpExample(
      """
      1 alice> .seed a1=on a2=off b=on
        ok
      1 alice> BEGIN
        ok
      2 alice*> COUNT a*
        count 2
      3 alice*> COUNT = on AS n
        count 2
      4 alice*> PUT total $n + count(a*)
        ok
      5 alice*> GET total
        total=4
      """),
    see: "SCAN, ranges, variables, .lesson on-call-count")

  private static let sum = HelpPage(
    word: "SUM",
    """
    Adds up the values of a range. AS name keeps the sum as $name. A value
    that is no integer is an error. It reads as SCAN does. sum(range) is the
    same inside of an expression.
    """,
    example: HelpExample(
      """
      1 alice> .seed acct/ann=50 acct/ben=70
        ok
      1 alice> BEGIN
        ok
      2 alice*> SUM acct/* AS all
        sum 120
      3 alice*> IF $all > 100 THEN PUT rich yes
        ok
      """),
    see: "SCAN, ranges, expressions, read-skew")

  private static let forUpdate = HelpPage(
    "for-update", also: "get for update, select for update, promoted read, promotion",
    "GET key FOR UPDATE, a read that announces a write",
    """
    Where writers wait it takes the lock that the write will need, and keeps
    it to the end of the transaction. Under first-committer, and in
    serialization-graph, nobody waits, and it counts as writing the value
    back: the read is promoted to a write. The later committer is aborted.
    write-snapshot checks every read anyway, so there it is a plain GET.
    It locks one key, not the gaps of a range.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> GET x FOR UPDATE
        x=1
      4 alice*> bob: GET x FOR UPDATE
        WAITS alice
      """),
    byMode: .lastAnswer(["WAITS alice": "ru rc si 2pl", "x=1": "wsi ssi sgt"]),
    see: "GET, locks, .lesson for-update, .lesson write-promoted")
}
