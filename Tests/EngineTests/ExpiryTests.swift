import Engine
import Testing
import Vocabulary

/// A transaction that is ended from outside, because its time is over, leaves nothing behind.
@Suite struct ExpiryTests {
  private static let lockModes: [IsolationMode] = [
    .readUncommitted, .readCommitted, .snapshot, .twoPhaseLocking,
  ]

  private func timeout(_ limit: TimeLimit = .total) -> Abort.Timeout {
    let second = TimeSpan(milliseconds: 1000)
    return Abort.Timeout(
      limit: limit, allowed: second, open: second, begun: 1, idle: second, last: 1,
      wasWaiting: false)
  }

  private func expectAborted(_ step: Step, _ id: TransactionID, at number: StepNumber) {
    guard case .aborted(let abort) = step.answer else {
      Issue.record("\(step.answer)")
      return
    }
    #expect(abort.transaction == id && abort.step == number && abort.kind == .timeout)
    #expect(abort.timeout == timeout() && abort.conflicts.isEmpty)
  }

  @Test(arguments: IsolationMode.allCases) func whoIsOpenIsGone(mode: IsolationMode) {
    var database = Database(["x": "1", "y": "1"])
    let (alice, _) = database.begin(mode, step: 1)
    _ = database.perform(.get("y"), by: alice, step: 2)
    _ = database.perform(.scan(.all), by: alice, step: 3)
    _ = database.perform(.put("x", "2"), by: alice, step: 4)
    let ended = database.expire(alice, timeout(), step: 5)
    expectAborted(ended, alice, at: 5)
    guard case .abort(alice, 5, let reason?) = ended.events.last, ended.events.count == 1 else {
      Issue.record("\(ended.events)")
      return
    }
    #expect(reason.kind == .timeout)
    #expect(database.brokenInvariant == nil)
    #expect(database.openTransactions.isEmpty)
    #expect(database.committedValue(of: "x") == "1")
    // As if it had never been: the next one writes what it had read and written.
    let (bob, _) = database.begin(mode, step: 6)
    for request in [Request.put("x", "3"), .put("y", "3"), .commit] {
      let answer = database.perform(request, by: bob, step: 7).answer
      #expect(answer == .done || answer == .committed(1))
    }
    #expect(database.brokenInvariant == nil)
  }

  @Test(arguments: lockModes) func thoseWhoWaitForItGoOn(mode: IsolationMode) {
    var database = Database(["x": "1"])
    let (alice, _) = database.begin(mode, step: 1)
    let (bob, _) = database.begin(mode, step: 2)
    let (carol, _) = database.begin(mode, step: 3)
    _ = database.perform(.put("x", "2"), by: alice, step: 4)
    #expect(database.perform(.put("x", "3"), by: bob, step: 5).answer == .waits(for: [alice]))
    _ = database.perform(.put("x", "4"), by: carol, step: 6)
    expectAborted(database.expire(alice, timeout(), step: 7), alice, at: 7)
    let resumed = database.resume()
    #expect(resumed?.0 == bob && resumed?.1.answer == .done)
    #expect(database.resume() == nil)
    #expect(database.brokenInvariant == nil)
  }

  /// Who waits leaves the queue, and who waited behind it goes on once nobody else is in the way.
  @Test(arguments: lockModes) func whoWaitsLeavesTheQueue(mode: IsolationMode) {
    var database = Database(["x": "1"])
    let (alice, _) = database.begin(mode, step: 1)
    let (bob, _) = database.begin(mode, step: 2)
    let (carol, _) = database.begin(mode, step: 3)
    _ = database.perform(.put("x", "2"), by: alice, step: 4)
    _ = database.perform(.put("y", "3"), by: bob, step: 5)
    _ = database.perform(.put("x", "3"), by: bob, step: 6)
    #expect(
      database.perform(.put("x", "4"), by: carol, step: 7).answer == .waits(for: [alice, bob]))
    let ended = database.expire(bob, timeout(), step: 8)
    expectAborted(ended, bob, at: 8)
    #expect(ended.events.count == 2, "the end of the wait, and the abort")
    #expect(database.resume() == nil)
    #expect(database.brokenInvariant == nil)
    #expect(database.openTransaction(carol)?.waits.map(\.second.transaction) == [alice])
    _ = database.perform(.rollback, by: alice, step: 9)
    #expect(database.resume()?.0 == carol)
    #expect(database.resume() == nil)
    #expect(database.brokenInvariant == nil)
  }

  /// Two-phase-locking: those who wait to read, a key or a range.
  @Test(arguments: [Request.get("x"), .scan(.all)]) func readersWhoWait(request: Request) {
    var database = Database(["x": "1"])
    let (alice, _) = database.begin(.twoPhaseLocking, step: 1)
    let (bob, _) = database.begin(.twoPhaseLocking, step: 2)
    _ = database.perform(.put("x", "2"), by: alice, step: 3)
    #expect(database.perform(request, by: bob, step: 4).answer == .waits(for: [alice]))
    expectAborted(database.expire(bob, timeout(), step: 5), bob, at: 5)
    #expect(database.brokenInvariant == nil)
    #expect(database.perform(.commit, by: alice, step: 6).answer == .committed(1))
    #expect(database.resume() == nil)
  }

  /// What has not begun leaves no trace in the history.
  @Test func aDeferredBegin() {
    var database = Database(["x": "1"])
    let (alice, _) = database.begin(.serializableSnapshot, step: 1)
    let (bob, begun) = database.begin(
      .serializableSnapshot, readOnly: true, deferrable: true, step: 2)
    #expect(begun.answer == .waits(for: [alice]))
    let ended = database.expire(bob, timeout(), step: 3)
    expectAborted(ended, bob, at: 3)
    #expect(ended.events == [.endOfWait(bob, step: 2)])
    #expect(database.openTransaction(bob) == nil)
    #expect(database.brokenInvariant == nil)
    #expect(database.perform(.commit, by: alice, step: 4).answer == .committed(1))
    #expect(database.resume() == nil)
  }

  /// Who waits for a safe snapshot goes on when those are gone that could spoil it.
  @Test func whatADeferredBeginWaitsFor() {
    var database = Database(["x": "1"])
    let (alice, _) = database.begin(.serializableSnapshot, step: 1)
    let (bob, _) = database.begin(.serializableSnapshot, readOnly: true, deferrable: true, step: 2)
    expectAborted(database.expire(alice, timeout(), step: 3), alice, at: 3)
    let resumed = database.resume()
    #expect(resumed?.0 == bob && resumed?.1.answer == .began(snapshot: 0))
    #expect(database.brokenInvariant == nil)
  }

  /// A pivot that is doomed can be ended by time as well as by its next command.
  @Test func aDoomedOne() {
    var database = Database(["x": "1", "y": "1"])
    let (alice, _) = database.begin(.serializableSnapshot, step: 1)
    let (bob, _) = database.begin(.serializableSnapshot, step: 2)
    _ = database.perform(.get("x"), by: alice, step: 3)
    _ = database.perform(.get("y"), by: bob, step: 4)
    _ = database.perform(.put("y", "2"), by: alice, step: 5)
    _ = database.perform(.put("x", "2"), by: bob, step: 6)
    _ = database.perform(.commit, by: alice, step: 7)
    #expect(database.openTransaction(bob)?.doomed != nil)
    expectAborted(database.expire(bob, timeout(), step: 8), bob, at: 8)
    #expect(database.brokenInvariant == nil)
  }
}
