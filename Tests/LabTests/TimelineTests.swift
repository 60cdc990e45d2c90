import Sessions
import Testing
import Vocabulary

@testable import Runs

/// Pictures of what happened, as `.timeline` shows them.
@Suite struct TimelineTests {
  /// As textbooks write it.
  @Test func readsAndWrites() {
    var workspace = Workspace(mode: .snapshot, isInteractive: true)
    #expect(workspace.type(".timeline rw") == "; nothing has happened yet")
    workspace.type([
      ".seed x=1", "BEGIN", "bob: BEGIN", "GET x", "bob: SCAN a..c", "PUT x 2", "COMMIT",
      "bob: DELETE y", "bob: ROLLBACK",
    ])
    #expect(workspace.type(".timeline rw") == "; R1(x) R2(a..c) W1(x) C1 W2(y) A2")
  }

  @Test func twoDoctors() {
    let fixture = TimelineFixture(.serializableSnapshot, playing: TimelineFixture.twoDoctors)
    #expect(fixture.picture() == TimelineFixture.twoDoctorsPicture)
  }

  @Test func twoDoctorsInASCII() {
    let fixture = TimelineFixture(.serializableSnapshot, playing: TimelineFixture.twoDoctors)
    #expect(fixture.picture(ascii: true) == TimelineFixture.twoDoctorsPicture.inASCII)
  }

  /// The rule stands below the step that broke it, and a long command takes two lines.
  @Test func brokenRule() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: """
        .seed alice=on bob=on
        .rule on-call: count(* = on) >= 1
        alice: BEGIN
        bob: BEGIN
        alice: IF count(* = on) >= 2 THEN PUT alice off
        bob: IF count(* = on) >= 2 THEN PUT bob off
        alice: COMMIT
        bob: COMMIT
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │                                ┌ BEGIN          state 0
          3   │ IF count(* = on) >= 2 THEN PUT │
              │ alice off                      │
          4   │                                │ IF count(* = on) >= 2 THEN PUT bob
              │                                │ off
          5   └ COMMIT         ok, state 1     │
          6                                    └ COMMIT         ok, state 2
              RULE on-call broken
        """)
  }

  /// Commands that are transactions of their own, at once or after a wait.
  @Test func autocommit() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: """
        .seed x=0 y=0
        .autocommit on
        bob: GET x
        alice: BEGIN
        alice: PUT x 1
        bob: UPDATE * SET $value + 1
        bob: GET y
        bob: BEGIN
        alice: ROLLBACK
        alice: PUT x 3
        bob: PUT x 4
        bob: COMMIT
        alice: RETRY
        bob: BEGIN
        bob: PUT x 5
        alice: PUT x 6
        bob: COMMIT
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1                                    ╶ GET x          x=0
          2   ┌ BEGIN          state 1
          3   │ PUT x 1
          4   │                                ┊ UPDATE * SET $value + 1
              │                                ┊                waits alice
          5   │                                ┊ GET y          held
          6   │                                ┊ BEGIN          held
          7   └ ROLLBACK       ok           ─► └ (4) goes on  2 keys, state 2
                                               ╶ (5) GET y      y=1
                                               ┌ (6) BEGIN      state 3
          8   ╶ PUT x 3        ok, state 4     │
          9                                    └ PUT x 4        ABORTED
         10                                      COMMIT         ok rolled back
         11     RETRY          skipped
         12                                    ┌ BEGIN          state 4
         13                                    │ PUT x 5
         14   ┊ PUT x 6        waits bob       │
         15   └ (14) ABORTED ◄─                └ COMMIT         ok, state 5
        """)
  }

  @Test func severalModes() {
    let fixture = TimelineFixture(
      .snapshot, .interactive,
      playing: """
        alice: BEGIN
        alice: PUT x 1
        alice: COMMIT
        alice: BEGIN read-committed
        bob: BEGIN
        alice: COMMIT
        bob: ROLLBACK
        """)
    #expect(
      fixture.picture() == """
        snapshot, T2 read-committed
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │ PUT x 1
          3   └ COMMIT         ok, state 1
          4   ┌ BEGIN read-committed
          5   │                                ┌ BEGIN          state 1
          6   └ COMMIT         ok              │
          7                                    └ ROLLBACK       ok
        """)
  }

  @Test func nothingYet() {
    let fixture = TimelineFixture(
      .snapshot, .interactive,
      playing: """
        alice: GET x
        bob: COMMIT
        """)
    #expect(fixture.replies.count == 2)
    #expect(fixture.picture() == "nothing has happened yet")
    #expect(fixture.picture(columns: 7, ascii: true) == "noth...")
  }
}
