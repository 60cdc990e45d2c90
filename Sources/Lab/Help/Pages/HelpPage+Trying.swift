/// The words that go back, and try otherwise.
extension HelpPage {
  static let trying: [HelpPage] = [undo, redo, branches, rerun, explore, compare, cancel, retryOf]

  private static let undo = HelpPage(
    word: ".undo", also: "back, go back, take back",
    """
    Takes back the last change, or the last N: commands, and words such as
    .seed, .mode or .lesson. All is as it was before, waits too. What only
    looks, like .why, is no change. A new command after .undo opens a branch,
    so nothing is lost; .branches shows what there is.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> .undo
        ok
      2 alice*> PUT x 7
        ok
      3 alice*> GET x
        x=7
      """),
    see: ".redo, .branches, .rerun, .reset")

  private static let redo = HelpPage(
    word: ".redo", also: "forward",
    """
    Makes the last change again that .undo took back, or the last N.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> .undo 2
        ok
      1 alice> .redo 2
        ok
      3 alice*> GET x
        x=1
      """),
    see: ".undo, .branches")

  private static let branches = HelpPage(
    word: ".branches",
    """
    A branch is one way that things went. A new command after .undo opens one,
    and so does .rerun. .branches lists them; a star marks where you are.
    .branches N goes to the end of branch N.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x 1
        ok
      3 alice*> .undo
        ok
      2 alice*> PUT x 7
        ok
      3 alice*> .branches 1
        ok
      3 alice*> GET x
        x=1
      """),
    see: ".undo, .redo, .rerun")

  private static let rerun = HelpPage(
    word: ".rerun", also: "same commands in another mode",
    """
    Gives the same commands again in another mode, from the start, on a new
    branch: shows each answer that is different, explains the first, and says
    where the two part. .undo returns to the branch you came from.
    A BEGIN that names its mode keeps it.
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
      5 alice*> .rerun read-uncommitted
        ; 4 alice: GET x            x=2
        ; differs from snapshot at step 4: x=1 -> x=2.
      """),
    see: ".compare, .undo, .branches, modes, .mode")

  private static let compare = HelpPage(
    word: ".compare", also: "side by side, differences",
    """
    Gives the same commands from the start in several modes, and shows what
    each answers: a > marks the first difference, all: is what every mode
    answers. Without MODE in the four of the lab; a single MODE stands beside
    the present one. It changes nothing.
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
      5 alice*> .compare read-uncommitted
        ; >  4  alice: GET x
        ;       x=1                                 x=2
      """),
    see: ".rerun, modes, .conflicts")

  private static let explore = HelpPage(
    word: ".explore", also: "every order, all orders, interleavings, model checking",
    """
    Runs the steps that were typed in every order, in the lab's modes or in
    MODEs, and counts: the orders that are possible (nobody acts who waits),
    those that are clean, and those with each anomaly, with aborts needed,
    not needed and not decided, with waits and deadlocks. The typed order is
    one of them. Where every BEGIN names its mode there is one row. Too many
    orders are sampled. Ctrl-C breaks it off and shows the finished modes.
    isolab explore FILE does it to a file, and shows an order for each.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> PUT x value(x) + 1
        error arithmetic
      2 alice*> GET x
        (none)
      3 alice*> bob: PUT x 1
        error no-transaction
      3 alice*> .explore snapshot
        ; what was typed: 1 session, 2 steps, 1 order, all possible
      """),
    see: ".rerun, anomalies, needed")

  private static let cancel = HelpPage(
    word: ".cancel", also: "withdraw, cancel a wait",
    """
    Withdraws the command with which a session waits, here that of the current
    one. The transaction stays open and can go on. It is a step. Ctrl-C does
    something else: it clears the line that you are typing.
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
      5 alice*> .cancel bob
        ok
      6 alice*> bob: PUT y 2
        ok
      """),
    see: "waits, ROLLBACK, .locks")

  private static let retryOf = HelpPage(
    word: ".retry",
    """
    Runs an aborted transaction of the SESSION again, or of the current one:
    .retry bob is the same as bob: RETRY.
    """,
    example: HelpExample(
      """
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 1
        ok
      4 alice*> COMMIT
        ok
      5 alice> bob: PUT x 2
        ABORTED concurrent-update, not needed
      6 alice> .retry bob
        ok
        ok
      """),
    see: "RETRY, aborts")
}
