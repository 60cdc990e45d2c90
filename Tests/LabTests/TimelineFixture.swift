import Drawing
import Engine
import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// A program whose replies are kept.
struct TimelineFixture {
  private(set) var runner: SessionRunner
  private(set) var replies: [Reply] = []

  init(_ mode: IsolationMode, _ manner: SessionRunner.Manner = .replay) {
    runner = SessionRunner(mode: mode, manner: manner)
  }

  init(_ mode: IsolationMode, _ manner: SessionRunner.Manner = .replay, playing script: String) {
    self.init(mode, manner)
    for line in script.split(separator: "\n") { play(String(line)) }
  }

  mutating func play(_ line: String) {
    if let reply = runner.play(line) { replies.append(reply) }
  }

  /// The timeline, by default as a terminal of 80 columns shows it.
  func picture(columns: Int = 76, ascii: Bool = false) -> String {
    Narrator(runner).timeline(replies, columns: columns, ascii: ascii).map(\.text)
      .joined(separator: "\n")
  }
}

/// Programs that several tests draw.
extension TimelineFixture {
  /// Both doctors look, and each goes off call.
  static let twoDoctors = """
    .seed alice=on bob=on
    .rule on-call: count(* = on) >= 1
    alice: BEGIN
    bob: BEGIN
    alice: SCAN
    bob: SCAN
    alice: PUT alice off
    bob: PUT bob off
    alice: COMMIT
    bob: COMMIT
    """

  /// As it is drawn in 80 columns.
  static let twoDoctorsPicture = """
    serializable-snapshot
    step  alice                            bob
      1   ┌ BEGIN          state 0
      2   │                                ┌ BEGIN          state 0
      3   │ SCAN           alice=on bob=on │
      4   │                                │ SCAN           alice=on bob=on
      5   │ PUT alice off                  │
      6   │                                │ PUT bob off
      7   └ COMMIT         ok, state 1     │
      8                                    └ COMMIT         ABORTED
    """

  /// Bob waits for alice, and carol reads.
  static let oneWaitsOneReads = """
    .sessions carol
    .seed x=0
    alice: BEGIN
    bob: BEGIN
    alice: PUT x 1
    bob: PUT x 2
    carol: BEGIN
    carol: GET x
    alice: COMMIT
    bob: COMMIT
    carol: COMMIT
    """

  /// Bob waits for alice, with his COMMIT held behind it.
  static let aCommitIsHeld = """
    .seed x=0 y=0
    alice: BEGIN
    bob: BEGIN
    alice: PUT x 1
    bob: GET y
    bob: PUT x value(y) + 5
    bob: COMMIT
    alice: COMMIT

    """
}

extension String {
  /// A picture with the signs of `--ascii`.
  var inASCII: String {
    String(map { sign in "┌└".contains(sign) ? "+" : sign == "│" ? "|" : sign })
  }
}
