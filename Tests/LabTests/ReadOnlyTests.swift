import Runs
import Testing
import Vocabulary

/// READ ONLY forbids what would write, and nothing else.
@Suite struct ReadOnlyTests {
  @Test(arguments: IsolationMode.allCases) func anIfThatWritesNothingIsNoWrite(mode: IsolationMode)
  {
    var workspace = Workspace(mode: mode, isInteractive: true)
    workspace.type([".seed x=1", "BEGIN READ ONLY"])
    #expect(
      workspace.type("IF value(x) = 2 THEN PUT x 3")
        == "skipped ; value(x) = 2 is false, so the command did not run")
    let step = workspace.lab.prompt
    #expect(workspace.type("IF value(x) = 1 THEN PUT x 3").hasPrefix("error read-only ; "))
    #expect(
      workspace.type("IF value(x) = 1 THEN IF value(x) = 1 THEN DELETE x").hasPrefix("error read"))
    #expect(workspace.lab.prompt == step)
    #expect(workspace.type("IF value(x) = 1 THEN GET x") == "x=1")
    #expect(workspace.type("COMMIT").hasPrefix("ok"))
  }

  @Test(arguments: IsolationMode.allCases) func forUpdateIsAWriteWhereItClaims(mode: IsolationMode)
  {
    for policy in ["first-updater", "first-committer"] {
      var workspace = Workspace(mode: mode, isInteractive: true)
      workspace.type([".seed x=1", ".conflicts \(policy)", "BEGIN READ ONLY", "bob: BEGIN"])
      let answer = workspace.type("GET x FOR UPDATE")
      guard mode.facts.forUpdate == .plainRead else {
        #expect(answer.hasPrefix("error read-only ; "))
        continue
      }
      #expect(answer == "x=1")
      #expect(workspace.type("bob: PUT x 2").hasPrefix("ok"))
      #expect(workspace.type("bob: COMMIT").hasPrefix("ok"))
      guard mode.readsSnapshot else { continue }
      #expect(workspace.type("GET x FOR UPDATE") == "x=1")
      #expect(workspace.type("COMMIT").hasPrefix("ok"))
    }
  }
}
