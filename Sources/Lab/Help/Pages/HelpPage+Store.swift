/// What is stored, and who sees it.
extension HelpPage {
  static let store: [HelpPage] = [visibility, tombstone]

  private static let visibility = HelpPage(
    "visibility", also: "visible, sees, who sees what, own writes",
    "which version of a key a reader sees",
    """
    Its own write first. Else, by the mode of the reader:
    read-uncommitted   the newest write of anybody
    read-committed     the newest version when the command began
    snapshot, write-snapshot, serializable-snapshot, serialization-graph:
                       the newest version when the transaction began
    two-phase-locking  the newest version; if the key is written by another,
                       it waits
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN rc
        ok
      3 alice*> PUT x 2
        ok
      4 alice*> bob: GET x
        x=1
      5 alice*> GET x
        x=2
      """),
    see: "snapshot, state, .versions, modes")

  private static let tombstone = HelpPage(
    "tombstone", also: "deleted, (deleted), deletion",
    "the version that a deletion leaves",
    """
    It says: from this state on there is nothing. Those who read an older
    state still see the value. Deleting leaves one even where nothing was, so
    that a concurrent writer of the same key is in conflict.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> bob: DELETE x
        ok
      4 alice*> bob: COMMIT
        ok
      5 alice*> GET x
        x=1
      6 alice*> .versions x
        ; key  value      state  created_by  deleted_by  fate    seen_by
        ; x    1          0      T0          T2 bob      pinned  alice
        ; x    (deleted)  1      T2 bob      -           pinned  -
      """),
    see: "DELETE, .versions, visibility")
}
