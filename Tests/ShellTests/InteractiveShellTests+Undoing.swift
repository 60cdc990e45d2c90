import Testing

extension InteractiveShellTests {
  /// Going back, forward and another way.
  @Suite struct Undoing {
    @Test func anUndoneCommitBringsTheWaitBack() throws {
      let shell = try TerminalShell()
      try shell.enter([".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2"])
      let aborted = try shell.enter("COMMIT")
      #expect(aborted.contains("\n  RESUMED bob ABORTED concurrent-update, not needed ; "))
      let transcript = """
        6 alice> .undo
          ok ; undone: alice: COMMIT
        5 alice*> .locks
          ; key or range  held by  how    since step
          ; x             alice    write  3
          ; bob has been waiting for alice on x since step 4
        5 alice*> bob:
        """
      #expect(try shell.replay(transcript) == transcript)
      #expect(shell.prompt == "5 bob~> ")
      #expect(
        try shell.enter("GET x").hasPrefix("  error waiting ; bob has been waiting for alice on x"))
      #expect(try shell.enter(".redo") == "  ok ; redone: alice: COMMIT")
      #expect(try shell.enter(".redo") == "  error unavailable ; there is nothing to redo")
      #expect(try shell.enter(".locks") == "  ; nothing is held")
      #expect(try shell.enter("bob: GET x").hasPrefix("  error aborted ; "))
    }

    @Test func anotherWayAfterAnUndoIsABranch() throws {
      let shell = try TerminalShell()
      try shell.enter([".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT"])
      try shell.enter(".undo")
      let transcript = """
        5 alice*> ROLLBACK
          ok ; T1 left nothing behind
          RESUMED bob ok ; only T2 sees it until COMMIT
        6 alice> .branches
          ;    branch  from              mode  done  undone  last
          ;    1       the start         si    5     1       bob: PUT x 2
          ; *  2       branch 1, undone  si    6     0       alice: ROLLBACK
        6 alice> .branches 1
          ok ; branch 1
        6 alice> bob: COMMIT
          ok rolled back ; bob: T2 had been aborted
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    /// The rerun of the example of the design, and the way back from it.
    @Test func rerunsTwoDoctorsAsTheDesignShowsThem() throws {
      let shell = try TerminalShell()
      let example = InteractiveShellTests.twoDoctors
      #expect(try shell.replay(example) == example)
      let transcript = """
        9 alice> .undo
          ok ; undone: .rerun serializable-snapshot
        9 alice> .rules
          ; on-call broken: count(* = on) >= 1
        9 alice> .redo
          ok ; redone: .rerun serializable-snapshot
        9 alice> .rules
          ; on-call holds: count(* = on) >= 1
        9 alice> bob: GET bob_status
        """
      #expect(try shell.replay(transcript).hasPrefix(transcript + "\n  error aborted ; "))
    }

    @Test func autocommitIsUndoneAsAnyOtherWord() throws {
      let shell = try TerminalShell()
      let transcript = """
        1 alice> .autocommit on
          ok ; outside BEGIN and COMMIT, each command is a transaction of its own
        1 alice> PUT x 1
          ok ; T1 committed as state 1: x=1
        2 alice> GET x
          x=1
        3 alice> .undo 3
          ok ; undone: 3 changes, back to the state before .autocommit on
        1 alice> GET x
          error no-transaction ; no transaction is open here; type BEGIN first, or turn on \
        .autocommit
        1 alice> .redo 3
          ok ; redone: 3 changes, up to alice: GET x
        3 alice> .autocommit off
          ok ; every transaction needs BEGIN and COMMIT
        3 alice> GET x
          error no-transaction ; no transaction is open here; type BEGIN first, or turn on \
        .autocommit
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    @Test func resetIsUndoneToo() throws {
      let shell = try TerminalShell()
      try shell.enter([".seed x=1", "BEGIN", ".lesson write-skew", ".reset"])
      #expect(shell.prompt == "1 alice> ")
      try shell.enter([".undo", ".undo"])
      #expect(shell.prompt == "2 alice*> ")
      #expect(try shell.enter("GET x") == "  x=1")
    }
  }
}
