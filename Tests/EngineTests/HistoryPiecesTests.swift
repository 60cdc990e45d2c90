import Testing
import Vocabulary

/// A history in pieces beside an array.
@Suite struct HistoryPiecesTests {
  private func events(_ steps: Range<Int>) -> [Event] {
    steps.map { .commit(TransactionID($0), step: $0, state: $0) }
  }

  @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 2_048, 5_000])
  func itHoldsWhatAnArrayHolds(count: Int) {
    var history = History()
    let events = events(0..<count)
    for event in events { history += [event] }
    #expect(history.count == count)
    #expect(Array(history) == events)
    #expect(history.indices.allSatisfy { history[$0] == events[$0] })
  }

  @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 2_048, 2_999, 3_000])
  func itCanBeCutAndGoOn(count: Int) {
    var history = History()
    history += events(0..<3_000)
    let whole = history
    history.cut(to: count)
    #expect(Array(history) == events(0..<count))
    history += events(count..<4_000)
    #expect(Array(history) == events(0..<4_000))
    #expect(Array(whole) == events(0..<3_000))
  }
}
