import Language
import Layout
import Testing

extension InteractiveShellTests {
  /// What was typed, in several modes side by side.
  @Suite struct Comparing {
    private static let lines = [
      ".seed x=0", "BEGIN", "bob: BEGIN", "GET x", "bob: GET x", "PUT x 1", "bob: PUT x 2",
      "COMMIT", "bob: COMMIT",
    ]

    @Test func threeModesOnAProjector() throws {
      let shell = try TerminalShell(columns: 80)
      try shell.enter(Self.lines)
      let transcript = """
        9 alice> .compare rc si wsi
          ; the same 8 steps: first difference at step 6
          ; step  read-committed          snapshot                write-snapshot
          ;    1  alice: BEGIN    all: ok
          ;    2  bob: BEGIN      all: ok
          ;    3  alice: GET x    all: x=0
          ;    4  bob: GET x      all: x=0
          ;    5  alice: PUT x 1  all: ok
          ; >  6  bob: PUT x 2
          ;       WAITS alice             WAITS alice             ok
          ;    7  alice: COMMIT
          ;       ok                      ok                      ok
          ;       RESUMED bob ok          RESUMED bob ABORTED
          ;                                 concurrent-update,
          ;                                 needed
          ;    8  bob: COMMIT
          ;       ok                      ok rolled back          ABORTED
          ;       ANOMALY lost-update T1                            overwritten-read,
          ;         T2                                              needed
          ;       cost
          ;       1 wait, 0 aborts        1 wait, 1 abort         0 waits, 1 abort
          ;       harm
          ;       lost-update             none                    none
        """
      #expect(try shell.replay(transcript) == transcript)
      #expect(try shell.enter(".undo") == "  ok ; undone: bob: COMMIT")
    }

    @Test(arguments: [80, 60, 40] as [UInt16]) func fitsTheTerminal(columns: UInt16) throws {
      let shell = try TerminalShell(columns: columns)
      try shell.enter(Self.lines + [".lesson lost-update"])
      for line in [".compare", ".compare rc si", ".compare ru rc si wsi ssi 2pl sgt"] {
        let rows = try shell.enter(line).split(separator: "\n")
        #expect(rows.count > 10)
        #expect(rows.filter { displayWidth(of: String($0)) > Int(columns) } == [])
      }
    }

    @Test func tabKnowsTheWordAndTheModes() throws {
      let shell = try TerminalShell()
      try shell.enter(Self.lines)
      let answer = try shell.enter(".com\tread-c\tsnap\t")
      #expect(answer.contains("\n  ; step  read-committed "))
      #expect(answer.contains("  snapshot\n"))
    }
  }
}
