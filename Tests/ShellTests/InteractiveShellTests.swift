import Testing

/// The shell on a terminal: what a user types, and what is on the screen then.
///
/// The parts are suites of their own, in the files that begin with this one's name. A transcript in
/// a test is typed line by line, and has to come out as it stands there.
@Suite struct InteractiveShellTests {
  @Test func greetsWithItsNameTheModeAndTheSessions() throws {
    let shell = try TerminalShell()
    let banner = try #require(shell.terminal.plainText.split(separator: "\n").first)
    #expect(banner.hasPrefix("isolab 0.1.0  mode snapshot  sessions alice, bob   \"help\""))
    #expect(banner.count <= 80)
    #expect(shell.prompt == "1 alice> ")
  }

  @Test func opensInTheModeThatIsAskedFor() throws {
    let shell = try TerminalShell(["--mode", "2pl"])
    #expect(shell.terminal.plainText.contains("mode two-phase-locking"))
  }

  /// The example of the design, whole.
  static let twoDoctors = """
    1 alice> .seed alice_status=on bob_status=on
      ok ; state 0: alice_status=on bob_status=on
    1 alice> .rule on-call: count(* = on) >= 1
      RULE on-call holds
    1 alice> BEGIN
      ok ; T1 sees state 0
    2 alice*> bob: BEGIN
      ok ; bob: T2 sees state 0
    3 alice*> COUNT = on
      count 2
    4 alice*> bob: COUNT = on
      count 2
    5 alice*> IF count(* = on) >= 2 THEN PUT alice_status off
      ok ; was on; only T1 sees it until COMMIT
    6 alice*> bob: IF count(* = on) >= 2 THEN PUT bob_status off
      ok ; bob: was on; only T2 sees it until COMMIT
    7 alice*> COMMIT
      ok ; T1 committed as state 1: alice_status=off
    8 alice> bob: COMMIT
      ok ; bob: T2 committed as state 2: bob_status=off
      ANOMALY write-skew T1 T2 ; no serial order of T1 and T2 gives this (.why, .graph)
      RULE on-call broken ; count(* = on) is 0, but must be >= 1
    9 alice> .rerun serializable-snapshot
      ; the same 8 steps in serializable-snapshot, from state 0, as branch 2
      ; 1 alice: BEGIN            ok
      ; ...
      ; 8 bob:   COMMIT           ABORTED dangerous-structure, needed
      ; ABORTED bob at step 8 COMMIT; bob_status stays on.
      ;   why    alice read bob_status=on (3),  bob changed it (6):    alice before bob
      ;          bob read alice_status=on (4),  alice changed it (5):  bob before alice
      ;   rule   pivot: alice -> bob -> alice, and alice committed first.
      ;   needed yes: had bob committed, no serial order would fit.
      ;   next   bob: RETRY runs the same commands; they will read alice_status=off.
      ; differs from snapshot at step 8: ok -> ABORTED. Rule on-call holds.
    """

  @Test func playsTwoDoctorsAsTheDesignShowsThem() throws {
    let shell = try TerminalShell()
    #expect(try shell.replay(Self.twoDoctors) == Self.twoDoctors)
    #expect(shell.prompt == "9 alice> ")
  }

  @Test func aNameAndAColonRunsOneCommandThere() throws {
    let shell = try TerminalShell()
    let transcript = """
      1 alice> bob: BEGIN
        ok ; bob: T1 sees state 0
      2 alice> bob: PUT x 2
        ok ; bob: only T1 sees it until COMMIT
      3 alice> bob : get x
        x=2
      """
    #expect(try shell.replay(transcript) == transcript)
    #expect(shell.prompt == "4 alice> ")
  }

  @Test func aNameAndAColonAloneGoesThere() throws {
    let shell = try TerminalShell()
    let transcript = """
      1 alice> bob:
      1 bob> BEGIN
        ok ; T1 sees state 0
      2 bob*> PUT x 2
        ok ; only T1 sees it until COMMIT
      3 bob*> alice:
      3 alice> bob: COMMIT
        ok ; bob: T1 committed as state 1: x=2
      """
    #expect(try shell.replay(transcript) == transcript)
    #expect(shell.prompt == "4 alice> ")
  }

  @Test func errorsAndWordsOfTheLabTakeNoStep() throws {
    let shell = try TerminalShell()
    for line in ["GET x", "PUTT x 1", "COMMIT", "# nothing", "", ".rules", ".seed x=1"] {
      try shell.enter(line)
      #expect(shell.prompt == "1 alice> ")
    }
    try shell.enter("BEGIN")
    #expect(try shell.enter("BEGIN").hasPrefix("  error in-transaction ; "))
    #expect(try shell.enter("PUT x 1 / 0").hasPrefix("  error arithmetic ; "))
    #expect(shell.prompt == "2 alice*> ")
  }

  @Test func bothSessionsShowTheirStateInThePrompt() throws {
    let shell = try TerminalShell()
    #expect(shell.prompt == "1 alice> ")
    try shell.enter("BEGIN")
    #expect(shell.prompt == "2 alice*> ")
    try shell.enter("PUT x 1")
    try shell.enter("bob: BEGIN")
    #expect(shell.prompt == "4 alice*> ")
    try shell.enter("bob: PUT x 2")
    try shell.enter("bob:")
    #expect(shell.prompt == "5 bob~> ")
    try shell.enter("alice: COMMIT")
    #expect(shell.prompt == "6 bob!> ")
    try shell.enter("ROLLBACK")
    #expect(shell.prompt == "7 bob> ")
  }
}
