import Runs
import Testing
import Vocabulary

/// Where RETRY stops, and what it leaves.
@Suite struct RetryTests {
  /// bob is aborted at his PUT x; then his RETRY waits for carol at PUT y, and the rest is held.
  private static let lines = [
    ".seed x=1 y=1 z=1", ".sessions carol", "bob: BEGIN", "alice: BEGIN", "alice: PUT x 9",
    "bob: PUT y 2", "alice: COMMIT", "bob: PUT x 2", "carol: BEGIN", "alice: BEGIN",
    "carol: PUT y 8", "alice: PUT x 7",
  ]

  private func workspace(isInteractive: Bool, then lines: [String] = []) -> Workspace {
    var workspace = Workspace(isInteractive: isInteractive)
    workspace.type(Self.lines + lines)
    return workspace
  }

  /// RETRY is held, and the COMMIT after it runs at a later step than the commands of RETRY.
  @Test func stepsNeverGoBack() {
    var workspace = Workspace(isInteractive: false)
    workspace.type([
      "bob: BEGIN read-committed", "bob: PUT y 1", ".timeout 5s", ".advance 3s",
      "alice: BEGIN read-committed", "alice: PUT x 1", "bob: PUT x 2", "bob: RETRY",
      "bob: COMMIT", ".advance 2s",
    ])
    let answer = workspace.type("alice: COMMIT")
    #expect(answer.contains("RESUMED bob ok ; step 12 bob: COMMIT: T3 committed"), "\(answer)")
    #expect(workspace.type(".why serializable").contains("no anomaly"))
  }

  /// The line says once which command waits.
  @Test func aWaitNamesItsCommandOnce() {
    var workspace = workspace(isInteractive: true, then: ["alice: COMMIT"])
    let answer = workspace.type("bob: RETRY").split(separator: "\n")
    #expect(answer.contains { $0.contains(" bob: PUT y 2: carol wrote y ") }, "\(answer)")
  }

  /// The rest of the program: in a file it was skipped after the abort, in a shell it was not taken.
  @Test func stopsAtALaterAbortAndLeavesTheSessionAborted() {
    var workspace = workspace(
      isInteractive: false, then: ["bob: PUT z 2", "bob: COMMIT", "bob: RETRY", "alice: COMMIT"])
    let answer = workspace.type("carol: ROLLBACK").split(separator: "\n")
    #expect(answer.count == 4)
    #expect(answer[1].hasPrefix("RESUMED bob ok ; "))
    #expect(answer[2].hasPrefix("RESUMED bob ABORTED concurrent-update"))
    #expect(answer[3] == "; RETRY stops here: PUT z 2 and COMMIT do not run")
    workspace.type("bob:")
    #expect(workspace.lab.prompt.hasSuffix("bob!> "))
    #expect(workspace.type("bob: RETRY").hasSuffix("x=2 y=2 z=2"))
  }

  /// What somebody typed behind it is no part of RETRY: it finds the session aborted.
  @Test func whatWasTypedBehindItRuns() {
    var workspace = workspace(
      isInteractive: false,
      then: ["bob: PUT z 2", "bob: RETRY", "bob: GET z", "bob: COMMIT", "alice: COMMIT"])
    let answer = workspace.type("carol: ROLLBACK").split(separator: "\n")
    #expect(answer.contains("; RETRY stops here: PUT z 2 does not run"))
    #expect(answer.contains { $0.hasPrefix("RESUMED bob skipped ; ") })
    #expect(answer.last?.hasPrefix("RESUMED bob ok rolled back ; ") == true)
  }

  /// The first command of RETRY that waited is aborted itself.
  @Test func stopsWhereTheWaitEndsInAnAbort() {
    var workspace = workspace(isInteractive: true, then: ["bob: RETRY"])
    let answer = workspace.type("carol: COMMIT").split(separator: "\n")
    #expect(answer.last == "; RETRY stops here: PUT x 2 does not run")
    workspace.type("bob:")
    #expect(workspace.lab.prompt.hasSuffix("bob!> "))
  }

  @Test(arguments: [".cancel bob", "bob: ROLLBACK"])
  func stopsWhereSomebodyGivesUp(line: String) {
    var workspace = workspace(isInteractive: true, then: ["bob: RETRY"])
    #expect(workspace.type(line).hasSuffix("; RETRY stops here: PUT x 2 does not run"))
  }

  /// An error ends RETRY at once, and after a wait as well.
  @Test(arguments: [false, true]) func stopsAtAnError(waits: Bool) {
    var workspace = Workspace(isInteractive: false)
    workspace.type([
      ".seed n=1 w=1 x=1", ".sessions carol", "bob: BEGIN", "alice: BEGIN", "alice: PUT x 0",
      "alice: PUT n 0", "bob: PUT w 2", "bob: PUT y 4 / value(n)", "alice: COMMIT", "bob: PUT x 2",
      "bob: COMMIT",
    ])
    if waits { workspace.type(["carol: BEGIN", "carol: PUT w 3"]) }
    let answer = workspace.type("bob: RETRY") + (waits ? workspace.type("carol: ROLLBACK") : "")
    #expect(answer.contains("error arithmetic"))
    #expect(answer.hasSuffix("; RETRY stops here: PUT x 2 and COMMIT do not run"))
    workspace.type("bob:")
    #expect(workspace.lab.prompt.hasSuffix("bob*> "))
  }

  /// The decision is made again, and ends the transaction early: the rest is no transaction alone.
  @Test(arguments: ["COMMIT", "ROLLBACK"]) func stopsWhereTheTransactionEnds(word: String) {
    var workspace = Workspace(isInteractive: false)
    workspace.type([
      ".seed n=1 w=1 x=1", ".sessions carol", ".autocommit on", "bob: BEGIN", "alice: BEGIN",
      "alice: PUT n 0", "alice: PUT x 0", "alice: COMMIT", "bob: PUT w 2",
      "bob: IF value(n) = 0 THEN \(word)", "bob: PUT x 2", "carol: BEGIN", "carol: PUT w 3",
      "bob: RETRY",
    ])
    let answer = workspace.type("carol: ROLLBACK")
    #expect(answer.contains("RETRY stops here: PUT x 2 does not run"))
    #expect(workspace.type("alice: GET x") == "x=0")
  }

  /// For a student of the timeline and of the history: nothing of the rest has happened.
  @Test func theTimeOfTheTransactionEndsRetryToo() {
    var workspace = workspace(isInteractive: true, then: ["bob: RETRY", ".timeout wait 10s"])
    let answer = workspace.type(".advance 10s").split(separator: "\n")
    #expect(answer[1].hasPrefix("EXPIRED bob ABORTED timeout"))
    #expect(answer[2] == "; RETRY stops here: PUT x 2 does not run")
  }
}
