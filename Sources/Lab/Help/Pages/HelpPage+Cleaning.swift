/// The words that remove old versions.
extension HelpPage {
  static let cleaning: [HelpPage] = [vacuum, autovacuum]

  private static let vacuum = HelpPage(
    word: ".vacuum", also: "garbage collection, gc, horizon, vacuuming",
    """
    Removes versions that nobody can read any more, and tells how many went,
    how many are pinned, and by whom. A dead version goes when every open
    snapshot is newer than what replaced it; the oldest one is the horizon.
    Answers, aborts and verdicts are the same afterwards: what modes remember
    to find conflicts is no version and stays. .vacuum marks drops that too,
    which no database should do: see .lesson vacuum-too-early.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> .autocommit on
        ok
      1 alice> PUT x 2
        ok
      2 alice> .vacuum
        removed 1 pinned 0
      """),
    see: ".autovacuum, .bloat, .versions, tombstone")

  private static let autovacuum = HelpPage(
    word: ".autovacuum",
    """
    With a number N a vacuum runs after the command by which N versions have
    died since the last run. on: after 50, and one more for each five live
    versions, as in PostgreSQL. off, as at the start: only when .vacuum asks.
    Alone it tells.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> .autovacuum 1
        ok
      1 alice> BEGIN
        ok
      2 alice*> PUT x 2
        ok
      3 alice*> COMMIT
        ok
        ; autovacuum: removed 1, pinned 0
      """),
    see: ".vacuum, .bloat")
}
