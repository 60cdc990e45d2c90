import Drawing
import Language
import Layout
import Telling
import Testing
import Vocabulary

@testable import Runs

/// The same steps side by side, as `isolab compare` and `.compare` show them.
@Suite struct CompareTests {
  private static let doctors = """
    .seed alice_status=on bob_status=on
    .rule on-call: count(* = on) >= 1
    alice: BEGIN
    bob: BEGIN
    alice: IF count(* = on) >= 2 THEN PUT alice_status off
    bob: IF count(* = on) >= 2 THEN PUT bob_status off
    alice: COMMIT
    bob: COMMIT

    """
  /// Waits, a deadlock, and a RETRY that takes more steps in some modes.
  private static let counter = """
    .seed n=1
    alice: BEGIN
    bob: BEGIN
    alice: GET n
    bob: GET n
    alice: PUT n 2
    bob: PUT n 3
    alice: COMMIT
    bob: COMMIT
    bob: RETRY
    alice: BEGIN
    alice: GET n
    """

  /// The doctors in snapshot and in a mode that aborts bob.
  private static func doctorsTable(_ title: String, _ second: String, abort: String) -> String {
    """
    \(title): first difference at step 6
    step  snapshot                              \(second)
       1  alice: BEGIN   all: ok
       2  bob: BEGIN     all: ok
       3  alice: IF count(* = on) >= 2 THEN PUT alice_status off  all: ok
       4  bob: IF count(* = on) >= 2 THEN PUT bob_status off  all: ok
       5  alice: COMMIT  all: ok
    >  6  bob: COMMIT
          ok                                    ABORTED \(abort), needed
          ANOMALY write-skew T1 T2
          RULE on-call broken
          cost
          0 waits, 0 aborts                     0 waits, 1 abort
          harm
          write-skew                            none
          rule on-call broken
    """
  }

