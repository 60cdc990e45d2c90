import Checking
import Testing
import Vocabulary

/// Histories that cannot have happened.
@Suite struct ContradictionTests {
  private static let x: Key = "x"

  @Test(
    arguments: [
      ("begin 1; begin 1", 1, .begunTwice(TransactionID(1))),
      ("begin 0", 0, .begunTwice(.initial)),
      ("read 1 x 0", 0, .notBegun(TransactionID(1))),
      ("begin 1; commit 1; commit 2", 2, .notBegun(TransactionID(2))),
      ("begin 1; commit 1; write 1 x", 2, .ended(TransactionID(1))),
      ("begin 1; abort 1; commit 1", 2, .ended(TransactionID(1))),
      ("write 0 x", 0, .ended(.initial)),
      ("begin 1; read 1 x @1", 1, .stateToCome(1)),
      ("begin 1; read 1 x @-1", 1, .stateToCome(-1)),
      ("begin 1; scan 1 a..c @2", 1, .stateToCome(2)),
      (
        "begin 1; begin 2; read 2 x 1; write 1 x", 2,
        .neverWritten(x, .written(by: TransactionID(1), number: 1))
      ),
      (
        "begin 1; write 1 x; begin 2; read 2 x 1#2", 3,
        .neverWritten(x, .written(by: TransactionID(1), number: 2))
      ),
      (
        "begin 1; write 1 y; begin 2; read 2 x 1#1", 3,
        .neverWritten(x, .written(by: TransactionID(1), number: 1))
      ),
      ("begin 1; read 1 x 7", 1, .neverWritten(x, .written(by: TransactionID(7), number: 1))),
      ("begin 1; read 1 x 0#2", 1, .neverWritten(x, .written(by: .initial, number: 2))),
      ("begin 1; write 1 x; commit 1; begin 2; read 2 x @1", 4, .notAbsent(x, .absent(asOf: 1))),
      ("begin 1; read 1 x 0; read 1 x @0", 2, .notAbsent(x, .absent(asOf: 0))),
      (
        "begin 1; read 1 x @0; read 1 x 0", 2, .neverWritten(x, .written(by: .initial, number: 1))
      ),
      (
        "begin 1; write 1 x; begin 2; scan 2 a..z -x=1", 3,
        .notAbsent(x, .written(by: TransactionID(1), number: 1))
      ),
      (
        "begin 1; delete 1 x; begin 2; scan 2 a..z x=1", 3,
        .notThere(x, .written(by: TransactionID(1), number: 1))
      ),
      ("begin 1; write 1 x; commit 1; begin 2; scan 2 a..z @1", 4, .leftOut(x)),
      ("begin 1; scan 1 a..z @0; read 1 x 0", 1, .leftOut(x)),
      ("begin 1; write 1 x; write 1 y; commit 1; begin 2; scan 2 a..z y=1 @1", 5, .leftOut(x)),
      ("begin 1; scan 1 a..z x=@0", 1, .notThere(x, .absent(asOf: 0))),
      ("begin 1; write 1 x; read 1 x 0", 2, .ownWriteOverlooked(x)),
      ("begin 1; write 1 x; write 1 x; read 1 x 1#1", 3, .ownWriteOverlooked(x)),
      ("begin 1; write 1 x; scan 1 a..z x=0", 2, .ownWriteOverlooked(x)),
      ("begin 1; scan 1 a..z +x; write 1 x", 1, .notOwn(x)),
      ("begin 1; write 1 x; undo 1 x 1; scan 1 a..z +x", 3, .notOwn(x)),
      ("begin 1; write 1 x; write 1 x; undo 1 x 1#2; read 1 x 1#2", 4, .ownWriteOverlooked(x)),
      ("begin 1; write 1 x; undo 1 x 1; read 1 x 1", 3, .ownWriteOverlooked(x)),
      (
        "begin 1; write 1 x; write 1 x; undo 1 x 1#1", 3,
        .notUndone(x, .written(by: TransactionID(1), number: 1))
      ),
      (
        "begin 1; write 1 x; undo 1 x 1; undo 1 x 1", 3,
        .notUndone(x, .written(by: TransactionID(1), number: 1))
      ),
      ("begin 1; scan 1 a..c x=0", 1, .outsideRange(x)),
      ("begin 1; scan 1 a..c b=0 a=0", 1, .outOfOrder("a")),
      ("begin 1; scan 1 a..c a=0 a=0", 1, .outOfOrder("a")),
    ] as [(String, Int, Contradiction.Problem)])
  func isRefused(history: String, event: Int, problem: Contradiction.Problem) {
    expect(Contradiction(event: event, problem: problem), in: Sketch(history).events)
  }

