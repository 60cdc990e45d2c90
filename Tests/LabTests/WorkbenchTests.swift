import Engine
import Layout
import Scripting
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Lab

/// Going back, forward and another way.
@Suite struct WorkbenchTests {
  /// The example of the design, with its rerun.
  @Test func rerunsTwoDoctorsAsTheDesignShowsIt() {
    var bench = Workbench(isInteractive: true)
    bench.type([
      ".seed alice_status=on bob_status=on", ".rule on-call: count(* = on) >= 1", "BEGIN",
      "bob: BEGIN", "COUNT = on", "bob: COUNT = on",
      "IF count(* = on) >= 2 THEN PUT alice_status off",
      "bob: IF count(* = on) >= 2 THEN PUT bob_status off", "COMMIT", "bob: COMMIT",
    ])
    let rerun = """
      ; the same 8 steps in serializable-snapshot, from state 0, as branch 2
      ; 1 alice: BEGIN            ok
      ; ...
      ; 8 bob:   COMMIT           ABORTED dangerous-structure, needed
      ; ABORTED bob at step 8 COMMIT; bob_status stays on.
      ;   why    alice read bob_status=on (3),  bob changed it (6):    alice before bob
      ;          bob read alice_status=on (4),  alice changed it (5):  bob before alice
      ;   rule   pivot: alice -> bob -> alice, and alice committed first.
      ;   needed yes: had bob committed, no serial order would fit.
      ;   next   bob: RETRY decides again; it will read alice_status=off.
      ; differs from snapshot at step 8: ok -> ABORTED. Rule on-call holds.
      """
    #expect(bench.type(".rerun serializable-snapshot") == rerun)
    #expect(bench.laboratory.prompt == "9 alice> ")
    #expect(bench.type("bob: RETRY").hasPrefix("ok ; "))
    #expect(bench.type(".undo").hasPrefix("ok ; undone: bob: RETRY"))
    #expect(bench.type(".undo") == "ok ; undone: .rerun serializable-snapshot")
    #expect(bench.laboratory.runner.mode == .snapshot)
    #expect(bench.type(".undo") == "ok ; undone: bob: COMMIT")
    #expect(bench.type("bob: GET bob_status") == "bob_status=off")
  }

  @Test func aRerunTellsWhenNothingDiffers() {
    var bench = Workbench(isInteractive: true)
    bench.type(["BEGIN", "PUT x 1", "COMMIT"])
    let answer = bench.type(".rerun wsi")
    #expect(answer.contains("; no difference from snapshot: every answer is the same."))
    #expect(bench.type("BEGIN") == "ok ; T2 sees state 1")
  }

  @Test func aRerunHoldsWhatWouldHaveToWait() {
    var bench = Workbench(mode: .writeSnapshot, isInteractive: true)
    bench.type([".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "bob: GET x"])
    let answer = bench.type(".rerun 2pl")
    #expect(answer.contains("; 4 bob:   PUT x 2          WAITS alice"))
    #expect(answer.contains("; 5 bob:   GET x            HELD"))
    #expect(answer.contains("differs from write-snapshot at step 4: ok -> WAITS."))
    #expect(bench.type("COMMIT").contains("\nRESUMED bob x=2"))
  }

  @Test func whatIsCutOnATerminalIsComparedWhole() {
    var bench = Workbench(isInteractive: true)
    bench.display.limit = 60
    bench.type(["BEGIN", "PUT x \(String(repeating: "a", count: 200))", "GET x", "COMMIT"])
    #expect(bench.type(".rerun wsi").contains("no difference from snapshot"))
    #expect(bench.display.limit == 60)
  }

  @Test func nothingToDoIsSaid() {
    var bench = Workbench(isInteractive: true)
    #expect(bench.type(".undo") == "error unavailable ; there is nothing to undo")
    #expect(bench.type(".redo") == "error unavailable ; there is nothing to redo")
    #expect(bench.type(".rerun ssi") == "error unavailable ; nothing has been done yet")
    #expect(
      bench.type(".branches 2")
        == "error unavailable ; there is no branch 2; .branches lists them")
    #expect(
      bench.type(".lesson write-skw")
        == "error unavailable ; there is no lesson write-skw; did you mean write-skew?")
    #expect(bench.lesson(titled: "x") == nil)
  }

  @Test func anotherTryIsABranchAndBothStay() {
    var bench = Workbench(isInteractive: true)
    bench.type(["BEGIN", "PUT x 1", "bob:", ".undo", "PUT x 2"])
    #expect(bench.laboratory.prompt == "3 alice*> ")
    #expect(bench.branches.count == 2)
    #expect(bench.type(".branches 1").hasPrefix("ok ; branch 1"))
    #expect(bench.laboratory.prompt == "3 bob> ")
    #expect(bench.type("alice: GET x") == "x=1")
    bench.type(".branches 2")
    #expect(bench.type("GET x") == "x=2")
  }

  @Test func aLessonIsOneChange() {
    var bench = Workbench(isInteractive: true)
    bench.type([".seed x=1", ".lesson write-skew"])
    #expect(bench.laboratory.runner.nextStep > 10)
    #expect(bench.laboratory.runner.manner == .interactive)
    bench.type(".undo")
    #expect(bench.laboratory.prompt == "1 alice> ")
    #expect(bench.type(".versions").contains("x    1"))
    bench.type(".redo")
    #expect(bench.type(".rerun ssi").contains("ABORTED dangerous-structure"))
  }

  @Test func resetCanBeUndone() {
    var bench = Workbench(isInteractive: true)
    bench.type([".seed x=1", "BEGIN", ".reset"])
    #expect(bench.type(".versions") == "; no versions")
    bench.type(".undo")
    #expect(bench.type("GET x") == "x=1")
  }

  @Test func longWorkCanBeBrokenOff() {
    var bench = Workbench(isInteractive: true)
    bench.type([".seed x=1 y=1", "BEGIN", "PUT x 2", "PUT y 2"])
    let before = bench.state
    bench.isCancelled = { true }
    for line in [".undo", ".rerun ssi", ".compare", ".lesson phantom", "UPDATE * SET 5"] {
      #expect(bench.type(line) == "error cancelled ; broken off; nothing has changed")
    }
    bench.isCancelled = nil
    #expect(bench.state == before)
  }
}

extension Workbench {
  /// Types a line; what it is answered.
  @discardableResult
  mutating func type(_ line: String) -> String {
    let entry: Entry
    switch laboratory.read(line) {
    case nil: return ""
    case .success(let statement)?: entry = enter(statement)
    case .failure(let error)?: entry = laboratory.refuse(error, text: line)
    }
    return entry.lines.map(\.text).joined(separator: "\n")
  }

  mutating func type(_ lines: [String]) {
    for line in lines { type(line) }
  }

  /// All that can be seen of the lab.
  var state: String {
    var copy = self
    let words = [
      ".versions", ".transactions", ".locks", ".sessions", ".rules", ".timeline", ".why", ".mode",
      ".conflicts",
    ]
    return ([laboratory.prompt] + words.map { copy.type($0) }).joined(separator: "\n")
      + "\(laboratory.runner.history)" + laboratory.closing.text
  }
}
