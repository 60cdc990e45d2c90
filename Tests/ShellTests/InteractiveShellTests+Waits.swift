import Testing

extension InteractiveShellTests {
  /// Waits and aborts: nobody has to open a second terminal to get out of one.
  @Suite struct Waits {
    /// bob waits for alice on x, in the snapshot mode; alice's prompt stands.
    private func waitingShell() throws -> TerminalShell {
      let shell = try TerminalShell()
      for line in [".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1"] { try shell.enter(line) }
      #expect(try shell.enter("bob: PUT x 2").hasPrefix("  WAITS alice ; bob's PUT x 2: "))
      return shell
    }

    @Test func aWaitGivesThePromptBack() throws {
      let shell = try waitingShell()
      #expect(shell.prompt == "5 alice*> ")
      #expect(try shell.enter("GET x") == "  x=1")
    }

    @Test func aWaitingSessionRefusesAndNamesTheWayOut() throws {
      let shell = try waitingShell()
      try shell.enter("bob:")
      let wayOut =
        "bob has been waiting for alice on x since step 4: "
        + "type COMMIT or ROLLBACK in alice, or .cancel bob"
      for line in ["GET x", "COMMIT", "BEGIN", "RETRY"] {
        let answer = try shell.enter(line)
        #expect(answer.hasPrefix("  error waiting ; "))
        #expect(answer.hasSuffix(wayOut))
        #expect(shell.prompt == "5 bob~> ")
      }
    }

    @Test func theOthersCommitAbortsAWaitingWriter() throws {
      let shell = try waitingShell()
      let answer = try shell.enter("COMMIT")
      let lines = answer.split(separator: "\n")
      #expect(lines.first == "  ok ; T1 committed as state 1: x=1")
      let resumed = "  RESUMED bob ABORTED concurrent-update, not needed ; "
      #expect(lines.last?.hasPrefix(resumed) == true)
      #expect(lines.count == 2)
    }

    @Test func theOthersRollbackLetsAWaitingWriterGoOn() throws {
      let shell = try waitingShell()
      let transcript = """
        5 alice*> ROLLBACK
          ok ; T1 left nothing behind
          RESUMED bob ok ; only T2 sees it until COMMIT
        6 alice> bob: COMMIT
          ok ; bob: T2 committed as state 1: x=2
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    @Test func inReadCommittedAWaitingWriterGoesOnAfterTheCommit() throws {
      let shell = try TerminalShell(["--mode", "read-committed"])
      for line in ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2"] { try shell.enter(line) }
      let answer = try shell.enter("COMMIT")
      #expect(answer.contains("\n  RESUMED bob ok ; "))
      try shell.enter("bob: COMMIT")
      try shell.enter("BEGIN")
      #expect(try shell.enter("GET x") == "  x=2")
    }

    @Test func aWaitingSessionMayRollBack() throws {
      let shell = try waitingShell()
      let transcript = """
        5 alice*> bob:
        5 bob~> ROLLBACK
          ok ; T2 left nothing behind
        6 bob> alice: COMMIT
          ok ; alice: T1 committed as state 1: x=1
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    @Test func cancelTakesTheWaitingCommandBackAndIsAStep() throws {
      let shell = try waitingShell()
      let transcript = """
        5 alice*> .cancel bob
          ok ; bob no longer waits; T2 is still open
        6 alice*> bob: GET x
          x=0
        7 alice*> COMMIT
          ok ; T1 committed as state 1: x=1
        """
      #expect(try shell.replay(transcript) == transcript)
      #expect(try shell.enter("bob: COMMIT").hasPrefix("  ok ; "))
      #expect(shell.prompt == "9 alice> ")
    }

    @Test func cancelMayBeSaidInTheWaitingSession() throws {
      let shell = try waitingShell()
      try shell.enter("bob:")
      #expect(try shell.enter(".cancel").hasPrefix("  ok ; "))
      #expect(shell.prompt == "6 bob*> ")
    }

    @Test func cancelWithoutAWaitIsAnError() throws {
      let shell = try TerminalShell()
      #expect(try shell.enter(".cancel bob") == "  error no-transaction ; bob is not waiting")
      #expect(shell.prompt == "1 alice> ")
    }

    @Test func anAbortIsExplainedByWhy() throws {
      let shell = try waitingShell()
      try shell.enter("COMMIT")
      let why = try shell.enter(".why")
      #expect(why.hasPrefix("  ; ABORTED bob at step 4 PUT x 2"))
      for part in ["\n  ;   why ", "\n  ;   rule ", "\n  ;   next ", "first updater wins"] {
        #expect(why.contains(part))
      }
      #expect(try shell.enter(".why 4") == why)
    }

    @Test func anAbortedSessionTakesRollbackBeginCommitOrRetry() throws {
      let ways = [
        "ROLLBACK": "  ok ; ", "COMMIT": "  ok rolled back ; ", "BEGIN": "  ok ; ",
        "RETRY": "  ok ; ",
      ]
      for (word, answer) in ways {
        let shell = try waitingShell()
        for line in ["COMMIT", "bob:"] { try shell.enter(line) }
        #expect(shell.prompt == "6 bob!> ")
        #expect(try shell.enter("GET x").hasPrefix("  error aborted ; "))
        #expect(shell.prompt == "6 bob!> ")
        #expect(try shell.enter(word).hasPrefix(answer))
        #expect(!shell.prompt.contains("!"))
      }
    }
  }
}