  private func comparison(
    _ text: String, _ modes: [IsolationMode] = [], conflicts: ConflictPolicy? = nil,
    keepGoing: Bool = false
  ) throws -> LessonComparison {
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "test.isolab")
    return LessonComparison(scenario, modes, conflicts: conflicts, keepGoing: keepGoing)
  }

  private func shown(
    _ text: String, _ modes: [IsolationMode] = [], columns: Int = 80,
    _ display: Display = Display(), conflicts: ConflictPolicy? = nil
  ) throws -> String {
    try comparison(text, modes, conflicts: conflicts).sides
      .lines(titled: "test", columns: columns, display: display).map(\.text).joined(separator: "\n")
  }

  // MARK: Columns

  @Test func twoModes() throws {
    #expect(
      try shown(Self.doctors, [.snapshot, .writeSnapshot])
        == Self.doctorsTable("test", "write-snapshot", abort: "overwritten-read"))
  }

  @Test func threeModes() throws {
    #expect(
      try shown(Self.doctors, [.snapshot, .writeSnapshot, .serializableSnapshot]) == """
        test: first difference at step 6
        step  snapshot                 write-snapshot           serializable-snapshot
           1  alice: BEGIN   all: ok
           2  bob: BEGIN     all: ok
           3  alice: IF count(* = on) >= 2 THEN PUT alice_status off  all: ok
           4  bob: IF count(* = on) >= 2 THEN PUT bob_status off  all: ok
           5  alice: COMMIT  all: ok
        >  6  bob: COMMIT
              ok                       ABORTED                  ABORTED
              ANOMALY write-skew T1      overwritten-read,        dangerous-structure,
                T2                       needed                   needed
              RULE on-call broken
              cost
              0 waits, 0 aborts        0 waits, 1 abort         0 waits, 1 abort
              harm
              write-skew               none                     none
              rule on-call broken
        """)
  }

  // MARK: Below each other

  @Test func fourModes() throws {
    #expect(
      try shown(Self.counter) == """
        test: first difference at step 6
        two writers of a key: first-updater in snapshot, first-committer in
          serializable-snapshot
        from step 10 on, steps are numbered as in read-committed
        rc read-committed, si snapshot, wsi write-snapshot, ssi serializable-snapshot
           1  alice: BEGIN    all: ok
           2  bob: BEGIN      all: ok
           3  alice: GET n    all: n=1
           4  bob: GET n      all: n=1
           5  alice: PUT n 2  all: ok
        >  6  bob: PUT n 3
              [rc,si]       WAITS alice
              [wsi,ssi]     ok
           7  alice: COMMIT
              [rc]          ok
                            RESUMED bob ok
              [si]          ok
                            RESUMED bob ABORTED concurrent-update, needed
              [wsi,ssi]     ok
           8  bob: COMMIT
              [rc]          ok
                            ANOMALY lost-update T1 T2
              [si]          ok rolled back
              [wsi]         ABORTED overwritten-read, needed
              [ssi]         ABORTED dangerous-structure, needed
           9  bob: RETRY
              [rc]          skipped
              [si,wsi,ssi]  ok
                            n=2
                            ok
                            ok
          10  alice: BEGIN    all: ok
          11  alice: GET n    all: n=3
              cost
              [rc]          1 wait, 0 aborts
              [si]          1 wait, 1 abort
              [wsi,ssi]     0 waits, 1 abort
              harm
              [rc]          lost-update
              [si,wsi,ssi]  none
        """)
  }

  @Test func sevenModes() throws {
    let modes: [IsolationMode] = [
      .readUncommitted, .readCommitted, .snapshot, .writeSnapshot, .serializableSnapshot,
      .twoPhaseLocking, .serializationGraph,
    ]
    #expect(
      try shown(Self.counter, modes) == """
        test: first difference at step 5
        two writers of a key: first-updater in snapshot, first-committer in
          serializable-snapshot
        from step 10 on, steps are numbered as in read-uncommitted
        ru read-uncommitted, rc read-committed, si snapshot, wsi write-snapshot,
          ssi serializable-snapshot, 2pl two-phase-locking, sgt serialization-graph
           1  alice: BEGIN  all: ok
           2  bob: BEGIN    all: ok
           3  alice: GET n  all: n=1
           4  bob: GET n    all: n=1
        >  5  alice: PUT n 2
              [ru,rc,si,wsi,ssi,sgt]  ok
              [2pl]                   WAITS bob
           6  bob: PUT n 3
              [ru,rc,si]              WAITS alice
              [wsi,ssi,sgt]           ok
              [2pl]                   ABORTED deadlock
                                      RESUMED alice ok
           7  alice: COMMIT
              [ru,rc]                 ok
                                      RESUMED bob ok
              [si]                    ok
                                      RESUMED bob ABORTED concurrent-update, needed
              [wsi,ssi,2pl,sgt]       ok
           8  bob: COMMIT
              [ru,rc]                 ok
                                      ANOMALY lost-update T1 T2
              [si,2pl]                ok rolled back
              [wsi]                   ABORTED overwritten-read, needed
              [ssi]                   ABORTED dangerous-structure, needed
              [sgt]                   ABORTED cycle, needed
           9  bob: RETRY
              [ru,rc]                 skipped
              [si,wsi,ssi,2pl,sgt]    ok
                                      n=2
                                      ok
                                      ok
          10  alice: BEGIN  all: ok
          11  alice: GET n  all: n=3
              cost
              [ru,rc]                 1 wait, 0 aborts
              [si,2pl]                1 wait, 1 abort
              [wsi,ssi,sgt]           0 waits, 1 abort
              harm
              [ru,rc]                 lost-update
              [si,wsi,ssi,2pl,sgt]    none
        """)
  }

  @Test func asManyModesStandBesideEachOtherAsThereIsRoomFor() throws {
    let line = try shown(Self.doctors, columns: 100).split(separator: "\n")[1]
    #expect(
      line.split(separator: " ")
        == ["step"] + IsolationMode.lab.map { Substring($0.name) })
  }

  @Test func aNarrowTerminal() throws {
    #expect(
      try shown(Self.doctors, [.snapshot, .writeSnapshot], columns: 30) == """
        test: first difference at step
          6
        si snapshot,
          wsi write-snapshot
           1  alice: BEGIN  all: ok
           2  bob: BEGIN  all: ok
           3  alice: IF count(* = on)
                >= 2 THEN PUT…
                all: ok
           4  bob: IF count(* = on) >=
                2 THEN PUT bob_status…
                all: ok
           5  alice: COMMIT  all: ok
        >  6  bob: COMMIT
              [si]
                ok
                ANOMALY write-skew T1
                  T2
                RULE on-call broken
              [wsi]
                ABORTED
                  overwritten-read,
                  needed
              cost
              [si]
                0 waits, 0 aborts
              [wsi]
                0 waits, 1 abort
              harm
              [si]
                write-skew
                rule on-call broken
              [wsi]
                none
        """)
  }

  // MARK: What is compared

  @Test func partByPart() throws {
    let text = Self.doctors + ".reset\nBEGIN ssi\nPUT x 1\nCOMMIT\n.reset\n" + Self.doctors
    func table(_ title: String) -> String {
      Self.doctorsTable(title, "serializable-snapshot", abort: "dangerous-structure")
    }
    #expect(
      try shown(text, [.snapshot, .serializableSnapshot]) == """
        \(table("test, part 1"))

        test, part 2: every BEGIN here names its own mode, so there is nothing to
          compare.
        step  as named in BEGIN
           1  alice: BEGIN ssi  ok
           2  alice: PUT x 1    ok
           3  alice: COMMIT     ok
              cost              0 waits, 0 aborts
              harm              none

        \(table("test, part 3"))
        """)
  }

  @Test func nothingDiffers() throws {
    #expect(
      try shown("BEGIN\nPUT x 1\nCOMMIT\n") == """
        test: no difference: every answer is the same in all modes.
        rc read-committed, si snapshot, wsi write-snapshot, ssi serializable-snapshot
           1  alice: BEGIN    all: ok
           2  alice: PUT x 1  all: ok
           3  alice: COMMIT   all: ok
              cost            all: 0 waits, 0 aborts
              harm            all: none
        """)
  }

  /// A single command that is a transaction, or a BEGIN that is refused, decides.
  @Test func modesRanIfSomeTransactionTookThem() throws {
    func isNamed(_ text: String) throws -> Bool {
      let sides = try comparison(text, [.snapshot, .serializableSnapshot]).sides
      let json = sides.json(file: "test").text
      #expect(json.contains("\"beginsNameModes\":\(sides.parts[0].beginsNameModes)"))
      return sides.parts[0].beginsNameModes
    }
    #expect(try isNamed(".autocommit on\nBEGIN ssi\nGET x\nCOMMIT\n"))
    #expect(try !isNamed(".autocommit on\nBEGIN ssi\nGET x\nCOMMIT\nGET x\n"))
    #expect(try !isNamed("BEGIN ssi\nbob: BEGIN\nCOMMIT\nbob: COMMIT\n"))
    #expect(try !isNamed("GET x\n  error no-transaction\n"))
  }

  /// Broken at some time, if only at the start.
  @Test func rulesThatAreBrokenFromTheStartAreNamed() throws {
    let text = """
      .rule stays: value(x) = 9
      .rule ends: value(x) = 1
      .rule never: value(x) != 9
      BEGIN
      PUT x 1
      COMMIT

      """
    #expect(try comparison(text).sides.parts[0].tallies[0].brokenRules == ["ends", "stays"])
  }

  @Test func policiesAreMadeAlikeInEveryPart() throws {
    let text = "alice: BEGIN\nbob: BEGIN\nalice: PUT x 1\nbob: PUT x 2\n"
    let uneven = try shown(text, [.snapshot, .serializableSnapshot])
    #expect(uneven.contains("\ntwo writers of a key: first-updater in snapshot, "))
    #expect(uneven.hasPrefix("test: first difference at step 4\n"))
    for policy in ConflictPolicy.allCases {
      let sides = try comparison(
        text + ".reset\n" + text, [.snapshot, .serializableSnapshot], conflicts: policy
      ).sides
      #expect(sides.parts.map(\.firstDifference) == [nil, nil])
      #expect(sides.parts.allSatisfy { $0.tallies.allSatisfy { $0.conflicts == policy } })
    }
    let own = ".conflicts first-committer\n" + text
    #expect(try shown(own, [.snapshot, .serializableSnapshot]).contains("no difference"))
  }

  @Test func whatWouldNameTheModeIsLeftOut() throws {
    let text = ".mode rc\n" + Self.doctors.replacing("bob: COMMIT", with: ".rerun si\nbob: COMMIT")
    #expect(
      try shown(text, [.snapshot, .serializableSnapshot])
        == shown(Self.doctors, [.snapshot, .serializableSnapshot]))
  }

  private static let choices: [(String, [IsolationMode], [IsolationMode])] = [
    (".modes si ssi\n", [], [.snapshot, .serializableSnapshot]),
    ("", [], IsolationMode.lab),
    (".modes si\n", [], IsolationMode.lab),
    (".modes 2pl\n", [], [.twoPhaseLocking] + IsolationMode.lab),
    (".modes si ssi\n", [.twoPhaseLocking], [.snapshot, .twoPhaseLocking]),
    (".modes si ssi\n", [.snapshot], [.snapshot, .serializableSnapshot]),
    ("", [.serializationGraph, .readCommitted], [.serializationGraph, .readCommitted]),
  ]

  @Test(arguments: choices) func modes(
    text: String, named: [IsolationMode], expected: [IsolationMode]
  ) throws {
    #expect(try comparison(text + "BEGIN\n", named).sides.modes == expected)
  }

  /// Also where somebody is open to the last: the run is over.
  @Test func verdictsAreThoseOfTheEnd() throws {
    let text = """
      alice: BEGIN
      bob: BEGIN
      alice: PUT x 1
      alice: COMMIT
      bob: PUT x 2
      """
    let sides = try comparison(".sessions carol\ncarol: BEGIN\n" + text, [.snapshot, .snapshot])
    #expect(
      sides.sides.parts[0].rows[5].answers[0].lines
        == ["ABORTED concurrent-update, not needed"])
    var workspace = Workspace(isInteractive: true)
    workspace.type(
      [".sessions carol", "carol: BEGIN"] + text.split(separator: "\n").map(String.init))
    #expect(workspace.type(".compare rc").contains("ABORTED concurrent-update   "))
  }

  // MARK: Looks

  @Test func wideLettersAreMeasured() throws {
    let text = """
      .seed 日本=한국어
      alice: BEGIN
      bob: BEGIN
      bob: PUT 日本 "東京 ですよ、これは、とても、とても、長い、長い、長い、値、です"
      bob: COMMIT
      alice: GET 日本
      """
    #expect(
      try shown(text, [.readCommitted, .snapshot]) == """
        test: first difference at step 5
        step  read-committed                        snapshot
           1  alice: BEGIN  all: ok
           2  bob: BEGIN    all: ok
           3  bob: PUT 日本 "東京
                ですよ、これは、とても、とても、長い、長い、長い、値、です"
                            all: ok
           4  bob: COMMIT   all: ok
        >  5  alice: GET 日本
              日本="東京 ですよ、これは、とても、   日本=한국어
                とても、長い、長い、長い、値、です
                "
              cost          all: 0 waits, 0 aborts
              harm          all: none
        """)
  }

  @Test func whatIsCutIsSeen() throws {
    let long = String(repeating: "a", count: 400)
    let text = "alice: BEGIN\nbob: BEGIN\nbob: PUT x \(long)\nbob: COMMIT\nalice: GET x\n"
    var display = Display()
    #expect(try shown(text, [.readCommitted, .snapshot], display).contains("aaa…\n"))
    display.isASCII = true
    let ascii = try shown(text, [.readCommitted, .snapshot], display)
    #expect(ascii.contains("aaa...\n"))
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func sentencesForThoseWhoListen() throws {
    var display = Display()
    display.isPlain = true
    #expect(
      try shown(Self.doctors, [.snapshot, .writeSnapshot, .serializationGraph], display) == """
        test: first difference at step 6.
        Step 1, alice: BEGIN. In all modes: Done.
        Step 2, bob: BEGIN. In all modes: Done.
        Step 3, alice: IF count(* = on) >= 2 THEN PUT alice_status off. In all modes: Done.
        Step 4, bob: IF count(* = on) >= 2 THEN PUT bob_status off. In all modes: Done.
        Step 5, alice: COMMIT. In all modes: Done.
        Step 6, bob: COMMIT. The first difference.
        In snapshot: Done. Anomaly, write skew, T1 and T2. Rule on-call is broken.
        In write-snapshot: Aborted, overwritten read, needed.
        In serialization-graph: Aborted, cycle, needed.
        Cost.
        In snapshot: 0 waits, 0 aborts.
        In write-snapshot and serialization-graph: 0 waits, 1 abort.
        Harm.
        In snapshot: write-skew, rule on-call broken.
        In write-snapshot and serialization-graph: none.
        """)
  }

  // MARK: The shell

  @Test func theWordComparesWhatWasTypedAndChangesNothing() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(Self.doctors.split(separator: "\n").map(String.init))
    let before = workspace.state
    let answer = workspace.type(".compare si ssi")
    #expect(answer.hasPrefix("; the same 6 steps: first difference at step 6\n"))
    #expect(answer.contains("\n; >  6  bob: COMMIT\n"))
    #expect(workspace.type(".compare ssi") == answer)
    #expect(
      workspace.type(".compare").contains("\n;       [wsi]      ABORTED overwritten-read, needed"))
    #expect(workspace.state == before)
    #expect(workspace.branches.count == 1)
    #expect(workspace.type(".undo") == "ok ; undone: bob: COMMIT")
    #expect(workspace.type(".compare ssi").hasPrefix("; the same 5 steps: no difference: "))
  }

  @Test func aLessonIsComparedInItsParts() {
    var workspace = Workspace(mode: .twoPhaseLocking, isInteractive: true)
    #expect(workspace.type(".compare") == "error unavailable ; nothing has been done yet")
    workspace.type(".lesson write-skew")
    let answer = workspace.type(".compare")
    #expect(answer.contains("steps, part 1: first difference at step 7\n"))
    #expect(answer.contains("steps, part 2: every BEGIN here names its own mode"))
    #expect(answer.contains("2pl two-phase-locking, rc read-committed"))
  }
}
