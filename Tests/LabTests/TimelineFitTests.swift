import Drawing
import Language
import Layout
import Sessions
import Telling
import Testing
import Vocabulary

/// How timelines fit into narrow terminals, and long or odd texts into lanes.
@Suite struct TimelineFitTests {
  @Test func sixSessions() {
    let fixture = TimelineFixture(
      .readCommitted, .replay,
      playing: """
        .sessions carol dave erin frank
        .seed x=0
        alice: BEGIN
        bob: BEGIN
        carol: BEGIN
        dave: BEGIN
        erin: BEGIN
        frank: BEGIN
        alice: PUT x 1
        bob: PUT x 2
        carol: PUT x 3
        dave: PUT x 4
        erin: PUT x 5
        frank: PUT x 6
        alice: SCAN
        alice: COMMIT
        bob: COMMIT
        carol: ROLLBACK
        dave: COMMIT
        erin: COMMIT
        frank: COMMIT
        """)
    #expect(
      fixture.picture() == """
        read-committed
        step  alice      bob        carol      dave       erin       frank
          1   ┌ BEGIN
          2   │          ┌ BEGIN
          3   │          │          ┌ BEGIN
          4   │          │          │          ┌ BEGIN
          5   │          │          │          │          ┌ BEGIN
          6   │          │          │          │          │          ┌ BEGIN
          7   │ PUT x 1  │          │          │          │          │
          8   │          ┊ PUT x 2  │          │          │          │
              │          ┊  waits   │          │          │          │
              │          ┊  alice   │          │          │          │
          9   │          ┊          ┊ PUT x 3  │          │          │
              │          ┊          ┊  waits   │          │          │
              │          ┊          ┊  alice   │          │          │
              │          ┊          ┊  bob     │          │          │
         10   │          ┊          ┊          ┊ PUT x 4  │          │
              │          ┊          ┊          ┊  waits   │          │
              │          ┊          ┊          ┊  alice   │          │
              │          ┊          ┊          ┊  bob ca… │          │
         11   │          ┊          ┊          ┊          ┊ PUT x 5  │
              │          ┊          ┊          ┊          ┊  waits   │
              │          ┊          ┊          ┊          ┊  alice   │
              │          ┊          ┊          ┊          ┊  bob ca… │
         12   │          ┊          ┊          ┊          ┊          ┊ PUT x 6
              │          ┊          ┊          ┊          ┊          ┊   waits alice
              │          ┊          ┊          ┊          ┊          ┊   bob carol
              │          ┊          ┊          ┊          ┊          ┊   dave erin
         13   │ SCAN     ┊          ┊          ┊          ┊          ┊
              │  x=1     ┊          ┊          ┊          ┊          ┊
         14   └ COMMIT  ►│ (8) ok   ┊          ┊          ┊          ┊
                 ok      │          ┊          ┊          ┊          ┊
         15              └ COMMIT  ►│ (9) ok   ┊          ┊          ┊
                            ok      │          ┊          ┊          ┊
         16                         └ ROLLBACK►│ (10) ok  ┊          ┊
                                       ok      │          ┊          ┊
         17                                    └ COMMIT  ►│ (11) ok  ┊
                                                  ok      │          ┊
         18                                               └ COMMIT  ►│ (12) ok
                                                             ok      │
         19                                                          └ COMMIT  ok
        """)
  }

  /// A group shows only the steps that concern it, and no arrow from elsewhere.
  @Test func sevenSessionsStacked() {
    let fixture = TimelineFixture(
      .readCommitted, .replay,
      playing: """
        .sessions carol dave erin frank grace
        grace: BEGIN
        grace: PUT x 1
        alice: BEGIN
        alice: PUT x 2
        bob: BEGIN
        bob: PUT y 1
        carol: BEGIN
        dave: BEGIN
        erin: BEGIN
        erin: PUT y 2
        frank: BEGIN
        grace: COMMIT
        bob: ROLLBACK
        erin: COMMIT
        alice: COMMIT
        .rule low: value(x) < 3
        carol: PUT x 3
        carol: COMMIT
        dave: ROLLBACK
        frank: COMMIT
        """)
    #expect(
      fixture.picture() == """
        read-committed
        step  alice            bob              carol            dave
          3   ┌ BEGIN
          4   ┊ PUT x 2  waits grace
          5   ┊                ┌ BEGIN
          6   ┊                │ PUT y 1
          7   ┊                │                ┌ BEGIN
          8   ┊                │                │                ┌ BEGIN
         12   │ (4) ok         │                │                │
         13   │                └ ROLLBACK  ok   │                │
         15   └ COMMIT  ok                      │                │
         16                                     │ PUT x 3        │
         17                                     └ COMMIT  ok     │
              RULE low broken
         18                                                      └ ROLLBACK  ok

        step  erin             frank            grace
          1                                     ┌ BEGIN
          2                                     │ PUT x 1
          9   ┌ BEGIN                           │
         10   ┊ PUT y 2  waits bob              │
         11   ┊                ┌ BEGIN          │
         12   ┊                │                └ COMMIT  ok
         13   │ (10) ok        │
         14   └ COMMIT  ok     │
         19                    └ COMMIT  ok
        """)
  }

  /// Lanes of eleven cells, and one lane fewer where that is too much.
  @Test func narrow() {
    let fixture = TimelineFixture(.readCommitted, playing: TimelineFixture.oneWaitsOneReads)
    #expect(
      fixture.picture(columns: 40) == """
        read-committed
        step  alice      bob        carol
          1   ┌ BEGIN
          2   │          ┌ BEGIN
          3   │ PUT x 1  │
          4   │          ┊ PUT x 2  waits alice
          5   │          ┊          ┌ BEGIN
          6   │          ┊          │ GET x  x=0
          7   └ COMMIT  ►│ (4) ok   │
                 ok      │          │
          8              └ COMMIT   │
                            ok      │
          9                         └ COMMIT  ok
        """)
    #expect(
      fixture.picture(columns: 36, ascii: true) == """
        read-committed
        step  alice          bob
          1   + BEGIN
          2   |              + BEGIN
          3   | PUT x 1      |
          4   |              : PUT x 2
              |              :   waits alice
          7   + COMMIT  ok  >| (4) ok
          8                  + COMMIT  ok

        step  carol
          5   + BEGIN
          6   | GET x  x=0
          9   + COMMIT  ok
        """)
  }

  /// Lanes do not grow forever, but texts may use what is left.
  @Test func wide() {
    let fixture = TimelineFixture(.serializableSnapshot, playing: TimelineFixture.twoDoctors)
    #expect(
      fixture.picture(columns: 100) == TimelineFixture.twoDoctorsPicture + " dangerous-structure")
  }

  @Test func wideCharacters() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: """
        .seed "日本"=東京 "🎉"="🎈🎈🎈" ключ=значение
        alice: BEGIN
        bob: BEGIN
        alice: GET 日本
        alice: SCAN
        bob: PUT 日本 大阪市北区梅田一丁目一番三号大阪駅前第三ビル二十九階一一一の二十七
        bob: PUT "🎉" "🎈"
        alice: GET "🎉"
        alice: COMMIT
        bob: COMMIT
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │                                ┌ BEGIN          state 0
          3   │ GET 日本       日本=東京       │
          4   │ SCAN                           │
              │   ключ=значение 日本=東京      │
              │   "🎉"="🎈🎈🎈"                │
          5   │                                │ PUT 日本 大阪市北区梅田一丁目一番三
              │                                │ 号大阪駅前第三ビル二十九階一一一の
              │                                │ 二十七
          6   │                                │ PUT "🎉" "🎈"
          7   │ GET "🎉"       "🎉"="🎈🎈🎈"   │
          8   └ COMMIT         ok, state 1     │
          9                                    └ COMMIT         ok, state 2
        """)
  }

  @Test func controlCharacters() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: #"""
        .seed x="a\u{1B}[31m\u{202E}b\n"
        alice: BEGIN
        alice: GET x
        alice: PUT y "\u{7}"
        bob: BEGIN
        bob: SCAN
        """#)
    #expect(
      fixture.picture() == #"""
        snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │ GET x          x="a\u{1B}[31m\u{202E}b\n"
          3   │ PUT y "\u{7}"
          4   │                                ┌ BEGIN          state 0
          5   │                                │ SCAN  x="a\u{1B}[31m\u{202E}b\n"
        """#)
  }

  /// Three hundred characters.
  @Test func longValue() {
    let fixture = TimelineFixture(
      .snapshot, .replay,
      playing: """
        alice: BEGIN
        alice: PUT x \(String(repeating: "0123456789", count: 30))
        bob: BEGIN
        alice: GET x
        bob: COMMIT
        alice: COMMIT
        """)
    #expect(
      fixture.picture() == """
        snapshot
        step  alice                            bob
          1   ┌ BEGIN          state 0
          2   │ PUT x 01234567890123456789012345678901234567890123456789012345678901
              │ 23456789012345678901234567890123456789012345678901234567890123456789
              │ 0123456789012345678901234567890123456789012345678901234567890123456…
          3   │                                ┌ BEGIN          state 0
          4   │ GET x                          │
              │   x=01234567890123456789012345 │
              │   6789012345678901234567890123 │
              │   456789012345678901234567890… │
          5   │                                └ COMMIT         ok, state 1
          6   └ COMMIT         ok, state 2
        """)
    #expect(
      fixture.picture(ascii: true) == """
        snapshot
        step  alice                            bob
          1   + BEGIN          state 0
          2   | PUT x 01234567890123456789012345678901234567890123456789012345678901
              | 23456789012345678901234567890123456789012345678901234567890123456789
              | 01234567890123456789012345678901234567890123456789012345678901234...
          3   |                                + BEGIN          state 0
          4   | GET x                          |
              |   x=01234567890123456789012345 |
              |   6789012345678901234567890123 |
              |   4567890123456789012345678... |
          5   |                                + COMMIT         ok, state 1
          6   + COMMIT         ok, state 2
        """)
  }

  /// From step 1000 on the numbers are a cell wider, and from step 10000 on the lanes change.
  @Test func manySteps() {
    var fixture = TimelineFixture(.readCommitted, playing: "alice: BEGIN")
    while fixture.runner.nextStep < 10_000 { fixture.play("alice: GET x") }
    let lines = fixture.picture().split(separator: "\n")
    #expect(lines[1...2] == ["step  alice", "   1  ┌ BEGIN"])
    #expect(lines.last == "9999  │ GET x          (none)")
    fixture.play("alice: COMMIT")
    let longer = fixture.picture().split(separator: "\n")
    #expect(longer[1...2] == ["step   alice", "    1  ┌ BEGIN"])
    #expect(longer.last == "10000  └ COMMIT         ok")
  }

  /// The text of a command comes from anywhere.
  @Test func controlCharactersInCommands() {
    var runner = SessionRunner(mode: .readCommitted, manner: .interactive)
    let begin = Command.begin(nil, readOnly: false, deferrable: false)
    let reply = runner.run(begin, text: "BEGIN\u{1B}[2J\t\u{202E}\u{301}", in: "alice")
    #expect(
      Narrator(runner).timeline([reply], columns: 76, ascii: false).map(\.text)
        == ["read-committed", "step  alice", "  1   ┌ BEGIN\\u{1B}[2J\\u{9}\\u{202E}\u{301}"])
  }
}
