import Sessions
import Testing
import Vocabulary

/// How timelines show waits, what goes on after them, and what is given again.
@Suite struct TimelineWaitTests {
  /// Lanes as wide as in the design.
  @Test func wait() {
    let fixture = TimelineFixture(.readCommitted, playing: TimelineFixture.oneWaitsOneReads)
    #expect(
      fixture.picture(columns: 66, ascii: true) == """
        read-committed
        step  alice               bob                 carol
          1   + BEGIN
          2   |                   + BEGIN
          3   | PUT x 1           |
          4   |                   : PUT x 2  waits alice
          5   |                   :                   + BEGIN
          6   |                   :                   | GET x   x=0
          7   + COMMIT  ok    --> | (4) goes on  ok   |
          8                       + COMMIT  ok        |
          9                                           + COMMIT  ok
        """)
  }

  @Test func abortOnResume() {
    let fixture = TimelineFixture(
      .snapshot, .interactive,
      playing: TimelineFixture.oneWaitsOneReads.replacing("bob: COMMIT", with: "bob: ROLLBACK"))
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                  bob                    carol
          1   ┌ BEGIN   state 0
          2   │                      ┌ BEGIN   state 0
          3   │ PUT x 1              │
          4   │                      ┊ PUT x 2  waits alice
          5   │                      ┊                      ┌ BEGIN   state 0
          6   │                      ┊                      │ GET x   x=0
          7   └ COMMIT  state 1   ─► └ (4) ABORTED          │
          8                            ROLLBACK  ok         │
          9                                                 └ COMMIT  ok, state 2
        """)
  }

  /// What is held runs below what went on; what is skipped needs no bar.
  @Test func heldCommands() {
    let fixture = TimelineFixture(
      .readCommitted, .replay,
      playing: TimelineFixture.aCommitIsHeld + """
        bob: BEGIN
        bob: PUT x 1
        alice: BEGIN
        alice: GET x
        alice: PUT x 2
        alice: COMMIT
        bob: COMMIT
        """)
    #expect(
      fixture.picture() == """
        read-committed
        step  alice                            bob
          1   ┌ BEGIN
          2   │                                ┌ BEGIN
          3   │ PUT x 1                        │
          4   │                                │ GET y          y=0
          5   │                                ┊ PUT x value(y) + 5  waits alice
          6   │                                ┊ COMMIT         held
          7   └ COMMIT         ok           ─► │ (5) goes on  ok
                                               └ (6) COMMIT     ok
          8                                    ┌ BEGIN
          9                                    │ PUT x 1
         10   ┌ BEGIN                          │
         11   │ GET x          x=5             │
         12   ┊ PUT x 2        waits bob       │
         13   ┊ COMMIT         held            │
         14   │ (12) goes on  ok ◄─            └ COMMIT         ok
              └ (13) COMMIT    ok
        """)
  }

  /// Each command that RETRY gives again has its own step.
  @Test func retryWithHeldCommands() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: TimelineFixture.aCommitIsHeld + """
        alice: BEGIN
        alice: PUT x 7
        bob: RETRY
        alice: ROLLBACK
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │                                ┌ BEGIN          state 0
          3   │ PUT x 1                        │
          4   │                                │ GET y          y=0
          5   │                                ┊ PUT x value(y) + 5  waits alice
          6   │                                ┊ COMMIT         held
          7   └ COMMIT         ok, state 1  ─► └ (5) ABORTED concurrent-update
                                                 (6) COMMIT     ok rolled back
          8   ┌ BEGIN          state 1
          9   │ PUT x 7
         10   │                                ┌ RETRY          state 1
         11   │                                │ GET y          y=0
         12   │                                ┊ PUT x value(y) + 5  waits alice
         13   │                                ┊ COMMIT         held
         14   └ ROLLBACK       ok           ─► │ (12) goes on  ok
                                               └ (13) COMMIT    ok, state 2
        """)
  }

  /// What takes no step has a dash for its number.
  @Test func retryStopsAtAnError() {
    let fixture = TimelineFixture(
      .snapshot, .interactive,
      playing: """
        .seed x=0 y=1
        bob: BEGIN
        bob: PUT z 7 / value(y)
        alice: BEGIN
        alice: PUT x 1
        alice: PUT y 0
        bob: PUT x 2
        alice: COMMIT
        bob: RETRY
        bob: ROLLBACK
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1                                    ┌ BEGIN          state 0
          2                                    │ PUT z 7 / value(y)
          3   ┌ BEGIN          state 0         │
          4   │ PUT x 1                        │
          5   │ PUT y 0                        │
          6   │                                ┊ PUT x 2        waits alice
          7   └ COMMIT         ok, state 1  ─► └ (6) ABORTED concurrent-update
          8                                    ┌ RETRY          state 1
          -                                    │ PUT z 7 / value(y)
                                               │                error arithmetic
          9                                    └ ROLLBACK       ok
        """)
  }

  /// A command that is withdrawn lets others go on: those held behind it, and other sessions.
  @Test func cancel() {
    let fixture = TimelineFixture(
      .twoPhaseLocking, .replay,
      playing: """
        .sessions carol
        .seed x=0
        alice: BEGIN
        bob: BEGIN
        carol: BEGIN
        alice: GET x
        bob: PUT x 2
        bob: PUT y 2
        carol: GET x
        .cancel bob
        alice: COMMIT
        carol: COMMIT
        bob: COMMIT
        """)
    #expect(
      fixture.picture() == """
        two-phase-locking
        step  alice                  bob                    carol
          1   ┌ BEGIN
          2   │                      ┌ BEGIN
          3   │                      │                      ┌ BEGIN
          4   │ GET x   x=0          │                      │
          5   │                      ┊ PUT x 2  waits alice │
          6   │                      ┊ PUT y 2  held        │
          7   │                      ┊                      ┊ GET x   waits bob
          8   │                      │ .cancel              ┊
              │                      │ (6) PUT y 2          │ (7) goes on  x=0
          9   └ COMMIT  ok           │                      │
         10                          │                      └ COMMIT  ok
         11                          └ COMMIT  ok
        """)
  }

  /// Who goes on because of whom: carol because of bob, who was aborted because of alice.
  @Test func chainOfWaits() {
    let fixture = TimelineFixture(
      .snapshot, .interactive,
      playing: """
        .sessions carol
        .seed x=0 y=0
        alice: BEGIN
        bob: BEGIN
        carol: BEGIN
        alice: PUT x 1
        bob: PUT y 2
        carol: PUT y 3
        bob: PUT x 2
        alice: COMMIT
        carol: COMMIT
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                  bob                    carol
          1   ┌ BEGIN   state 0
          2   │                      ┌ BEGIN   state 0
          3   │                      │                      ┌ BEGIN   state 0
          4   │ PUT x 1              │                      │
          5   │                      │ PUT y 2              │
          6   │                      │                      ┊ PUT y 3  waits bob
          7   │                      ┊ PUT x 2  waits alice ┊
          8   └ COMMIT  state 1   ─► └ (7) ABORTED       ─► │ (6) goes on  ok
          9                                                 └ COMMIT  ok, state 2
        """)
  }

  @Test func deferrable() {
    let fixture = TimelineFixture(
      .serializableSnapshot, .interactive,
      playing: """
        .seed x=0
        alice: BEGIN
        bob: BEGIN READ ONLY DEFERRABLE
        alice: PUT x 1
        alice: COMMIT
        bob: GET x
        bob: COMMIT
        alice: BEGIN
        bob: BEGIN READ ONLY DEFERRABLE
        .cancel bob
        alice: ROLLBACK
        """)
    #expect(
      fixture.picture() == """
        serializable-snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │                                ┊ BEGIN READ ONLY DEFERRABLE
              │                                ┊                waits alice
          3   │ PUT x 1                        ┊
          4   └ COMMIT         ok, state 1  ─► ┌ (2) goes on  state 0
          5                                    │ GET x          x=0
          6                                    └ COMMIT         ok, state 2
          7   ┌ BEGIN          state 2
          8   │                                ┊ BEGIN READ ONLY DEFERRABLE
              │                                ┊                waits alice
          9   │                                  .cancel
         10   └ ROLLBACK       ok
        """)
  }
}
