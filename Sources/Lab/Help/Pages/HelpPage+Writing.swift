/// The words that write, and the one that decides.
extension HelpPage {
  static let writing: [HelpPage] = [put, delete, update, condition]

  private static let put = HelpPage(
    word: "PUT", also: "write, writes, set, insert or update, upsert",
    """
    Inserts a key or replaces its value. It does not read what was there,
    unless the expression does: PUT x value(x) + 1. Until COMMIT only its own
    transaction sees it; read-uncommitted shows it to everybody at once.
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
      """),
    byMode: .lastAnswer(["WAITS alice": "ru rc si 2pl", "ok": "wsi ssi sgt"]),
    see: "expressions, waits, .conflicts, blind-write, UPDATE")

  private static let delete = HelpPage(
    word: "DELETE", also: "remove, erase",
    """
    DELETE key removes one key. It is blind: ok, whether it was there or not.
    DELETE range removes every key of the range, or those that have the value;
    it reads the range first. In each mode it waits and conflicts as PUT does.
    It leaves a tombstone: the version that says that there is nothing.
    """,
    example: HelpExample(
      """
      1 alice> .seed a1=on a2=off b=on
        ok
      1 alice> BEGIN
        ok
      2 alice*> DELETE a* = off
        ok
      3 alice*> DELETE b
        ok
      4 alice*> SCAN
        a1=on
      """),
    see: "PUT, ranges, tombstone, .versions")

  private static let update = HelpPage(
    word: "UPDATE",
    """
    Changes every key of the range, or those that have the value. $value is
    the old value of each. All is computed before anything is written.
    read-committed waits for a key that another has written, then looks at it
    again: if it matches no more it is left alone, else the newest counts.
    """,
    example: HelpExample(
      """
      1 alice> .seed a=1 b=2
        ok
      1 alice> BEGIN
        ok
      2 alice*> UPDATE * SET $value * 10
        ok
      3 alice*> SCAN
        a=10 b=20
      4 alice*> bob: BEGIN
        ok
      5 alice*> bob: UPDATE a SET $value + 1
        WAITS alice
      """),
    byMode: .lastAnswer(["WAITS alice": "ru rc si 2pl", "ok": "wsi ssi sgt"]),
    see: "ranges, expressions, PUT")

  private static let condition = HelpPage(
    word: "IF", also: "then, condition, conditions, decision",
    """
    Runs the command if the expression is true; else the answer is skipped.
    It is one step. So the decision is a part of the program, and RETRY
    decides again. What the expression reads counts as read.
    After THEN stands a command on data, but not BEGIN or RETRY.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=5
        ok
      1 alice> BEGIN
        ok
      2 alice*> IF value(x) >= 5 THEN PUT x value(x) - 5
        ok
      3 alice*> IF value(x) >= 5 THEN PUT x value(x) - 5
        skipped
      4 alice*> IF count(*) = 1 and not value(x) = 5 THEN DELETE x
        ok
      """),
    see: "expressions, RETRY, write-skew")
}
