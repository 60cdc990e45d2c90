import CTestPTY
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// The ways out, wanted and unwanted.
  @Suite struct Leaving {
    static let farewell = "still open: alice T1"

    private func shellInATransaction() throws -> TerminalShell {
      let shell = try TerminalShell()
      try shell.enter("BEGIN")
      return shell
    }

    @Test func controlDLeaves() throws {
      let shell = try TerminalShell()
      try shell.terminal.send("\u{4}")
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test(arguments: [".quit", "quit", "exit", "\\q", "QUIT"])
    func wordsThatLeave(word: String) throws {
      let shell = try TerminalShell()
      try shell.terminal.send(word + "\r")
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test func controlDNamesAnOpenTransactionAndAsksOnce() throws {
      let shell = try shellInATransaction()
      try shell.terminal.send("\u{4}")
      #expect(try shell.waitForPrompt().contains(Self.farewell))
      #expect(shell.prompt == "2 alice*> ")
      try shell.terminal.send("\u{4}")
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test func quitNamesAnOpenTransactionAndAsksOnce() throws {
      let shell = try shellInATransaction()
      #expect(try shell.enter(".quit").contains(Self.farewell))
      try shell.terminal.send(".quit\r")
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test(arguments: [[".quit\r", "\u{4}"], ["\u{4}", ".quit\r"]])
    func eitherWordAnswersTheQuestionOfTheOther(keys: [String]) throws {
      let shell = try shellInATransaction()
      try shell.terminal.send(keys[0])
      #expect(try shell.waitForPrompt().contains(Self.farewell))
      try shell.terminal.send(keys[1])
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test func aCommandAfterTheQuestionStays() throws {
      let shell = try shellInATransaction()
      for _ in 0..<2 {
        try shell.terminal.send("\u{4}")
        #expect(try shell.waitForPrompt().contains(Self.farewell))
        #expect(try shell.enter("GET x") == "  (none)")
      }
    }

    @Test func everyOpenTransactionIsNamedAndNoOther() throws {
      let shell = try TerminalShell()
      for line in [".sessions carol", "BEGIN", "bob: BEGIN", "carol: BEGIN", "bob: COMMIT"] {
        try shell.enter(line)
      }
      #expect(try shell.enter(".quit").contains("still open: alice T1, carol T3."))
    }

    @Test func anAbortedTransactionKeepsNobodyHere() throws {
      let shell = try TerminalShell()
      for line in ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT"] {
        try shell.enter(line)
      }
      try shell.terminal.send("\u{4}")
      #expect(try shell.terminal.exitStatus() == .code(0))
    }

    @Test func controlDLeavesAlsoWhenTheOutputIsPiped() throws {
      let pipeline = "\(TerminalShell.program) | cat; echo left"
      let terminal = try PTY("/bin/sh", ["-c", pipeline])
      try terminal.expect("\n", seconds: 30)
      try terminal.send("BEGIN\r")
      try terminal.expect("  ok ; T1 sees state 0\n")
      try terminal.send("COMMIT\r")
      try terminal.expect("  ok ; T1 committed as state 1: it changed nothing\n")
      try terminal.send("\u{4}")
      try terminal.expect("left\n")
    }

    @Test func aClosedTerminalEndsTheProcess() throws {
      let shell = try shellInATransaction()
      try shell.terminal.send("half")
      try shell.terminal.expect("half")
      shell.terminal.closeMaster()
      #expect(try [.code(0), .signal(SIGHUP)].contains(shell.terminal.exitStatus()))
    }

    @Test func controlZStopsAndFgComesBackToTheSameLine() throws {
      let terminal = try PTY("/bin/bash", ["--norc", "-i"], environment: ["PS1": "job$ "])
      try terminal.expect("job$ ")
      try terminal.send("\(TerminalShell.program)\r")
      try terminal.expect("\n1 alice> ")
      try terminal.send("BEGIN\r")
      try terminal.expect("\n2 alice*> ")
      try terminal.send("PUT x 1\r")
      try terminal.expect("\n3 alice*> ")
      try terminal.send("GE\u{1a}")
      try terminal.expect("Stopped")
      try terminal.expect("job$ ")
      try terminal.send("echo $((6 * 7))\r")
      try terminal.expect("\n42\n")
      try terminal.expect("job$ ")
      try terminal.send("fg\r")
      try terminal.expect("3 alice*> GE")
      try terminal.send("T x\r")
      try terminal.expect("\n  x=1\n4 alice*> ")
    }
  }
}