  @Test func statesCountUp() {
    let begins = Sketch("begin 1; begin 2; commit 1").events
    let twice = begins + [.commit(TransactionID(2), step: 4, state: 1)]
    expect(Contradiction(event: 3, problem: .wrongState(1, expected: 2)), in: twice)
    let gap = begins + [.commit(TransactionID(2), step: 4, state: 3)]
    expect(Contradiction(event: 3, problem: .wrongState(3, expected: 2)), in: gap)
  }

  @Test(arguments: [Int.min, 0, 2, Int.max])
  func writesCountUp(number: Int) {
    let events =
      Sketch("begin 1").events
      + [.write(TransactionID(1), step: 2, key: "x", number: number, value: nil)]
    guard let wrong = contradiction(in: events) else {
      Issue.record("\(number) was accepted")
      return
    }
    #expect(wrong.event == 1)
    guard case .wrongNumber(Self.x, _, expected: 1) = wrong.problem else {
      Issue.record("\(wrong)")
      return
    }
  }

  @Test func snapshotsAreNotToCome() {
    let begin = Event.begin(TransactionID(1), mode: .snapshot, readOnly: false, snapshot: 1)
    expect(Contradiction(event: 0, problem: .stateToCome(1)), in: [begin])
  }

  // MARK: What state 0 holds

