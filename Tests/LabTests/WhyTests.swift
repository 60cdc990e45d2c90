import Databases
import Stores
import Telling
import Testing
import Vocabulary

@testable import Runs

/// What `.why` says of waits, anomalies, and steps at which nothing much happened.
@Suite struct WhyTests {
  private func workspace(_ mode: IsolationMode = .snapshot, _ lines: String...) -> Workspace {
    var workspace = Workspace(mode: mode, isInteractive: true)
    workspace.type([".sessions carol"] + lines)
    return workspace
  }

  /// Who has ended is in nobody's way.
  @Test func aWaitNamesThoseWhoAreInTheWayNow() {
    var workspace = workspace(
      .readCommitted, "BEGIN", "bob: BEGIN", "carol: BEGIN", "PUT x 1", "bob: PUT x 2",
      "carol: PUT x 3")
    #expect(workspace.type(".why 6").contains("carol waits for alice\n"))
    workspace.type("COMMIT")
    #expect(
      workspace.type(".why 6") == """
        ; carol has been waiting since step 6 with PUT x 3.
        ;   why    carol wants x (6),  bob wrote it (5):  carol waits for bob
        ;   next   bob: COMMIT or ROLLBACK; or .cancel carol
        """)
  }

  @Test(arguments: [".cancel bob", "bob: ROLLBACK"])
  func aWaitMayBeWithdrawn(end: String) {
    var workspace = workspace(.readCommitted, "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", end)
    let text = end == "bob: ROLLBACK" ? "ROLLBACK" : end
    let answer = workspace.type(".why 4")
    #expect(
      answer.hasPrefix(
        "; bob waited at step 4 with PUT x 2. It was withdrawn by \(text) at step 5.\n"),
      "\(answer)")
  }

  @Test func aHeldCommandNamesTheWaitAndItsAnswer() {
    var workspace = Workspace(mode: .twoPhaseLocking, isInteractive: false)
    workspace.type(
      [".seed x=0", "BEGIN", "bob: BEGIN", "PUT x 1", "bob: GET x", "bob: GET y", "bob: PUT z 1"])
    let start = "; bob's GET y was held at step 5, because bob waited with GET x (4).\n"
    #expect(workspace.type(".why 5") == start + ";   then   it is still held")
    workspace.type("COMMIT")
    let why = workspace.type(".why 5")
    let fate = ";   then   it ran after alice's COMMIT (7): (none)\n"
    #expect(why.hasPrefix(start + fate), "\(why)")
    #expect(why.contains("\n; bob's GET y at step 5, in two-phase-locking:\n"), "\(why)")
    #expect(workspace.type(".why 6").hasSuffix("it ran after alice's COMMIT (7): ok"))
  }

  /// A write after the wait has begun is not its cause.
  @Test func aLaterWriteIsNotWhyADatabaseMakesWait() throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    defer { store.close() }
    var workspace = Workspace(mode: .snapshot, isInteractive: true, on: store)
    workspace.type(["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT y 2", "PUT y 1"])
    let why = workspace.type(".why 4")
    let reason = ";   why    the database says that alice must end first\n"
    #expect(why.contains(reason), "\(why)")
  }

  /// The victim's own wait is one that the store has not reported, or one that has lasted.
  @Test(arguments: [false, true])
  func aDeadlockOnADatabaseShowsTheWaits(victimWaited: Bool) throws {
    let victim = (TransactionID(1), StoreAnswer.aborted(.deadlock, report: "40P01"))
    let waits = [2, 1].map { StoreAnswer.waits(for: [TransactionID($0)]) }
    let store =
      victimWaited
      ? ScriptedStore([.done, .done] + waits, resumed: [6: victim])
      : ScriptedStore([.done, .done, waits[1], victim.1])
    var workspace = Workspace(mode: .readUncommitted, isInteractive: true, on: store)
    workspace.type(["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT y 1"])
    workspace.type(victimWaited ? ["PUT y 2", "bob: PUT x 2"] : ["bob: PUT x 2", "PUT y 2"])
    let (own, other) = victimWaited ? (5, 6) : (6, 5)
    let why = workspace.type(".why")
    #expect(
      why.hasPrefix(
        """
        ; ABORTED alice at step \(own) PUT y 2; x stays absent.
        ;   why    alice wants y (\(own)),  bob wrote it (4):    alice waits for bob
        ;          bob wants x (\(other)),    alice wrote it (3):  bob waits for alice
        ;   rule   Scripted 1 says: 40P01
        """), "\(why)")
  }

  /// The waiting transaction is the victim, and the one that closed the cycle does not wait.
  @Test func theVictimOfADeadlockMayBeTheOther() throws {
    let victim = (TransactionID(2), StoreAnswer.aborted(.deadlock, report: "1213"))
    let wait = StoreAnswer.waits(for: [TransactionID(1)])
    let store = ScriptedStore([.done, .done, wait, .done], resumed: [6: victim])
    var workspace = Workspace(mode: .readUncommitted, isInteractive: true, on: store)
    workspace.type(
      ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT y 1", "bob: PUT x 2", "PUT y 2"])
    let why = workspace.type(".why 5")
    #expect(why.contains("bob wants x (5),    alice wrote it (3):  bob waits for alice"), "\(why)")
    #expect(why.contains("alice wants y (6),  bob wrote it (4):    alice waits for bob"), "\(why)")
  }

  /// SQLite lets everybody wait, so the victim is isolab's choice.
  @Test func isolabChoosesTheVictimOnSQLite() throws {
    let store = try KnownStores.open("sqlite:?journal=delete", StoreOptions())
    defer { store.close() }
    var workspace = Workspace(mode: .snapshot, isInteractive: true, on: store)
    workspace.type(
      ["BEGIN", "bob: BEGIN", "GET x", "bob: GET x", "PUT x 1", "COMMIT", "bob: PUT x 2"])
    let why = workspace.type(".why")
    #expect(why.contains("alice waits (6):"), "\(why)")
    #expect(why.contains("isolab aborts the transaction that closes the cycle; SQLite "), "\(why)")
  }

  @Test func aWaitThatEndsIsOver() {
    var workspace = workspace(
      .readCommitted, "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT", "bob: ROLLBACK")
    #expect(
      workspace.type(".why 4").hasPrefix("; bob waited at step 4 with PUT x 2. It is over.\n"))
  }

  /// A read that one command repeats after its wait is no second command.
  @Test(arguments: [
    (["PUT x 2", "bob: UPDATE x = 1 SET 3", "COMMIT"], true),
    (["bob: GET x", "PUT x 2", "COMMIT", "bob: GET x"], false),
  ])
  func oneCommandMayHaveReadTwice(steps: [String], isOne: Bool) {
    var workspace = workspace(.readCommitted, ".seed x=1", "BEGIN", "bob: BEGIN")
    workspace.type(steps)
    #expect(workspace.type("bob: COMMIT").contains("ANOMALY fuzzy-read T1 T2"))
    let why = workspace.type(".why")
    let note = "bob ran one command (4), which read before its wait and again after it."
    #expect(why.contains(note) == isOne, "\(why)")
  }

  /// Where a row is too wide, who comes first is on a line of its own.
  @Test func whoComesFirstIsNotTornApart() {
    var workspace = workspace(
      .serializableSnapshot, ".seed alice_status=on bob_status=on", "BEGIN", "bob: BEGIN",
      "GET bob_status", "bob: GET alice_status", "PUT alice_status off", "bob: PUT bob_status off",
      "COMMIT", "bob: COMMIT")
    for (columns, row) in [
      (80, "alice read bob_status=on (3),  bob changed it (6):    alice before bob"),
      (78, "bob read alice_status=on (4), alice changed it (5): bob before alice"),
      (76, "bob read alice_status=on (4), alice changed it (5):\n;            bob before alice"),
    ] {
      workspace.display.columns = columns
      let why = workspace.type(".why 8")
      #expect(why.contains(row), "\(columns): \(why)")
    }
  }

  /// In the run that is shown the wait has ended.
  @Test func aRerunTellsOfAWaitThatIsOver() {
    var workspace = workspace(
      .serializationGraph, "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "ROLLBACK",
      "bob: COMMIT")
    let answer = workspace.type(".rerun read-committed")
    #expect(answer.contains("\n; bob waited at step 4 with PUT x 2. It is over.\n"), "\(answer)")
    #expect(!answer.contains("COMMIT or ROLLBACK"), "\(answer)")
  }

  @Test func aRerunTellsOfAWaitThatGoesOn() {
    var workspace = workspace(.serializationGraph, "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2")
    let answer = workspace.type(".rerun read-committed")
    #expect(answer.contains("\n; bob has been waiting since step 4 with PUT x 2.\n"), "\(answer)")
  }

  /// Single commands follow the mode of the lab.
  @Test func aRerunOfSingleCommandsDoesNotSpeakOfBegin() {
    var workspace = workspace(.snapshot, ".autocommit on", "PUT x 1")
    let answer = workspace.type(".rerun read-committed")
    #expect(answer.hasSuffix("no difference from snapshot: every answer is the same."), "\(answer)")
  }

  @Test func branchesShowTheModeTheyAreIn() {
    var workspace = workspace(.snapshot, "BEGIN", "COMMIT", ".mode ssi", "BEGIN")
    #expect(workspace.type(".branches").contains("ssi"))
    workspace.type(".undo 2")
    #expect(!workspace.type(".branches").contains("ssi"))
  }

  /// A cycle of any class may be called cycle; `.why serializable` names the class.
  @Test func theClassOfAnAnomalyIsThatOfItsCycle() {
    var cycle = workspace(
      .readCommitted, "BEGIN", "bob: BEGIN", "GET x", "bob: PUT x 1", "bob: COMMIT", "PUT x 2",
      "COMMIT")
    #expect(cycle.type(".why").contains(";   name   cycle (G-single). "))
    var skew = workspace(
      .snapshot, "BEGIN", "bob: BEGIN", "GET x", "bob: GET y", "PUT y 2", "bob: PUT x 1", "COMMIT",
      "bob: COMMIT")
    #expect(skew.type(".why").contains(";   name   write skew (A5B, G2-item). "))
  }

  /// What the modes noticed at a step is told again.
  @Test func whatWasToldIsToldAgain() {
    var workspace = workspace(
      .serializableSnapshot, "BEGIN", "bob: BEGIN", "carol: BEGIN", "GET x", "bob: PUT x 1",
      "PUT z 1")
    #expect(
      workspace.type(".why 5") == """
        ; step 5 was bob's PUT x 1: nothing was read
        ;   note   write after read: bob inserts x, which alice had found absent (4). \
        One arrow, alice before bob: harmless on its own.
        """)
    #expect(
      workspace.type(".why 6")
        == "; step 6 was alice's PUT z 1: nobody waited or was aborted, and nothing was read")
    #expect(workspace.type("bob: COMMIT").hasPrefix("ok"))
    workspace.type("carol: GET x")
    let answer = workspace.type(".why 8")
    #expect(answer.contains("\n;   note   stale read: carol sees "), "\(answer)")
  }

  /// A deletion of nothing inserts nothing.
  @Test func aDeletionIsCalledSo() {
    var workspace = workspace(.serializableSnapshot, "BEGIN", "bob: BEGIN", "GET x")
    let answer = workspace.type("bob: DELETE x")
    let note = "write after read: bob deletes x, which alice had found absent"
    #expect(answer.contains(note), "\(answer)")
  }

  /// A rule that was broken when it was declared has not changed, but it is broken.
  @Test func aRuleThatIsBrokenIsNotDenied() {
    var workspace = workspace(.snapshot)
    #expect(workspace.type(".rule a: value(x) = 1").hasPrefix("RULE a broken"))
    #expect(workspace.type(".why").hasPrefix("; nothing to explain yet: "))
    #expect(!workspace.type(".why").contains("no broken rule"))
  }

  /// What was certain stays so, although the retry has read what the victim would have changed.
  @Test func aRetryDoesNotWeakenAVerdict() {
    var workspace = workspace(
      .snapshot, ".seed x=1", "BEGIN", "bob: BEGIN", "PUT x 2", "bob: PUT x value(x) + 10",
      "COMMIT")
    let verdict = "needed yes, a cycle: had bob committed, no serial order would fit."
    #expect(workspace.type(".why").contains(verdict))
    workspace.type("bob: RETRY")
    workspace.type("bob: COMMIT")
    #expect(workspace.type(".why").contains(verdict))
  }

  @Test(arguments: [
    (IsolationMode.readCommitted, "went on"), (.snapshot, "was aborted: .why 4"),
  ])
  func whoseWaitACommitEnded(mode: IsolationMode, end: String) {
    var workspace = workspace(mode, "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT")
    #expect(
      workspace.type(".why 5") == """
        ; step 5 was alice's COMMIT: nothing was read
        ;   then   bob's PUT x 2 (4) \(end)
        """)
  }

  /// Where there is room for it, behind the kind of the abort.
  @Test func timelinesTellVerdicts() {
    var workspace = workspace(
      .snapshot, "BEGIN", "bob: BEGIN", "PUT x 1", "COMMIT", "bob: PUT x 2")
    let told = [
      (120, "ABORTED concurrent-update, not needed"), (76, "ABORTED, not needed"), (36, "ABORTED"),
    ]
    for (columns, answer) in told {
      workspace.display.columns = columns
      let timeline = workspace.type(".timeline")
      #expect(timeline.hasSuffix(" " + answer), "\(columns): \(timeline)")
    }
  }

  /// A, who began after the abort of C, closes the cycle.
  @Test func aVerdictTellsOfWhoBeganLater() {
    var workspace = workspace(
      .serializableSnapshot, ".seed w=w0 x=x0 y=y0 z=z0", ".sessions C B D A", "C: BEGIN",
      "C: GET y", "B: BEGIN", "B: GET x", "B: PUT y yB", "C: PUT z zC", "B: COMMIT", "D: BEGIN",
      "D: GET z", "C: COMMIT", "A: BEGIN", "A: GET w", "A: PUT x xA", "D: PUT w wD")
    #expect(workspace.type(".why 10").contains("\n;   needed not so far: D is still open.\n"))
    _ = workspace.type("D: COMMIT")
    #expect(workspace.type(".why 10").contains("\n;   needed not so far: A is still open.\n"))
    _ = workspace.type("A: COMMIT")
    let answer = workspace.type(".why 10")
    #expect(
      answer.contains(
        """
        ;   needed yes, a cycle: had C committed, no serial order would fit.
        ;          C read y=y0 (2),   B changed it (5):   C before B
        ;          B read x=x0 (4),   A changed it (13):  B before A
        ;          A read w=w0 (12),  D changed it (14):  A before D
        ;          D read z=z0 (9),   C changed it (6):   D before C
        """), "\(answer)")
  }

  /// B would have read what A wanted to write; C is open at the abort and leads to A.
  @Test func aVerdictMayBeOpenForGood() {
    let lines = [
      ".sessions A B C", ".seed x=0 y=0", "A: BEGIN", "C: BEGIN", "C: GET y", "A: PUT y 1",
      "B: BEGIN", "B: PUT x 5", "B: COMMIT", "A: PUT x 1",
    ]
    let (retry, end) = (["B: BEGIN", "B: GET y", "B: COMMIT"], ["C: PUT w 1", "C: COMMIT"])
    func told(_ rest: [String]) -> String {
      var workspace = workspace(.snapshot)
      for line in lines + rest { _ = workspace.type(line) }
      return workspace.type(".why 8").split(separator: "\n").filter { $0.contains("needed") }
        .joined(separator: "\n")
    }
    #expect(
      told(retry + end)
        == ";   needed not decided: B began later and would have read a different value of y (10).")
    #expect(told(end + retry) == ";   needed no: the order B T3, C, A explains every read.")
  }

  @Test func nothingIsToldOfNothing() {
    var workspace = workspace()
    #expect(workspace.type(".why").contains("no anomaly"))
  }
}
