import Lab
import Testing
import Vocabulary

/// READ ONLY forbids what would write, and nothing else.
@Suite struct ReadOnlyTests {
  @Test(arguments: IsolationMode.allCases) func anIfThatWritesNothingIsNoWrite(mode: IsolationMode)
  {
    var bench = Workbench(mode: mode, isInteractive: true)
    bench.type([".seed x=1", "BEGIN READ ONLY"])
    #expect(bench.type("IF value(x) = 2 THEN PUT x 3") == "skipped ; value(x) = 2 is false")
    let step = bench.laboratory.prompt
    #expect(bench.type("IF value(x) = 1 THEN PUT x 3").hasPrefix("error read-only ; "))
    #expect(
      bench.type("IF value(x) = 1 THEN IF value(x) = 1 THEN DELETE x").hasPrefix("error read"))
    #expect(bench.laboratory.prompt == step)
    #expect(bench.type("IF value(x) = 1 THEN GET x") == "x=1")
    #expect(bench.type("COMMIT").hasPrefix("ok"))
  }

  @Test(arguments: IsolationMode.allCases) func forUpdateIsAWriteWhereItClaims(mode: IsolationMode)
  {
    for policy in ["first-updater", "first-committer"] {
      var bench = Workbench(mode: mode, isInteractive: true)
      bench.type([".seed x=1", ".conflicts \(policy)", "BEGIN READ ONLY", "bob: BEGIN"])
      let answer = bench.type("GET x FOR UPDATE")
      guard mode.facts.forUpdate == .plainRead else {
        #expect(answer.hasPrefix("error read-only ; "))
        continue
      }
      #expect(answer == "x=1")
      #expect(bench.type("bob: PUT x 2").hasPrefix("ok"))
      #expect(bench.type("bob: COMMIT").hasPrefix("ok"))
      guard mode.readsSnapshot else { continue }
      #expect(bench.type("GET x FOR UPDATE") == "x=1")
      #expect(bench.type("COMMIT").hasPrefix("ok"))
    }
  }
}
