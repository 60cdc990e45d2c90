import Engine
import Language
import Layout
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Runs

/// Going back, forward and another way.
@Suite struct WorkspaceTests {
  /// The example of the design, with its rerun.
  @Test func rerunsTwoDoctorsAsTheDesignShowsIt() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
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
      ;   next   bob: RETRY runs the same commands; they will read alice_status=off.
      ; differs from snapshot at step 8: ok -> ABORTED. Rule on-call holds.
      """
    #expect(workspace.type(".rerun serializable-snapshot") == rerun)
    #expect(workspace.lab.prompt == "9 alice> ")
    #expect(workspace.type("bob: RETRY").hasPrefix("ok ; "))
    #expect(workspace.type(".undo").hasPrefix("ok ; undone: bob: RETRY"))
    #expect(workspace.type(".undo") == "ok ; undone: .rerun serializable-snapshot")
    #expect(workspace.lab.runner.mode == .snapshot)
    #expect(workspace.type(".undo") == "ok ; undone: bob: COMMIT")
    #expect(workspace.type("bob: GET bob_status") == "bob_status=off")
  }

  @Test func aRerunTellsWhenNothingDiffers() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(["BEGIN", "PUT x 1", "COMMIT"])
    let answer = workspace.type(".rerun wsi")
    #expect(answer.contains("; no difference from snapshot: every answer is the same."))
    #expect(workspace.type("BEGIN") == "ok ; T2 sees state 1")
  }

  @Test func aRerunHoldsWhatWouldHaveToWait() {
    var workspace = Workspace(mode: .writeSnapshot, isInteractive: true)
    workspace.type([".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "bob: GET x"])
    let answer = workspace.type(".rerun 2pl")
    #expect(answer.contains("; 4 bob:   PUT x 2          WAITS alice"))
    #expect(answer.contains("; 5 bob:   GET x            HELD"))
    #expect(answer.contains("differs from write-snapshot at step 4: ok -> WAITS."))
    #expect(workspace.type("COMMIT").contains("\nRESUMED bob x=2"))
  }

  @Test func whatIsCutOnATerminalIsComparedWhole() {
    var workspace = Workspace(isInteractive: true)
    workspace.display.limit = 60
    workspace.type(["BEGIN", "PUT x \(String(repeating: "a", count: 200))", "GET x", "COMMIT"])
    #expect(workspace.type(".rerun wsi").contains("no difference from snapshot"))
    #expect(workspace.display.limit == 60)
  }

  @Test func nothingToDoIsSaid() throws {
    var workspace = Workspace(isInteractive: true)
    #expect(workspace.type(".undo") == "error unavailable ; there is nothing to undo")
    #expect(workspace.type(".redo") == "error unavailable ; there is nothing to redo")
    #expect(workspace.type(".rerun ssi") == "error unavailable ; nothing has been done yet")
    #expect(
      workspace.type(".branches 2")
        == "error unavailable ; there is no branch 2; .branches lists them")
    #expect(
      workspace.type(".lesson write-skw")
        == "error unavailable ; there is no lesson write-skw; did you mean write-skew?")
    #expect(try workspace.lesson(titled: "x") == nil)
  }

  @Test func anotherTryIsABranchAndBothStay() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(["BEGIN", "PUT x 1", "bob:", ".undo", "PUT x 2"])
    #expect(workspace.lab.prompt == "3 alice*> ")
    #expect(workspace.branches.count == 2)
    #expect(workspace.type(".branches 1").hasPrefix("ok ; branch 1"))
    #expect(workspace.lab.prompt == "3 bob> ")
    #expect(workspace.type("alice: GET x") == "x=1")
    workspace.type(".branches 2")
    #expect(workspace.type("GET x") == "x=2")
  }

  @Test func aLessonIsOneChange() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([".seed x=1", ".lesson write-skew"])
    #expect(workspace.lab.runner.nextStep > 10)
    #expect(workspace.lab.runner.manner == .interactive)
    workspace.type(".undo")
    #expect(workspace.lab.prompt == "1 alice> ")
    #expect(workspace.type(".versions").contains("x    1"))
    workspace.type(".redo")
    #expect(workspace.type(".rerun ssi").contains("ABORTED dangerous-structure"))
  }

  @Test func resetCanBeUndone() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([".seed x=1", "BEGIN", ".reset"])
    #expect(workspace.type(".versions") == "; no versions")
    workspace.type(".undo")
    #expect(workspace.type("GET x") == "x=1")
  }

  @Test func longWorkCanBeBrokenOff() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([".seed x=1 y=1", "BEGIN", "PUT x 2", "PUT y 2"])
    let before = workspace.state
    workspace.isCancelled = { true }
    for line in [".undo", ".rerun ssi", ".compare", ".lesson phantom", "UPDATE * SET 5"] {
      #expect(workspace.type(line) == "error cancelled ; interrupted; nothing has changed")
    }
    workspace.isCancelled = nil
    #expect(workspace.state == before)
  }
}

extension Workspace {
  /// Types a line; what it is answered.
  @discardableResult
  mutating func type(_ line: String) -> String {
    let entry: Entry
    switch lab.read(line) {
    case nil: return ""
    case .success(let statement)?: entry = enter(statement)
    case .failure(let error)?: entry = lab.refuse(error, text: line)
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
    return ([lab.prompt] + words.map { copy.type($0) }).joined(separator: "\n")
      + "\(lab.runner.history)" + lab.closing.text
  }
}