  @Test(
    arguments: [
      ("begin 1; read 1 x @0", 1, .notAbsent(x, .absent(asOf: 0))),
      ("begin 1; read 1 y 0", 1, .notInitial("y")),
      ("begin 1; scan 1 a..z @0", 1, .leftOut(x)),
      ("begin 1; scan 1 a..z x=0 y=0 @0", 1, .notInitial("y")),
      ("begin 1; scan 1 a..z -x=@0 @0", 1, .notAbsent(x, .absent(asOf: 0))),
      ("begin 1; write 1 y; commit 1; begin 2; read 2 x @1", 4, .notAbsent(x, .absent(asOf: 1))),
      ("begin 1; write 1 y; commit 1; begin 2; scan 2 a..z y=1 @1", 4, .leftOut(x)),
      ("begin 1; read 1 y 0; read 1 x @0", 1, .notInitial("y")),
    ] as [(String, Int, Contradiction.Problem)])
  func stateZeroIsKnown(history: String, event: Int, problem: Contradiction.Problem) {
    let events = Sketch(history).events
    #expect(
      contradiction(in: events, initial: ["x": "1"])
        == Contradiction(event: event, problem: problem)
    )
  }

  @Test(
    arguments: [
      "begin 1; read 1 x 0; read 1 y @0; scan 1 a..z x=0 @0; scan 1 a..c @0",
      "begin 1; delete 1 x; commit 1; begin 2; read 2 x @1; scan 2 a..z @1",
      "begin 1; begin 2; delete 1 x; commit 1; read 2 x 0; scan 2 a..z x=0 @0",
    ])
  func whatFitsStateZeroIsJudged(history: String) {
    #expect(contradiction(in: Sketch(history).events, initial: ["x": "1"]) == nil)
  }

  /// Nothing known is something else than nothing there.
  @Test func anEmptyStateZeroHasNoValue() {
    let events = Sketch("begin 1; read 1 x 0").events
    #expect(contradiction(in: events) == nil)
    #expect(
      contradiction(in: events, initial: [:]) == Contradiction(event: 1, problem: .notInitial("x")))
  }

  // MARK: What a transaction does

  @Test func whoIsReadOnlyDoesNotWrite() {
    let (one, x) = (TransactionID(1), Self.x)
    let begin = Event.begin(one, mode: .snapshot, readOnly: true, snapshot: 0)
    let write = Event.write(one, step: 3, key: x, number: 1, value: nil)
    let read = Event.read(one, step: 2, key: x, version: .absent(asOf: 0))
    expect(Contradiction(event: 2, problem: .readOnly(one)), in: [begin, read, write])
  }

  @Test func nobodyWaitsForItself() {
    let (one, two) = (TransactionID(1), TransactionID(2))
    let history = Sketch("begin 1; begin 2").events
    let wait = Event.wait(two, step: 3, on: [one, two])
    expect(Contradiction(event: 2, problem: .waitsForItself(two)), in: history + [wait])
    #expect(contradiction(in: history + [.wait(two, step: 3, on: [one])]) == nil)
  }

  /// A command that waits keeps its step, so that only the steps of one transaction count up.
  @Test func stepsOfATransactionNeverGoBack() {
    let (one, two) = (TransactionID(1), TransactionID(2))
    let begins = Sketch("begin 1; begin 2").events
    let waits: [Event] = [
      .write(one, step: 3, key: "x", number: 1, value: "1"), .wait(two, step: 4, on: [one]),
      .commit(one, step: 5, state: 1), .endOfWait(two, step: 4),
      .write(two, step: 4, key: "x", number: 1, value: "2"),
    ]
    #expect(contradiction(in: begins + waits) == nil)
    let back: [[Event]] = [
      [.commit(two, step: 3, state: 2)], [.abort(two, step: 2, reason: nil)],
      [.read(two, step: 3, key: "y", version: .absent(asOf: 0))],
      [.wait(two, step: 3, on: [])], [.endOfWait(two, step: 3)],
    ]
    for events in back {
      guard
        case .stepBack(two, from: 4, to: 2...3) = contradiction(in: begins + waits + events)?
          .problem
      else {
        Issue.record("\(events)")
        continue
      }
    }
  }

  /// Whatever is found later in the judge's work: the first event that is wrong is named.
  @Test func theFirstIsNamed() {
    let history = "begin 1; begin 2; read 2 x 1#1; write 1 y; commit 1; read 2 y @1; begin 1"
    expect(
      Contradiction(
        event: 2, problem: .neverWritten("x", .written(by: TransactionID(1), number: 1))),
      in: Sketch(history).events)
    expect(
      Contradiction(event: 4, problem: .notAbsent("y", .absent(asOf: 1))),
      in: Sketch("begin 1; write 1 y; commit 1; begin 2; read 2 y @1; begin 1").events)
  }

  /// A deferred BEGIN waits before it begins, or is withdrawn.
  @Test func waitsComeBeforeBegin() throws {
    let (one, two) = (TransactionID(1), TransactionID(2))
    let wait = [Event.wait(two, step: 1, on: [one]), .endOfWait(two, step: 1)]
    let history = Sketch("begin 1").events + wait + Sketch("begin 2; commit 2").events + wait
    #expect(try Judgement(of: history.dropLast(2)).serialOrder() == [two])
    expect(Contradiction(event: 5, problem: .ended(two)), in: history)
  }

  @Test func theEmptyHistoryIsSerial() throws {
    #expect(try Judgement(of: []).serialOrder() == [])
  }

  private func expect(_ expected: Contradiction, in events: [Event]) {
    #expect(contradiction(in: events) == expected)
  }

  private func contradiction(
    in events: [Event], initial: [Key: Value]? = nil
  ) -> Contradiction? {
    do throws(Contradiction) {
      _ = try Judgement(of: events, initial: initial)
      return nil
    } catch {
      return error
    }
  }
}
