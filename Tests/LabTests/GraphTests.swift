import Pages
import Testing
import Vocabulary

@testable import Runs

/// The judge's words and pictures in the lab.
@Suite struct GraphTests {
  /// A write skew of alice and bob, and a reader after them.
  private var workspace: Workspace {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".seed x=1 \"a b\"=1", ".sessions \"\"", "BEGIN", "bob: BEGIN", "GET \"a b\"", "bob: GET x",
      "PUT x 0", "bob: PUT \"a b\" 0", "COMMIT", "bob: COMMIT", "BEGIN", "GET x", "COMMIT",
    ])
    return workspace
  }

  @Test func theGraphIsShownWithItsCircle() {
    var workspace = workspace
    #expect(
      workspace.type(".graph") == """
        ;    before    by        after
        ; *  T1 alice  rw "a b"  T2 bob
        ;    T1 alice  wr x      T3 alice
        ; *  T2 bob    rw x      T1 alice
        ; * these close a cycle: no serial order
        """)
  }

  /// An arrow alone is no circle.
  @Test func anIntermediateReadIsNoCircle() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".sessions \"\"", "BEGIN ru", "bob: BEGIN ru", "bob: PUT price 80", "GET price", "COMMIT",
      "bob: PUT price 95", "bob: COMMIT",
    ])
    #expect(
      workspace.type(".graph") == """
        ;    before  by        after
        ; !  T2 bob  wr price  T1 alice  intermediate read
        ; ! a dirty read: the version that was read was never committed
        """)
    #expect(
      workspace.lab.export(as: .dot)?[3]
        == #"  T2 -> T1 [label="wr price (intermediate read)", style=dashed];"#)
    #expect(
      workspace.lab.export(as: .mermaid)?.suffix(1)
        == [##"  T2 -.->|"wr price #40;intermediate read#41;"| T1"##])
  }

  /// Who was rolled back is no node, and shown for what was read of it.
  @Test func anAbortedReadIsShown() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".sessions \"\"", "BEGIN ru", "bob: BEGIN ru", "bob: PUT price 80", "GET price", "COMMIT",
      "bob: ROLLBACK",
    ])
    #expect(
      workspace.type(".graph") == """
        ;    before               by        after
        ; !  T2 bob, rolled back  wr price  T1 alice  aborted read
        ; ! a dirty read: the version that was read was never committed
        """)
    #expect(
      workspace.lab.export(as: .dot)?[2]
        == #"  T2 [label="T2 bob, rolled back", style=dashed];"#)
  }

  /// Of what lies on a circle and is dirty too, both are told.
  @Test func aDirtyReadMayCloseACircle() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".sessions \"\"", "BEGIN ru", "bob: BEGIN ru", "bob: PUT x 1", "GET x", "PUT y 1",
      "bob: GET y", "COMMIT", "bob: PUT x 2", "bob: COMMIT",
    ])
    let graph = workspace.type(".graph")
    #expect(graph.contains("; *   T1 alice"), "\(graph)")
    #expect(graph.contains("; *!  T2 bob"), "\(graph)")
  }

  @Test func theJudgeIsAskedByWhy() {
    var workspace = workspace
    let answer = workspace.type(".why serializable")
    #expect(answer.hasPrefix("; ANOMALY write-skew T1 T2 ; "))
    #expect(
      answer.contains(";   alice read \"a b\"=1 (3),  bob changed it (6):    alice before bob"))
    workspace.type(".undo 4")
    #expect(
      workspace.type(".why serializable") == """
        ; no anomaly; a serial order that explains every read: alice T1
        ; keeps the promise of \(IsolationMode.allCases.map(\.name).joined(separator: ", "))
        """)
    workspace.type(".reset")
    #expect(workspace.type(".graph") == "; nothing has committed")
  }

  @Test func anAbortIsToldToBeNeedless() {
    var workspace = Workspace(mode: .writeSnapshot, isInteractive: true)
    workspace.type([
      ".sessions carol", "carol: BEGIN", "BEGIN", "bob: BEGIN", "GET x", "bob: GET z",
      "bob: PUT x 5", "PUT y 1", "bob: COMMIT",
    ])
    #expect(workspace.type("COMMIT").hasPrefix("ABORTED overwritten-read"))
    #expect(workspace.type(".why").contains("\n;   needed not so far: carol is still open.\n"))
    workspace.type("carol: COMMIT")
    #expect(
      workspace.type(".why").contains(
        "\n;   needed no: the order alice, bob, carol explains every read.\n"))
  }

  /// The read that makes it a lost update comes behind the lock.
  ///
  /// FOR UPDATE only reads, and a blind write reads nothing.
  @Test(arguments: [
    ("PUT x value(x) + 1", "needed"), ("UPDATE x SET $value + 1", "needed"),
    ("IF value(y) = none THEN PUT x value(x) + 1", "needed"),
    ("GET x FOR UPDATE", "not needed"), ("PUT x 3", "not needed"), ("DELETE x", "not needed"),
    ("DELETE *", "needed"),
  ])
  func theWholeCommandIsJudged(command: String, need: String) {
    var workspace = Workspace(isInteractive: true)
    workspace.type([".seed x=1", "BEGIN", "bob: BEGIN", "PUT x 2", "COMMIT"])
    #expect(workspace.type("bob: \(command)").hasPrefix("ABORTED concurrent-update, \(need) ;"))
    workspace.type([".reset", ".seed x=1", "BEGIN", "bob: BEGIN", "PUT x 2", "bob: \(command)"])
    #expect(workspace.type("COMMIT").contains("\nRESUMED bob ABORTED concurrent-update, \(need) ;"))
  }

  /// Where the command would have failed it wants neither reads nor writes.
  @Test(arguments: ["PUT x $n + 1", "PUT x value(y) + $n", "UPDATE x SET $n + 1"])
  func aCommandThatWouldHaveFailedWantsNothing(command: String) {
    for isLate in [true, false] {
      var workspace = Workspace(isInteractive: true)
      workspace.type([
        ".seed x=1 y=1", "BEGIN", "bob: BEGIN", "bob: GET z AS n", "bob: GET y", "PUT x 2",
        "PUT y 2",
      ])
      let late = isLate ? "COMMIT" : "bob: \(command)"
      workspace.type(isLate ? "bob: \(command)" : "COMMIT")
      let answer = workspace.type(late)
      #expect(answer.contains("ABORTED concurrent-update, not needed ;"), "\(answer)")
    }
  }

  /// One that is doomed is refused before it has read anything.
  @Test func theCommandOfADoomedTransactionIsJudgedToo() {
    var workspace = Workspace(mode: .serializableSnapshot, isInteractive: true)
    workspace.type([
      ".seed b=0", ".sessions carol", "BEGIN", "bob: BEGIN", "carol: BEGIN", "bob: GET a",
      "carol: GET c", "bob: PUT c 1", "PUT a 1", "PUT b 1", "COMMIT",
    ])
    // a: bob -> alice, c: carol -> bob; only the read of b in the end would be harmless on its own.
    #expect(workspace.type("carol: COMMIT").hasPrefix("ok"))
    let answer = workspace.type("bob: PUT b value(b) + 1")
    #expect(answer.hasPrefix("ABORTED dangerous-structure, needed ;"), "\(answer)")
  }

  @Test func theGraphIsExportedForTwoPrograms() {
    let lab = workspace.lab
    #expect(
      lab.export(as: .dot)?.joined(separator: "\n") == """
        digraph serialization {
          T1 [label="T1 alice"];
          T2 [label="T2 bob"];
          T3 [label="T3 alice"];
          T1 -> T2 [label="rw \\"a b\\"", color=red, penwidth=2];
          T1 -> T3 [label="wr x"];
          T2 -> T1 [label="rw x", color=red, penwidth=2];
        }
        """)
    #expect(
      lab.export(as: .mermaid)?.joined(separator: "\n") == """
        graph LR
          T1["T1 alice"]
          T2["T2 bob"]
          T3["T3 alice"]
          T1 -->|"rw #34;a b#34;"| T2
          T1 -->|"wr x"| T3
          T2 -->|"rw x"| T1
          linkStyle 0,2 stroke:red,stroke-width:2px
        """)
  }
}
